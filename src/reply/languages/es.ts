import type { Piece, Text } from '../types.ts'
import type { en } from './en.ts'
import { grammarOf, lowerFirst, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('es')
const marks = ['“', '”'] as const

/** Every sentence that the bot says, in Spanish that is natural in Spain and in Latin America. */
export const es: typeof en = {
  locale: 'es',

  closest: 'Lo más cercano que encuentro, aunque quizá no sea lo que buscas.',
  inOtherWords: 'Dicho con otras palabras.',
  another: 'Otro fragmento que podría responder a tu pregunta:',
  sure: 'resultado seguro',
  passage: (place: number, all: number): string => `fragmento ${place} de ${all}`,
  asked: (words: string): string => `Pregunta: ${words}`,
  alsoIn: 'También en',
  resources: 'Recursos',
  chapters: 'Capítulos',
  related: 'Episodios parecidos',
  relatedTo: (episode: string): Text => [`Parecidos al ${lowerFirst(episode)}`],
  linked: 'enlazado en las notas del episodio',
  nothingRelated: (episode: Piece): Text => ['El ', lowerFirst(episode), ' no tiene episodios parecidos.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Esto es del ',
    since,
    '. El ',
    lowerFirst(episode),
    ...(date ? [' (', date, ')'] : []),
    ' vuelve sobre el tema',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  missingWords: (words: readonly string[]): string => `No menciona ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `El podcast nunca menciona ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => (/:.*:/.test(time) ? `en ${time}` : `en el minuto ${time}`),
  fromDescription: 'de la descripción',
  fromResources: 'de la lista de recursos',
  andMore: (count: number): string => `y ${count} más`,
  episode: (id: string, title: string): string => `Episodio ${id}: ${title}`,
  picture: (episode: string): string => `Portada del ${lowerFirst(episode)}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Página del episodio' },
  listenNow: 'Escuchar',
  listenFrom: (time: string): string => `Escuchar desde ${time}`,
  readMore: 'Abrir el episodio',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'episodio' : 'episodios'} ${listed(ids)}`,

  results: (words: string): Text => [`Más resultados para “${words}”`],
  page: (page: number, pages: number): string => `página ${page} de ${pages}`,

  buttons: {
    nextPassage: 'No es eso',
    moreResults: 'Más resultados',
    showEpisode: 'Ver el episodio',
    showResources: 'Recursos',
    back: 'Volver',
    more: 'Ver más',
    share: 'Compartir',
    dismiss: 'Quitar',
    pickEpisode: 'Ver un episodio',
    askEverywhere: 'Preguntar a todo el podcast',
    askAbout: 'Preguntar sobre este episodio',
    fix: '¿Palabras mal escritas?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `Las palabras están en la línea ${line} de ${file}. Quien pueda editar el archivo puede corregirlas allí; los demás pueden avisar.`,
    open: (line: number): string => `Abrir la línea ${line}`,
    report: 'Avisar del error',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode}: palabras mal escritas` : `${episode}, ${time}: palabras mal escritas`,
  },

  nothingFound: (show: string): Text => [`En ${show} no encuentro nada que responda a esto, y prefiero no adivinar.`],
  nearest: 'Los episodios que más se acercan',
  whatToTry: 'Qué puedes probar',
  tryOtherWords: 'Pregunta con las palabras que usarían en el podcast, o con menos palabras.',
  quotesIn: language => `El podcast está en ${language}, así que las citas también.`,
  tryLanguage: language => `Pregunta en ${language}, el idioma del podcast.`,
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
    `Esa pregunta es demasiado larga: leo hasta ${counted(most, 'carácter', 'caracteres')}. Quédate con una o dos frases, las que importan.`,
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
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'No hay ningún episodio ',
    { kind: 'strong', text: id },
    first === last
      ? `. El único que tiene número es el ${first}.`
      : `. Los que tienen número van del ${first} al ${last}.`,
  ],
  didYouMean: 'Quizá buscabas',
  severalEpisodes: (which: string): Text => [`Hay más de un episodio que corresponde a “${which}”:`],
  noEpisodes: (show: string): Text => [`Aquí todavía no hay episodios de ${show}.`],

  resourcesElsewhere: 'En otros episodios',
  resourcesAbout: (about: string): Text => [`Recursos sobre “${about}”`],
  resourcesAboutIn: (about: string, episode: string): Text => [
    `Recursos sobre “${about}” en el ${lowerFirst(episode)}`,
  ],
  resourcesOf: (episode: string): Text => [`Recursos del ${lowerFirst(episode)}`],
  noResourcesAbout: (about: string): Text => ['No encuentro recursos sobre ', { kind: 'strong', text: about }, '.'],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'En el ',
    lowerFirst(episode),
    ' no encuentro recursos sobre ',
    { kind: 'strong', text: about },
    '.',
  ],
  noResourcesIn: (episode: Piece): Text => ['El ', lowerFirst(episode), ' no incluye ningún recurso.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' busca en lo que se dijo en los episodios.',
  ],

  latest: 'Los episodios más recientes',

  terminal: {
    greeting: 'Haz una pregunta o escribe un comando; Tab completa, Ctrl+D sale.',
    heading: 'En esta terminal',
    keys: [
      'more, back o page 2 cambia de página.',
      'Un número abre lo que tiene al lado.',
      'Tab completa un comando, ↑ recupera líneas anteriores, Ctrl+D sale.',
    ],
  },

  help: {
    title: (show: string): Text => [`Respondo preguntas con lo que se dijo y se enlazó en ${show}.`],
    quotes: 'Cito el podcast palabra por palabra y enlazo el momento exacto. Si no dice nada al respecto, te lo digo.',
    examples: 'Por ejemplo',
    commands: 'Comandos',
    mention: 'Mencióname con una pregunta en un canal, o escríbeme por mensaje directo, y te respondo ahí.',
    message: (command: string): Text => [
      'En cualquier mensaje, en el menú Aplicaciones: ',
      { kind: 'strong', text: command },
      ' muestra qué dice el podcast al respecto.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Conozco ${listed([
        counted(episodes, 'episodio', 'episodios'),
        counted(transcripts, 'transcripción', 'transcripciones'),
        counted(links, 'enlace', 'enlaces'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    colon: ': ',
    hosts: 'Presentan',
    hostsOfShow: 'Presentan el podcast',
    guests: 'Invitados',
    length: 'Duración',
    published: 'Publicado',
    count: (episodes: number): string => counted(episodes, 'episodio', 'episodios'),
    approximately: (time: string): string => `unos ${time}`,
    fromTranscript: 'de la transcripción',
    fromNotes: 'de las notas del episodio',
    noGuest: 'Este episodio no tiene invitados.',
    isIn: (name: string): string => `Sí, ${name} está en este episodio.`,
    isNotIn: (name: string): string => `No, ${name} no está en este episodio.`,
    peopleUnknown: 'Aquí no consta quién participa en este episodio.',
    hostsUnknown: (show: string): string => `Aquí no consta quién presenta ${show}.`,
    lengthUnknown: 'Aquí no consta cuánto dura este episodio.',
    dateUnknown: 'Aquí no consta cuándo salió este episodio.',
    noneFits: 'No conozco ningún episodio así.',
    neverIn: (name: string): string => `En ningún episodio aparece ${name} como invitado o presentador.`,
    notSaidBy: (name: string): string => `No he encontrado nada que ${name} diga sobre esto.`,
    notInEpisode: 'Parece que este episodio no lo dice.',
    nobodySaid: 'No he encontrado en las transcripciones a nadie que lo diga.',
  },

  commands: {
    ask: {
      name: 'preguntar',
      description: 'Pregunta qué dice el podcast sobre algo',
      options: {
        question: { name: 'pregunta', description: 'Tu pregunta, con tus palabras' },
        episode: { name: 'episodio', description: 'Busca solo en este episodio' },
      },
    },
    episode: {
      name: 'episodio',
      description: 'Muestra un episodio con sus enlaces y recursos',
      options: { which: { name: 'cuál', description: 'Su número, su título o algunas palabras del título' } },
    },
    episodes: {
      name: 'episodios',
      description: 'Lista episodios por tema, invitado, año o temporada',
      options: {
        about: { name: 'tema', description: 'De qué tratan' },
        guest: { name: 'invitado', description: 'Alguien que participa en ellos' },
        year: { name: 'año', description: 'Cuándo salieron' },
        season: { name: 'temporada', description: 'El número de una temporada' },
      },
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
    latest: { name: 'recientes', description: 'Muestra los episodios más recientes', options: {} },
    help: { name: 'ayuda', description: 'Descubre qué sé hacer', options: {} },
    'Find in episodes': { name: 'Buscar en los episodios', description: '', options: {} },
  },

  options: {
    hide: { name: 'ocultar', description: 'Muéstrame la respuesta solo a mí' },
    mention: { name: 'mencionar', description: 'Dirige la respuesta a alguien' },
  },

  errors: {
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
      `: ${lowerFirst(description)}.`,
    ],
    unknownButton: 'Este botón es de otra versión mía. Vuelve a preguntar y te respondo de nuevo.',
    messageDeleted: 'Ese mensaje ya no está. Vuelve a preguntar y te respondo de nuevo.',
    notAllowed: 'Solo quien preguntó, o quien tenga permiso para gestionar mensajes aquí, puede quitar esta respuesta.',
    rateLimited: 'Son muchas preguntas de una vez. Respira y vuelve a preguntar en unos segundos.',
    internalError: 'Algo salió mal por mi parte y ya tomé nota. Vuelve a preguntar en un momento.',
  },
}

export const esWords: WordLists = {
  question: 'cómo cuál cuáles explícame dime',
  chatter: `hola buenas buenos días tardes noches gracias muchas genial que tal amigo amigos perdona todos mil muy bien buen
    bueno de nada`,
  help: `ayuda, ayúdame, quién eres, qué eres, qué haces, qué puedes hacer, qué sabes hacer, cómo funcionas`,
  greetings: 'hola, buenas, buenos días, buenas tardes',
}
