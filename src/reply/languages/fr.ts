import type { Piece, Text } from '../types.ts'
import type { en } from './en.ts'
import { grammarOf, lowerFirst, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('fr')
const marks = ['« ', ' »'] as const

/** Every sentence that the bot says, in French. Before `: ; ? !` and inside `« »`, a narrow no-break space (U+202F). */
export const fr: typeof en = {
  locale: 'fr',

  closest: 'Le passage le plus proche, mais peut-être pas ce que tu cherches.',
  inOtherWords: 'Dit en d’autres termes.',
  another: 'Un autre passage qui pourrait répondre à ta question :',
  sure: 'résultat sûr',
  passage: (place: number, all: number): string => `passage ${place} sur ${all}`,
  asked: (words: string): string => `Question : ${words}`,
  alsoIn: 'On en parle aussi dans',
  resources: 'Ressources',
  chapters: 'Chapitres',
  related: 'Épisodes similaires',
  relatedTo: (episode: string): Text => [`Dans le même esprit que l’${lowerFirst(episode)}`],
  linked: 'lien dans les notes de l’épisode',
  nothingRelated: (episode: Piece): Text => ['L’', lowerFirst(episode), ' n’a pas d’épisode similaire.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Ce passage date du ',
    since,
    '. L’',
    lowerFirst(episode),
    ...(date ? [' (', date, ')'] : []),
    ' y revient',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  missingWords: (words: readonly string[]): string => `Il ne mentionne pas ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `Le podcast ne mentionne jamais ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => `à ${time}`,
  fromDescription: 'tiré de la description',
  fromResources: 'tiré de la liste des ressources',
  andMore: (count: number): string => `et ${count} de plus`,
  episode: (id: string, title: string): string => `Épisode ${id} : ${title}`,
  picture: (episode: string): string => `Vignette de l’${lowerFirst(episode)}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Page de l’épisode' },
  listenNow: 'Écouter',
  listenFrom: (time: string): string => `Écouter dès ${time}`,
  readMore: 'Ouvrir l’épisode',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'épisode' : 'épisodes'} ${listed(ids)}`,

  results: (words: string): Text => [`Autres résultats pour « ${words} »`],
  page: (page: number, pages: number): string => `page ${page} sur ${pages}`,

  buttons: {
    nextPassage: 'Ce n’est pas ça',
    moreResults: 'Autres résultats',
    showEpisode: 'Voir l’épisode',
    showResources: 'Ressources',
    back: 'Retour',
    more: 'Voir la suite',
    share: 'Partager',
    dismiss: 'Retirer',
    pickEpisode: 'Voir un épisode',
    askEverywhere: 'Interroger tout le podcast',
    askAbout: 'Poser une question sur cet épisode',
    fix: 'Mots erronés ?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `Les mots se trouvent à la ligne ${line} de ${file}. Si tu peux modifier le fichier, corrige-les à cet endroit ; sinon, signale-les.`,
    open: (line: number): string => `Ouvrir la ligne ${line}`,
    report: 'Signaler',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode} : mots erronés` : `${episode}, ${time} : mots erronés`,
  },

  nothingFound: (show: string): Text => [
    `Je n’ai rien trouvé dans ${show} qui réponde à ça, et je préfère ne pas deviner.`,
  ],
  nearest: 'Les épisodes qui s’en approchent le plus',
  whatToTry: 'Ce que tu peux essayer',
  tryOtherWords: 'Pose ta question avec les mots qu’on emploierait dans le podcast, ou avec moins de mots.',
  quotesIn: language => `Le podcast est en ${language}, donc les citations aussi.`,
  tryLanguage: language => `Pose ta question en ${language}, la langue du podcast.`,
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' affiche un épisode à partir de son numéro ou de son titre.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' liste les liens sur un sujet.'],
  noWords: (): Text => [
    'Je n’y vois aucun mot à chercher. Pose-moi une question sur le podcast, avec tes mots à toi ; ',
    { kind: 'command', name: 'help' },
    ' t’en dit plus.',
  ],
  tooLong: (most: number): string =>
    `Cette question est trop longue : je lis ${counted(most, 'caractère', 'caractères')} au plus. Garde juste une ou deux phrases, celles qui comptent.`,
  hint: (show: string): Text => [
    `Pose-moi une question sur ${show} dans le même message, et je te réponds avec les mots du podcast. `,
    { kind: 'command', name: 'help' },
    ' te dit ce que je sais faire d’autre.',
  ],

  noSuchEpisode: (which: string): Text => [
    'Je ne connais aucun épisode qui corresponde à ',
    { kind: 'strong', text: which },
    '.',
  ],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'Il n’y a pas d’épisode ',
    { kind: 'strong', text: id },
    first === last ? `. Je ne connais que l’épisode ${first}.` : `. Je connais les épisodes ${first} à ${last}.`,
  ],
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'Il n’y a pas d’épisode ',
    { kind: 'strong', text: id },
    first === last
      ? `. Le seul qui ait un numéro est l’épisode ${first}.`
      : `. Ceux qui ont un numéro vont de ${first} à ${last}.`,
  ],
  didYouMean: 'Tu cherchais peut-être',
  severalEpisodes: (which: string): Text => [`Plusieurs épisodes correspondent à « ${which} » :`],
  noEpisodes: (show: string): Text => [`Il n’y a pas encore d’épisodes ici pour ${show}.`],

  resourcesElsewhere: 'Dans d’autres épisodes',
  resourcesAbout: (about: string): Text => [`Ressources sur « ${about} »`],
  resourcesAboutIn: (about: string, episode: string): Text => [
    `Ressources sur « ${about} » dans l’${lowerFirst(episode)}`,
  ],
  resourcesOf: (episode: string): Text => [`Ressources de l’${lowerFirst(episode)}`],
  noResourcesAbout: (about: string): Text => [
    'Je n’ai trouvé aucune ressource sur ',
    { kind: 'strong', text: about },
    '.',
  ],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'Dans l’',
    lowerFirst(episode),
    ', je n’ai trouvé aucune ressource sur ',
    { kind: 'strong', text: about },
    '.',
  ],
  noResourcesIn: (episode: Piece): Text => ['L’', lowerFirst(episode), ' ne propose aucune ressource.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' cherche parmi ce qui a été dit dans les épisodes.',
  ],

  latest: 'Les derniers épisodes',

  terminal: {
    greeting: 'Pose une question ou tape une commande ; Tab complète, Ctrl+D quitte.',
    heading: 'Dans ce terminal',
    keys: [
      'more, back ou page 2 change de page.',
      'Un numéro ouvre ce qui se trouve à côté.',
      'Tab complète une commande, ↑ rappelle les lignes précédentes, Ctrl+D quitte.',
    ],
  },

  help: {
    title: (show: string): Text => [`Je réponds aux questions avec ce qui a été dit et mis en lien dans ${show}.`],
    quotes: 'Je cite le podcast mot pour mot, avec un lien vers le moment exact. S’il n’en dit rien, je te le dis.',
    examples: 'Par exemple',
    commands: 'Commandes',
    mention:
      'Mentionne-moi avec une question dans un salon, ou écris-moi en message privé, et je te réponds sur place.',
    message: (command: string): Text => [
      'Sur n’importe quel message, dans le menu Applications : ',
      { kind: 'strong', text: command },
      ' montre ce que le podcast en dit.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Je connais ${listed([
        counted(episodes, 'épisode', 'épisodes'),
        counted(transcripts, 'transcription', 'transcriptions'),
        counted(links, 'lien', 'liens'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    colon: ' : ',
    hosts: 'Animation',
    hostsOfShow: 'Animation du podcast',
    guests: 'Invités',
    length: 'Durée',
    published: 'Sortie',
    count: (episodes: number): string => counted(episodes, 'épisode', 'épisodes'),
    approximately: (time: string): string => `environ ${time}`,
    fromTranscript: 'd’après la transcription',
    fromNotes: 'd’après les notes de l’épisode',
    noGuest: 'Cet épisode n’a pas d’invité.',
    isIn: (name: string): string => `Oui, ${name} est dans cet épisode.`,
    isNotIn: (name: string): string => `Non, ${name} n’est pas dans cet épisode.`,
    peopleUnknown: 'Rien ici ne dit qui participe à cet épisode.',
    hostsUnknown: (show: string): string => `Rien ici ne dit qui anime ${show}.`,
    lengthUnknown: 'Rien ici ne dit combien de temps dure cet épisode.',
    dateUnknown: 'Rien ici ne dit quand cet épisode est sorti.',
    noneFits: 'Je ne connais aucun épisode de ce genre.',
    neverIn: (name: string): string => `Aucun épisode ne mentionne ${name} comme invité ou animateur.`,
    notSaidBy: (name: string): string => `Je n’ai rien trouvé que ${name} dise à ce sujet.`,
    notInEpisode: 'Cet épisode ne semble pas le dire.',
    nobodySaid: 'Je n’ai trouvé personne qui dise cela dans les transcriptions.',
  },

  commands: {
    ask: {
      name: 'demander',
      description: 'Demande ce que le podcast dit d’un sujet',
      options: {
        question: { name: 'question', description: 'Ta question, avec tes mots à toi' },
        episode: { name: 'épisode', description: 'Chercher seulement dans cet épisode' },
      },
    },
    episode: {
      name: 'épisode',
      description: 'Affiche un épisode, ses liens et ses ressources',
      options: { which: { name: 'lequel', description: 'Son numéro, son titre ou quelques mots du titre' } },
    },
    episodes: {
      name: 'épisodes',
      description: 'Lister les épisodes par sujet, invité, année ou saison',
      options: {
        about: { name: 'sujet', description: 'De quoi ils parlent' },
        guest: { name: 'invité', description: 'Quelqu’un qui y participe' },
        year: { name: 'année', description: 'Quand ils sont sortis' },
        season: { name: 'saison', description: 'Le numéro d’une saison' },
      },
    },
    resources: {
      name: 'ressources',
      description: 'Liste les liens sur un sujet',
      options: {
        about: { name: 'sujet', description: 'Le sujet, ou le numéro d’un épisode' },
        episode: { name: 'épisode', description: 'Seulement les liens de cet épisode' },
      },
    },
    related: {
      name: 'similaires',
      description: 'Trouve des épisodes qui ressemblent à un autre',
      options: { episode: { name: 'épisode', description: 'Son numéro, son titre ou quelques mots du titre' } },
    },
    latest: { name: 'derniers', description: 'Affiche les derniers épisodes', options: {} },
    help: { name: 'aide', description: 'Découvre ce que je sais faire', options: {} },
    'Find in episodes': { name: 'Chercher dans les épisodes', description: '', options: {} },
  },

  options: {
    hide: { name: 'masquer', description: 'Montre-moi la réponse en privé' },
    mention: { name: 'mentionner', description: 'Adresse la réponse à quelqu’un' },
  },

  errors: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'Je ne connais pas la commande ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['Tu voulais dire ', { kind: 'command', name: nearest }, ' ? '] as const)),
      { kind: 'command', name: 'help' },
      ' liste celles que je connais.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      'Il manque ',
      { kind: 'strong', text: option },
      ' à ',
      { kind: 'command', name: command },
      ` : ${lowerFirst(description)}.`,
    ],
    unknownButton: 'Ce bouton vient d’une autre version de moi. Repose ta question, et j’y réponds à nouveau.',
    messageDeleted: 'Ce message n’existe plus. Repose ta question, et j’y réponds à nouveau.',
    notAllowed:
      'Seules la personne qui a posé la question et celles qui peuvent gérer les messages ici peuvent retirer cette réponse.',
    rateLimited: 'Ça fait beaucoup d’un coup. Respire un peu, et repose ta question dans quelques secondes.',
    internalError: 'Quelque chose a mal tourné de mon côté, et c’est noté. Réessaie dans un instant.',
  },
}

export const frWords: WordLists = {
  question: 'comment pourquoi quel quelle quels quelles explique',
  chatter: `salut bonjour bonsoir coucou merci beaucoup bonne journée soirée tous très bon bien ça va de rien joué faux`,
  help: `aide, aide-moi, qui es-tu, tu fais quoi, que fais-tu, que sais-tu faire, que peux-tu faire, comment tu marches,
    comment ça marche`,
  greetings: 'salut, bonjour, bonsoir, coucou',
}
