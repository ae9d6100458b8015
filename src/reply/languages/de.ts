import type { Piece, Text } from '../types.ts'
import type { en } from './en.ts'
import { grammarOf, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('de')
const marks = ['„', '“'] as const

/** Every sentence that the bot says, in German. */
export const de: typeof en = {
  locale: 'de',

  closest: 'Das kommt am nächsten, ist aber vielleicht nicht das, was du meinst.',
  inOtherWords: 'Mit anderen Worten gesagt.',
  another: 'Noch eine Stelle, die deine Frage beantworten könnte:',
  sure: 'sicherer Treffer',
  passage: (place: number, all: number): string => `Stelle ${place} von ${all}`,
  asked: (words: string): string => `Frage: ${words}`,
  alsoIn: 'Auch in',
  resources: 'Links',
  chapters: 'Kapitel',
  related: 'Ähnliche Folgen',
  relatedTo: (episode: string): Text => [`Ähnlich wie ${episode}`],
  linked: 'in den Shownotes verlinkt',
  nothingRelated: (episode: Piece): Text => ['Zu ', episode, ' gibt es keine ähnlichen Folgen.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Das ist vom ',
    since,
    '. ',
    episode,
    ...(date ? [' (', date, ')'] : []),
    ' kommt',
    ...(moment ? [' ', moment] : []),
    ' darauf zurück.',
  ],
  missingWords: (words: readonly string[]): string => `Nicht genannt wird ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `Im Podcast ist nie von ${quotedOr(words, marks)} die Rede.`,
  atTime: (time: string): string => `bei ${time}`,
  fromDescription: 'aus der Beschreibung',
  fromResources: 'aus der Linkliste',
  andMore: (count: number): string => `und noch ${count}`,
  episode: (id: string, title: string): string => `Folge ${id}: ${title}`,
  picture: (episode: string): string => `Titelbild von ${episode}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Seite zur Folge' },
  listenNow: 'Anhören',
  listenFrom: (time: string): string => `Ab ${time} anhören`,
  readMore: 'Folge öffnen',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'Folge' : 'Folgen'} ${listed(ids)}`,

  results: (words: string): Text => [`Mehr Treffer zu „${words}“`],
  page: (page: number, pages: number): string => `Seite ${page} von ${pages}`,

  buttons: {
    nextPassage: 'Passt nicht',
    moreResults: 'Mehr Treffer',
    showEpisode: 'Zur Folge',
    showResources: 'Links der Folge',
    back: 'Zurück',
    more: 'Weiter',
    share: 'Teilen',
    dismiss: 'Entfernen',
    pickEpisode: 'Folge anzeigen',
    askEverywhere: 'Den ganzen Podcast fragen',
    askAbout: 'Zu dieser Folge fragen',
    fix: 'Falsche Worte?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `Die Worte stehen in Zeile ${line} von ${file}. Wer die Datei bearbeiten darf, kann sie dort verbessern; alle anderen können sie melden.`,
    open: (line: number): string => `Zeile ${line} öffnen`,
    report: 'Melden',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode}: falsche Worte` : `${episode}, ${time}: falsche Worte`,
  },

  nothingFound: (show: string): Text => [
    `In ${show} habe ich nichts gefunden, was das beantwortet, und raten will ich nicht.`,
  ],
  nearest: 'Diese Folgen kommen am nächsten',
  whatToTry: 'Was du versuchen kannst',
  tryOtherWords: 'Frag mit den Worten, die im Podcast fallen würden, oder mit weniger Wörtern.',
  quotesIn: language => `Der Podcast ist auf ${language}, die Zitate also auch.`,
  tryLanguage: language => `Frag auf ${language}, in der Sprache des Podcasts.`,
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' zeigt eine Folge anhand von Nummer oder Titel.',
  ],
  tryResources: (): Text => [
    { kind: 'command', name: 'resources', rest: '…' },
    ' listet die Links zu einem Thema auf.',
  ],
  noWords: (): Text => [
    'Da sehe ich kein Wort, nach dem ich suchen könnte. Frag mich etwas zum Podcast, in deinen eigenen Worten; ',
    { kind: 'command', name: 'help' },
    ' erklärt mehr.',
  ],
  tooLong: (most: number): string =>
    `Die Frage ist zu lang: Ich lese höchstens ${counted(most, 'Zeichen', 'Zeichen')}. Frag mit den ein, zwei Sätzen, auf die es ankommt.`,
  hint: (show: string): Text => [
    `Frag mich in derselben Nachricht etwas zu ${show}, dann antworte ich mit dem, was im Podcast gesagt wurde. `,
    { kind: 'command', name: 'help' },
    ' zeigt, was ich sonst noch kann.',
  ],

  noSuchEpisode: (which: string): Text => ['Zu ', { kind: 'strong', text: which }, ' kenne ich keine Folge.'],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'Folge ',
    { kind: 'strong', text: id },
    first === last
      ? ` gibt es nicht. Ich kenne nur Folge ${first}.`
      : ` gibt es nicht. Ich kenne die Folgen ${first} bis ${last}.`,
  ],
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'Folge ',
    { kind: 'strong', text: id },
    first === last
      ? ` gibt es nicht. Nur Folge ${first} hat eine Nummer.`
      : ` gibt es nicht. Nummern haben die Folgen ${first} bis ${last}.`,
  ],
  didYouMean: 'Meintest du',
  severalEpisodes: (which: string): Text => [`Mehr als eine Folge passt zu „${which}“:`],
  noEpisodes: (show: string): Text => [`Von ${show} gibt es hier noch keine Folgen.`],

  resourcesElsewhere: 'In anderen Folgen',
  resourcesAbout: (about: string): Text => [`Links zu „${about}“`],
  resourcesAboutIn: (about: string, episode: string): Text => [`Links zu „${about}“ in ${episode}`],
  resourcesOf: (episode: string): Text => [`Links aus ${episode}`],
  noResourcesAbout: (about: string): Text => [
    'Zu ',
    { kind: 'strong', text: about },
    ' habe ich keine Links gefunden.',
  ],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'In ',
    episode,
    ' habe ich zu ',
    { kind: 'strong', text: about },
    ' keine Links gefunden.',
  ],
  noResourcesIn: (episode: Piece): Text => ['In ', episode, ' sind keine Links aufgeführt.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' sucht in dem, was in den Folgen gesagt wurde.',
  ],

  latest: 'Die neuesten Folgen',

  terminal: {
    greeting: 'Stell eine Frage oder gib einen Befehl ein; Tab ergänzt, Strg+D beendet.',
    heading: 'In diesem Terminal',
    keys: [
      'more, back oder page 2 blättert.',
      'Eine Zahl öffnet, was daneben steht.',
      'Tab vervollständigt einen Befehl, ↑ holt frühere Zeilen zurück, Strg+D beendet.',
    ],
  },

  help: {
    title: (show: string): Text => [`Ich beantworte Fragen mit dem, was in ${show} gesagt und verlinkt wurde.`],
    quotes:
      'Ich zitiere den Podcast Wort für Wort und verlinke die genaue Stelle. Sagt er nichts dazu, sage ich dir das.',
    examples: 'Zum Beispiel',
    commands: 'Befehle',
    mention: 'Erwähne mich mit einer Frage in einem Kanal oder schreib mir eine Direktnachricht; ich antworte dort.',
    message: (command: string): Text => [
      'Bei jeder Nachricht, im Menü Apps: ',
      { kind: 'strong', text: command },
      ' zeigt, was der Podcast dazu sagt.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Ich kenne ${listed([
        counted(episodes, 'Folge', 'Folgen'),
        counted(transcripts, 'Transkript', 'Transkripte'),
        counted(links, 'Link', 'Links'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    colon: ': ',
    hosts: 'Moderation',
    hostsOfShow: 'Moderation des Podcasts',
    guests: 'Gäste',
    length: 'Länge',
    published: 'Erschienen',
    count: (episodes: number): string => counted(episodes, 'Folge', 'Folgen'),
    approximately: (time: string): string => `etwa ${time}`,
    fromTranscript: 'aus dem Transkript',
    fromNotes: 'aus den Shownotes',
    noGuest: 'Diese Folge hat keinen Gast.',
    isIn: (name: string): string => `Ja, ${name} ist in dieser Folge dabei.`,
    isNotIn: (name: string): string => `Nein, ${name} ist in dieser Folge nicht dabei.`,
    peopleUnknown: 'Hier steht nicht, wer in dieser Folge spricht.',
    hostsUnknown: (show: string): string => `Hier steht nicht, wer ${show} moderiert.`,
    lengthUnknown: 'Hier steht nicht, wie lang diese Folge ist.',
    dateUnknown: 'Hier steht nicht, wann diese Folge erschienen ist.',
    noneFits: 'So eine Folge kenne ich nicht.',
    neverIn: (name: string): string => `In keiner Folge ist ${name} als Gast oder Moderation genannt.`,
    notSaidBy: (name: string): string => `Dazu habe ich nichts gefunden, was ${name} sagt.`,
    notInEpisode: 'Diese Folge scheint das nicht zu sagen.',
    nobodySaid: 'In den Transkripten habe ich niemanden gefunden, der das sagt.',
  },

  commands: {
    ask: {
      name: 'fragen',
      description: 'Frag, was der Podcast zu etwas sagt',
      options: {
        question: { name: 'frage', description: 'Deine Frage, in deinen eigenen Worten' },
        episode: { name: 'folge', description: 'Nur in dieser Folge suchen' },
      },
    },
    episode: {
      name: 'folge',
      description: 'Zeig eine Folge mit allem, was sie verlinkt',
      options: { which: { name: 'welche', description: 'Nummer, Titel oder ein paar Wörter daraus' } },
    },
    episodes: {
      name: 'folgen',
      description: 'Folgen nach Thema, Gast, Jahr oder Staffel auflisten',
      options: {
        about: { name: 'thema', description: 'Worum es geht' },
        guest: { name: 'gast', description: 'Jemand, der dabei ist' },
        year: { name: 'jahr', description: 'Wann sie erschienen sind' },
        season: { name: 'staffel', description: 'Die Nummer einer Staffel' },
      },
    },
    resources: {
      name: 'links',
      description: 'Liste die Links zu einem Thema auf',
      options: {
        about: { name: 'thema', description: 'Das Thema oder die Nummer einer Folge' },
        episode: { name: 'folge', description: 'Nur die Links dieser Folge' },
      },
    },
    related: {
      name: 'ähnliche',
      description: 'Finde Folgen, die einer anderen ähneln',
      options: { episode: { name: 'folge', description: 'Nummer, Titel oder ein paar Wörter daraus' } },
    },
    latest: { name: 'neueste', description: 'Zeig die neuesten Folgen', options: {} },
    help: { name: 'hilfe', description: 'Sieh dir an, was ich kann', options: {} },
    'Find in episodes': { name: 'In Folgen suchen', description: '', options: {} },
  },

  options: {
    hide: { name: 'verbergen', description: 'Zeig die Antwort nur mir' },
    mention: { name: 'erwähnen', description: 'Richte die Antwort an jemanden' },
  },

  errors: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'Den Befehl ',
      { kind: 'strong', text: `/${name}` },
      ' kenne ich nicht. ',
      ...(nearest === undefined ? [] : (['Meintest du ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' zeigt die Befehle, die ich kenne.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      { kind: 'command', name: command },
      ' braucht noch ',
      { kind: 'strong', text: option },
      ` (${description}).`,
    ],
    unknownButton:
      'Dieser Button stammt aus einer anderen Version von mir. Frag noch einmal, dann bekommst du eine frische Antwort.',
    messageDeleted: 'Diese Nachricht gibt es nicht mehr. Frag noch einmal, dann bekommst du eine frische Antwort.',
    notAllowed: 'Nur wer gefragt hat oder hier Nachrichten verwalten darf, kann diese Antwort entfernen.',
    rateLimited: 'Das war viel auf einmal. Atme kurz durch und frag in ein paar Sekunden noch einmal.',
    internalError: 'Bei mir ist etwas schiefgegangen, und ich habe es mir notiert. Frag gleich noch einmal.',
  },
}

export const deWords: WordLists = {
  question: 'wie was warum wieso welche welcher welches erklär',
  chatter: `hallo guten morgen abend tag danke dankeschön bitte servus moin tschüss super klasse alle zusammen vielen dank
    sehr gut guter wie geht gehts dir gemacht top falsch`,
  help: 'Hilfe, hilf mir, wer bist du, was bist du, was machst du, was kannst du, wie funktionierst du',
  greetings: 'hallo, guten Morgen, guten Tag, guten Abend, moin, servus',
}
