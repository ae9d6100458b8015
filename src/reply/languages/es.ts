import type { Piece, Text } from '../reply.ts'
import type { en } from './en.ts'
import { grammarOf, small } from './grammar.ts'

const { listed, counted, quoted, quotedOr } = grammarOf('es')
const marks = ['“', '”'] as const

/** Every sentence that the bot says, in Spanish, in words that are at home in Spain and in Latin America. */
export const es: typeof en = {
  locale: 'es',

  closest: 'Esto es lo más parecido que hay; quizá no sea lo que buscas:',
  another: 'Otro fragmento que puede responderte:',
  sure: 'acierto seguro',
  close: 'lo más parecido, sin certeza',
  passage: (place: number, all: number): string => `fragmento ${place} de ${all}`,
  asked: (words: string): string => `Pregunta: “${words}”`,
  alsoIn: 'También en',
  resources: 'Recursos',
  chapters: 'Capítulos',
  related: 'Episodios parecidos',
  relatedTo: (episode: string): Text => [`Parecidos al ${small(episode)}`],
  linked: 'enlazado en las notas del episodio',
  nothingRelated: (episode: Piece): Text => ['Ningún otro episodio se parece al ', small(episode), '.'],
  cameBack: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Esto es del ',
    since,
    '. El ',
    small(episode),
    ...(date ? [' (', date, ')'] : []),
    ' vuelve sobre el tema',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  covers: (words: readonly string[]): string => `El fragmento dice ${quoted(words, marks)}.`,
  misses: (words: readonly string[]): string => `No dice ${quotedOr(words, marks)}.`,
  unsaid: (words: readonly string[]): string => `El podcast nunca dice ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => `en el minuto ${time}`,
  fromDescription: 'de la descripción',
  fromResources: 'de la lista de recursos',
  andMore: (count: number): string => `y ${count} más`,
  episode: (id: string, title: string): string => `Episodio ${id}: ${title}`,
  picture: (episode: string): string => `La imagen del ${small(episode)}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Página del episodio' },
  listenFrom: (time: string): string => `Escuchar desde ${time}`,
  readMore: 'Abrir el episodio',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'episodio' : 'episodios'} ${listed(ids)}`,

  results: (words: string): Text => ['Más resultados para ', { kind: 'strong', text: words }],
  page: (page: number, pages: number): string => `página ${page} de ${pages}`,

  buttons: {
    notIt: 'No es eso',
    moreResults: 'Más resultados',
    theEpisode: 'El episodio',
    itsResources: 'Sus recursos',
    moreLikeThis: 'Episodios parecidos',
    back: 'Volver',
    more: 'Ver más',
    share: 'Compartir',
    dismiss: 'Quitar',
    pickEpisode: 'Ver un episodio',
  },

  nothingFound: (show: string): Text => [`En ${show} no encuentro nada que responda a esto, y no voy a adivinar.`],
  nearest: 'Los episodios que más se acercan',
  whatToTry: 'Qué puedes probar',
  tryOtherWords: 'Pregunta con las palabras que usarían en el podcast, o con menos palabras.',
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' muestra un episodio por su número o su título.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' reúne los enlaces sobre un tema.'],
  noWords: (): Text => [
    'Ahí no veo ninguna palabra que pueda buscar. Pregúntame por algo del podcast, a tu manera; ',
    { kind: 'command', name: 'help' },
    ' te cuenta más.',
  ],
  tooLong: (most: number): string =>
    `Esa pregunta es demasiado larga: leo hasta ${most} caracteres. Quédate con la frase o las dos frases que importan.`,
  hint: (show: string): Text => [
    `Pregúntame algo sobre ${show} en el mismo mensaje y te respondo con las palabras del propio podcast. `,
    { kind: 'command', name: 'help' },
    ' te cuenta qué más sé hacer.',
  ],

  noSuchEpisode: (which: string): Text => [
    'No conozco ningún episodio que corresponda a ',
    { kind: 'strong', text: which },
    '.',
  ],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'No hay ningún episodio ',
    { kind: 'strong', text: id },
    first === last ? `. Solo conozco el episodio ${first}.` : `. Conozco los episodios del ${first} al ${last}.`,
  ],
  didYouMean: 'Quizá buscabas',
  severalEpisodes: (which: string): Text => [
    'Hay más de un episodio que corresponde a ',
    { kind: 'strong', text: which },
    ':',
  ],
  noEpisodes: (show: string): Text => [`Aquí todavía no hay episodios de ${show}.`],

  resourcesAbout: (about: string): Text => ['Recursos sobre ', { kind: 'strong', text: about }],
  resourcesAboutIn: (about: string, episode: string): Text => [
    'Recursos sobre ',
    { kind: 'strong', text: about },
    ' en el ',
    small(episode),
  ],
  resourcesOf: (episode: string): Text => ['Recursos del ', small(episode)],
  noResourcesAbout: (about: string): Text => ['Ningún recurso trata de ', { kind: 'strong', text: about }, '.'],
  noResourcesIn: (episode: Piece): Text => ['El ', small(episode), ' no tiene recursos en su lista.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' busca, en cambio, en lo que se dijo.',
  ],

  latest: 'Los últimos episodios',

  terminal: {
    greeting: 'Haz una pregunta o escribe un comando; Tab completa, Ctrl-D sale.',
    noFile: (file: string): string =>
      `No hay ningún archivo ${file} que pueda leer. Indica la ruta de un archivo de preguntas.`,
  },

  help: {
    title: (show: string): Text => [`Respondo preguntas con lo que se dijo y se enlazó en ${show}.`],
    quotes: 'Cito el podcast palabra por palabra y enlazo el momento exacto. Si no lo dice, te aviso.',
    commands: 'Comandos',
    mention: 'Mencióname con una pregunta en un canal, o escríbeme por mensaje directo, y te respondo ahí.',
    message: (command: string): Text => [
      'En el mensaje de cualquiera, en Aplicaciones: ',
      { kind: 'strong', text: command },
      ' muestra qué dice el podcast de eso.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Conozco ${listed([
        counted(episodes, 'episodio', 'episodios'),
        counted(transcripts, 'transcripción', 'transcripciones'),
        counted(links, 'enlace', 'enlaces'),
      ])}.`,
  },

  commands: {
    ask: {
      name: 'preguntar',
      description: 'Pregunta qué dice el podcast sobre algo',
      options: { question: { name: 'pregunta', description: 'Tu pregunta, con tus palabras' } },
    },
    episode: {
      name: 'episodio',
      description: 'Muestra un episodio con sus enlaces y recursos',
      options: { which: { name: 'cuál', description: 'Su número, su título o algunas palabras del título' } },
    },
    resources: {
      name: 'recursos',
      description: 'Reúne los enlaces sobre un tema',
      options: {
        about: { name: 'tema', description: 'El tema, o el número de un episodio' },
        episode: { name: 'episodio', description: 'Solo los enlaces de este episodio' },
      },
    },
    related: {
      name: 'parecidos',
      description: 'Encuentra episodios parecidos a uno que conoces',
      options: { episode: { name: 'episodio', description: 'Su número, su título o algunas palabras del título' } },
    },
    latest: { name: 'últimos', description: 'Muestra los últimos episodios', options: {} },
    help: { name: 'ayuda', description: 'Descubre qué sé hacer', options: {} },
    find: { name: 'Buscar en los episodios', description: '', options: {} },
  },

  options: {
    hide: { name: 'ocultar', description: 'Muéstrame la respuesta solo a mí' },
    mention: { name: 'mencionar', description: 'Dirige la respuesta a alguien' },
  },

  trouble: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'No conozco el comando ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['¿Querías decir ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' muestra los que conozco.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      'A ',
      { kind: 'command', name: command },
      ' le falta ',
      { kind: 'strong', text: option },
      `: ${small(description)}.`,
    ],
    olderButton: 'Este botón es de otra versión mía. Vuelve a preguntar y te respondo de nuevo.',
    messageGone: 'Ese mensaje ya no está. Vuelve a preguntar y te respondo de nuevo.',
    notYours: 'Solo quien preguntó, o quien tenga permiso para gestionar mensajes aquí, puede quitar esta respuesta.',
    tooFast: 'Eso fue mucho de una vez. Respira y vuelve a preguntar en unos segundos.',
    ourFault: 'Algo salió mal por mi parte, y quedó anotado. Vuelve a preguntar en un momento.',
  },
}
