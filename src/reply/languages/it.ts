import type { Piece, Text } from '../types.ts'
import type { en } from './en.ts'
import { grammarOf, lowerFirst, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('it')
const marks = ['“', '”'] as const

/** Every sentence that the bot says, in Italian. Dates have no article, because it would change with the day: il 7, l’8. */
export const it: typeof en = {
  locale: 'it',

  closest: 'Il passaggio più vicino, anche se forse non è quello che cerchi.',
  inOtherWords: 'Detto con altre parole.',
  another: 'Un altro passaggio che potrebbe rispondere alla tua domanda:',
  sure: 'risultato sicuro',
  passage: (place: number, all: number): string => `passaggio ${place} di ${all}`,
  asked: (words: string): string => `Domanda: ${words}`,
  alsoIn: 'Se ne parla anche in',
  resources: 'Risorse',
  chapters: 'Capitoli',
  related: 'Episodi simili',
  relatedTo: (episode: string): Text => [`Simili all’${lowerFirst(episode)}`],
  linked: 'linkato nelle note dell’episodio',
  nothingRelated: (episode: Piece): Text => ['L’', lowerFirst(episode), ' non ha episodi simili.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Data di questo passaggio: ',
    since,
    '. L’',
    lowerFirst(episode),
    ...(date ? [' (', date, ')'] : []),
    ' torna sull’argomento',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  missingWords: (words: readonly string[]): string => `Non menziona ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `Il podcast non menziona mai ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => (/:.*:/.test(time) ? `a ${time}` : `al minuto ${time}`),
  fromDescription: 'dalla descrizione',
  fromResources: 'dall’elenco delle risorse',
  andMore: (count: number): string => (count === 1 ? 'ce n’è ancora 1' : `ce ne sono ancora ${count}`),
  episode: (id: string, title: string): string => `Episodio ${id}: ${title}`,
  picture: (episode: string): string => `Copertina dell’${lowerFirst(episode)}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Pagina dell’episodio' },
  listenNow: 'Ascolta',
  listenFrom: (time: string): string => `Ascolta da ${time}`,
  readMore: 'Apri l’episodio',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'episodio' : 'episodi'} ${listed(ids)}`,

  results: (words: string): Text => [`Altri risultati per “${words}”`],
  page: (page: number, pages: number): string => `pagina ${page} di ${pages}`,

  buttons: {
    nextPassage: 'Non è questo',
    moreResults: 'Altri risultati',
    showEpisode: 'Vai all’episodio',
    showResources: 'Risorse',
    back: 'Indietro',
    more: 'Avanti',
    share: 'Condividi',
    dismiss: 'Rimuovi',
    pickEpisode: 'Mostra un episodio',
    askEverywhere: 'Chiedi a tutto il podcast',
    askAbout: 'Fai una domanda su questo episodio',
    fix: 'Parole sbagliate?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `Le parole sono alla riga ${line} di ${file}. Chi può modificare il file può correggerle lì; chi non può, le può segnalare.`,
    open: (line: number): string => `Apri la riga ${line}`,
    report: 'Segnala',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode}: parole sbagliate` : `${episode}, ${time}: parole sbagliate`,
  },

  nothingFound: (show: string): Text => [
    `In ${show} non ho trovato nulla che risponda, e preferisco non tirare a indovinare.`,
  ],
  nearest: 'Gli episodi che si avvicinano di più',
  whatToTry: 'Cosa puoi provare',
  tryOtherWords: 'Usa le parole che userebbe chi conduce il podcast, oppure usane di meno.',
  quotesIn: language => `Il podcast è in ${language}, quindi anche le citazioni.`,
  tryLanguage: language => `Chiedi in ${language}, la lingua del podcast.`,
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' mostra un episodio: basta il numero o il titolo.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' elenca i link su un argomento.'],
  noWords: (): Text => [
    'Qui non vedo parole da cercare. Chiedimi qualcosa di cui si parla nel podcast, con parole tue; ',
    { kind: 'command', name: 'help' },
    ' ti dice di più.',
  ],
  tooLong: (most: number): string =>
    `La domanda è troppo lunga: leggo al massimo ${counted(most, 'carattere', 'caratteri')}. Scrivimi solo una o due frasi, quelle che contano.`,
  hint: (show: string): Text => [
    `Chiedimi qualcosa su ${show} nello stesso messaggio e ti rispondo con le parole del podcast. `,
    { kind: 'command', name: 'help' },
    ' ti dice cos’altro so fare.',
  ],

  noSuchEpisode: (which: string): Text => [
    'Non conosco nessun episodio che corrisponda a ',
    { kind: 'strong', text: which },
    '.',
  ],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'L’episodio ',
    { kind: 'strong', text: id },
    first === last
      ? ` non c’è. Conosco solo l’episodio ${first}.`
      : ` non c’è. Conosco gli episodi da ${first} a ${last}.`,
  ],
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'L’episodio ',
    { kind: 'strong', text: id },
    first === last
      ? ` non c’è. L’unico con un numero è l’episodio ${first}.`
      : ` non c’è. Quelli con un numero vanno da ${first} a ${last}.`,
  ],
  didYouMean: 'Forse intendevi',
  severalEpisodes: (which: string): Text => [`Più di un episodio corrisponde a “${which}”:`],
  noEpisodes: (show: string): Text => [`Qui non ci sono ancora episodi di ${show}.`],

  resourcesElsewhere: 'In altri episodi',
  resourcesAbout: (about: string): Text => [`Risorse su “${about}”`],
  resourcesAboutIn: (about: string, episode: string): Text => [`Risorse su “${about}” nell’${lowerFirst(episode)}`],
  resourcesOf: (episode: string): Text => [`Risorse dell’${lowerFirst(episode)}`],
  noResourcesAbout: (about: string): Text => ['Non ho trovato risorse su ', { kind: 'strong', text: about }, '.'],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'Nell’',
    lowerFirst(episode),
    ' non ho trovato risorse su ',
    { kind: 'strong', text: about },
    '.',
  ],
  noResourcesIn: (episode: Piece): Text => ['L’', lowerFirst(episode), ' non elenca risorse.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' cerca in quello che è stato detto negli episodi.',
  ],

  latest: 'Gli ultimi episodi',

  terminal: {
    greeting: 'Fai una domanda o scrivi un comando; Tab completa, Ctrl+D esce.',
    heading: 'In questo terminale',
    keys: [
      'more, back o page 2 cambia pagina.',
      'Un numero apre ciò che gli sta accanto.',
      'Tab completa un comando, ↑ richiama le righe precedenti, Ctrl+D esce.',
    ],
  },

  help: {
    title: (show: string): Text => [`Rispondo alle domande con quello che è stato detto e linkato in ${show}.`],
    quotes: 'Cito il podcast parola per parola, con il link al momento esatto. Se non ne parla, te lo dico.',
    examples: 'Per esempio',
    commands: 'Comandi',
    mention: 'Menzionami con una domanda in un canale, o mandami un messaggio diretto, e ti rispondo lì.',
    message: (command: string): Text => [
      'Su qualsiasi messaggio, nel menu App: ',
      { kind: 'strong', text: command },
      ' mostra cosa ne dice il podcast.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Conosco ${listed([
        counted(episodes, 'episodio', 'episodi'),
        counted(transcripts, 'trascrizione', 'trascrizioni'),
        counted(links, 'link', 'link'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    colon: ': ',
    hosts: 'Conduzione',
    hostsOfShow: 'Conduzione del podcast',
    guests: 'Ospiti',
    length: 'Durata',
    published: 'Uscita',
    count: (episodes: number): string => counted(episodes, 'episodio', 'episodi'),
    approximately: (time: string): string => `circa ${time}`,
    fromTranscript: 'dalla trascrizione',
    fromNotes: 'dalle note dell’episodio',
    noGuest: 'Questo episodio non ha ospiti.',
    isIn: (name: string): string => `Sì, ${name} è in questo episodio.`,
    isNotIn: (name: string): string => `No, ${name} non è in questo episodio.`,
    peopleUnknown: 'Qui non c’è scritto chi partecipa a questo episodio.',
    hostsUnknown: (show: string): string => `Qui non c’è scritto chi conduce ${show}.`,
    lengthUnknown: 'Qui non c’è scritto quanto dura questo episodio.',
    dateUnknown: 'Qui non c’è scritto quando è uscito questo episodio.',
    noneFits: 'Non conosco nessun episodio così.',
    neverIn: (name: string): string => `In nessun episodio ${name} risulta tra ospiti o conduttori.`,
    notSaidBy: (name: string): string => `Non ho trovato nulla che ${name} dica su questo.`,
    notInEpisode: 'Questo episodio non sembra dirlo.',
    nobodySaid: 'Nelle trascrizioni non ho trovato nessuno che lo dica.',
  },

  commands: {
    ask: {
      name: 'chiedi',
      description: 'Chiedi cosa dice il podcast su un argomento',
      options: {
        question: { name: 'domanda', description: 'La tua domanda, con parole tue' },
        episode: { name: 'episodio', description: 'Cerca solo in questo episodio' },
      },
    },
    episode: {
      name: 'episodio',
      description: 'Mostra un episodio con i suoi link e le sue risorse',
      options: { which: { name: 'quale', description: 'Il numero, il titolo o qualche parola del titolo' } },
    },
    episodes: {
      name: 'episodi',
      description: 'Elenca gli episodi per tema, ospite, anno o stagione',
      options: {
        about: { name: 'tema', description: 'Di che cosa parlano' },
        guest: { name: 'ospite', description: 'Qualcuno che vi partecipa' },
        year: { name: 'anno', description: 'Quando sono uscite' },
        season: { name: 'stagione', description: 'Il numero di una stagione' },
      },
    },
    resources: {
      name: 'risorse',
      description: 'Elenca i link su un argomento',
      options: {
        about: { name: 'argomento', description: 'L’argomento, o il numero di un episodio' },
        episode: { name: 'episodio', description: 'Solo i link di questo episodio' },
      },
    },
    related: {
      name: 'simili',
      description: 'Trova episodi simili a uno che conosci',
      options: { episode: { name: 'episodio', description: 'Il numero, il titolo o qualche parola del titolo' } },
    },
    latest: { name: 'ultimi', description: 'Mostra gli ultimi episodi', options: {} },
    help: { name: 'aiuto', description: 'Scopri cosa so fare', options: {} },
    'Find in episodes': { name: 'Cerca negli episodi', description: '', options: {} },
  },

  options: {
    hide: { name: 'nascondi', description: 'Mostra la risposta solo a me' },
    mention: { name: 'menziona', description: 'Rivolgi la risposta a qualcuno' },
  },

  errors: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'Non conosco il comando ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['Intendevi ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' elenca quelli che conosco.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      'A ',
      { kind: 'command', name: command },
      ' manca ',
      { kind: 'strong', text: option },
      `: ${lowerFirst(description)}.`,
    ],
    unknownButton: 'Questo pulsante viene da un’altra mia versione. Chiedimelo di nuovo e ti rispondo da capo.',
    messageDeleted: 'Quel messaggio non c’è più. Chiedimelo di nuovo e ti rispondo da capo.',
    notAllowed: 'Solo chi ha fatto la domanda, o chi qui può gestire i messaggi, può rimuovere questa risposta.',
    rateLimited: 'Quante domande in una volta! Prendi fiato e riprova tra qualche secondo.',
    internalError: 'Qualcosa è andato storto per colpa mia, e ne ho preso nota. Riprova tra un attimo.',
  },
}

export const itWords: WordLists = {
  question: 'come cosa perché quale quali spiegami dimmi',
  chatter: `ciao salve buongiorno buonasera giorno sera grazie mille prego bravo bravissimo scusa tutti tutto grande
    sbagliato molto bene buon buono ottimo come va stai`,
  help: `aiuto, aiutami, chi sei, cosa fai, cosa sai fare, che cosa sai fare, cosa puoi fare, come funzioni`,
  greetings: 'ciao, salve, buongiorno, buonasera',
}
