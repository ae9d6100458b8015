import type { Piece, Text } from '../types.ts'
import { grammarOf, lowerFirst, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('en')
const marks = ['“', '”'] as const

/** Every sentence that the bot says, in English. What `${…}` inserts comes from the show or from a user. */
export const en = {
  /** For dates and numbers, BCP 47. */
  locale: 'en-GB',

  closest: 'This is the closest I found, though it may not be what you’re after.',
  inOtherWords: 'Worded differently from your question.',
  another: 'Another passage that might answer your question:',
  sure: 'strong match',
  passage: (place: number, all: number): string => `passage ${place} of ${all}`,
  /** Without quotation marks: behind a button, a long question is reduced to its most important words. */
  asked: (words: string): string => `Question: ${words}`,
  alsoIn: 'Also in',
  resources: 'Resources',
  chapters: 'Chapters',
  related: 'Related episodes',
  relatedTo: (episode: string): Text => [`Related to ${episode}`],
  linked: 'linked in the show notes',
  nothingRelated: (episode: Piece): Text => [episode, ' has no related episodes.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'This is from ',
    since,
    '. ',
    episode,
    ...(date ? [' (', date, ')'] : []),
    ' came back to the topic',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  missingWords: (words: readonly string[]): string => `It doesn’t mention ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `The show never mentions ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => `at ${time}`,
  fromDescription: 'from the description',
  fromResources: 'from the list of resources',
  andMore: (count: number): string => `and ${count} more`,
  episode: (id: string, title: string): string => `Episode ${id}: ${title}`,
  picture: (episode: string): string => `Cover art for ${episode}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Episode page' },
  listenNow: 'Listen',
  listenFrom: (time: string): string => `Listen from ${time}`,
  readMore: 'Open episode',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'episode' : 'episodes'} ${listed(ids)}`,

  results: (words: string): Text => [`More results for “${words}”`],
  page: (page: number, pages: number): string => `page ${page} of ${pages}`,

  buttons: {
    nextPassage: 'Not it',
    moreResults: 'More results',
    showEpisode: 'Show episode',
    showResources: 'Show resources',
    back: 'Back',
    more: 'More',
    share: 'Share',
    dismiss: 'Dismiss',
    pickEpisode: 'Pick an episode',
    askEverywhere: 'Ask the whole show',
    askAbout: 'Ask about this episode',
    fix: 'Wrong words?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `The words are on line ${line} of ${file}. Whoever can edit the file can correct them there; anyone else can report them.`,
    open: (line: number): string => `Open line ${line}`,
    report: 'Report it',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode}: wrong words` : `${episode}, ${time}: wrong words`,
  },

  nothingFound: (show: string): Text => [`I found nothing in ${show} that answers this, and I’d rather not guess.`],
  nearest: 'Closest episodes',
  whatToTry: 'Things to try',
  tryOtherWords: 'Ask again in words that the hosts would use, or in fewer words.',
  /** The language of the show, as in “a show in …”. */
  quotesIn: (language: string): string => `The show is in ${language}, so quotes are too.`,
  tryLanguage: (language: string): string => `Ask in ${language}, the language of the show.`,
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' finds an episode by its number or title.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' lists links about a topic.'],
  noWords: (): Text => [
    'I don’t see any words there that I could search for. Ask me about something in the show, in your own words. ',
    { kind: 'command', name: 'help' },
    ' tells you more.',
  ],
  tooLong: (most: number): string =>
    `That question is too long: I can read up to ${counted(most, 'character', 'characters')}. Try just the one or two sentences that matter most.`,
  hint: (show: string): Text => [
    `Ask me something about ${show} in the same message, and I’ll answer in the show’s own words. `,
    { kind: 'command', name: 'help' },
    ' shows what else I can do.',
  ],

  noSuchEpisode: (which: string): Text => [
    'I can’t find an episode that matches ',
    { kind: 'strong', text: which },
    '.',
  ],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'There is no episode ',
    { kind: 'strong', text: id },
    first === last ? `. I only know episode ${first}.` : `. I know episodes ${first} to ${last}.`,
  ],
  /** The same for a show in which some episodes have no number. */
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'There is no episode ',
    { kind: 'strong', text: id },
    first === last
      ? `. The only one with a number is episode ${first}.`
      : `. Those with a number go from ${first} to ${last}.`,
  ],
  didYouMean: 'Did you mean',
  severalEpisodes: (which: string): Text => [`More than one episode matches “${which}”:`],
  noEpisodes: (show: string): Text => [`There are no episodes of ${show} here yet.`],

  resourcesElsewhere: 'In other episodes',
  resourcesAbout: (about: string): Text => [`Resources about “${about}”`],
  resourcesAboutIn: (about: string, episode: string): Text => [`Resources about “${about}” in ${episode}`],
  resourcesOf: (episode: string): Text => [`Resources from ${episode}`],
  noResourcesAbout: (about: string): Text => ['I found no resources about ', { kind: 'strong', text: about }, '.'],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'I found no resources about ',
    { kind: 'strong', text: about },
    ' in ',
    episode,
    '.',
  ],
  noResourcesIn: (episode: Piece): Text => [episode, ' lists no resources.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' searches what was said in the episodes.',
  ],

  latest: 'Latest episodes',

  terminal: {
    greeting: 'Ask a question or type a command; Tab completes, Ctrl-D quits.',
    heading: 'In this terminal',
    keys: [
      'more, back or page 2 turns the page.',
      'A number opens what stands beside it.',
      'Tab completes a command, ↑ recalls earlier lines, Ctrl-D quits.',
    ],
  },

  help: {
    title: (show: string): Text => [`I answer questions about ${show} with quotes and links from its episodes.`],
    quotes: 'I quote the show word for word and link to the moment. If the show has no answer, I’ll tell you.',
    examples: 'For example',
    commands: 'Commands',
    mention: 'Mention me with a question in a channel, or send me a direct message, and I’ll answer there.',
    message: (command: string): Text => [
      'Open the menu of any message and choose ',
      { kind: 'strong', text: command },
      ' under Apps to see what the episodes say about it.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `I know ${listed([
        counted(episodes, 'episode', 'episodes'),
        counted(transcripts, 'transcript', 'transcripts'),
        counted(links, 'link', 'links'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    /** Between a label and its value. */
    colon: ': ',
    hosts: 'Hosts',
    hostsOfShow: 'Hosts of the show',
    guests: 'Guests',
    length: 'Length',
    published: 'Published',
    count: (episodes: number): string => counted(episodes, 'episode', 'episodes'),
    approximately: (time: string): string => `about ${time}`,
    fromTranscript: 'from the transcript',
    fromNotes: 'from the show notes',
    noGuest: 'This episode has no guest.',
    isIn: (name: string): string => `Yes, ${name} is in this episode.`,
    isNotIn: (name: string): string => `No, ${name} is not in this episode.`,
    peopleUnknown: 'Nothing here says who is in this episode.',
    hostsUnknown: (show: string): string => `Nothing here says who hosts ${show}.`,
    lengthUnknown: 'Nothing here says how long this episode is.',
    dateUnknown: 'Nothing here says when this episode came out.',
    noneFits: 'I know no episode like that.',
    neverIn: (name: string): string => `No episode here has ${name} as a guest or a host.`,
    notSaidBy: (name: string): string => `I found nothing that ${name} says about this.`,
    notInEpisode: 'This episode doesn’t seem to say that.',
    nobodySaid: 'I found nobody who says that in the transcripts.',
  },

  /** Names are one lower-case word. Descriptions start with a verb and fit on a phone: 60 characters. */
  commands: {
    ask: {
      name: 'ask',
      description: 'Ask what the show says about something',
      options: {
        question: { name: 'question', description: 'Your question, in your own words' },
        episode: { name: 'episode', description: 'Search only this episode' },
      },
    },
    episode: {
      name: 'episode',
      description: 'Show an episode with its links and resources',
      options: { which: { name: 'which', description: 'Its number, its title, or a few words of the title' } },
    },
    episodes: {
      name: 'episodes',
      description: 'List episodes by topic, guest, year or season',
      options: {
        about: { name: 'about', description: 'What they are about' },
        guest: { name: 'guest', description: 'Someone who is in them' },
        year: { name: 'year', description: 'When they came out' },
        season: { name: 'season', description: 'The number of a season' },
      },
    },
    resources: {
      name: 'resources',
      description: 'List links about a topic',
      options: {
        about: { name: 'about', description: 'A topic, or an episode number' },
        episode: { name: 'episode', description: 'Only links from this episode' },
      },
    },
    related: {
      name: 'related',
      description: 'Find episodes like one you know',
      options: { episode: { name: 'episode', description: 'Its number, its title, or a few words of the title' } },
    },
    latest: { name: 'latest', description: 'Show the latest episodes', options: {} },
    help: { name: 'help', description: 'See what I can do', options: {} },
    /** In the menu of a message, where Discord shows no description. */
    'Find in episodes': { name: 'Find in episodes', description: '', options: {} },
  },

  /** Options of every slash command. */
  options: {
    hide: { name: 'hide', description: 'Show the answer only to me' },
    mention: { name: 'mention', description: 'Mention someone in the answer' },
  },

  errors: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'I don’t know the command ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['Did you mean ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' lists the ones I know.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      { kind: 'command', name: command },
      ' needs one more thing, ',
      { kind: 'strong', text: option },
      `: ${lowerFirst(description)}.`,
    ],
    unknownButton: 'This button is from another version of me. Please ask again for a fresh answer.',
    messageDeleted: 'That message is gone. Please ask again for a fresh answer.',
    notAllowed: 'Only the person who asked, or someone who can manage messages here, can dismiss this answer.',
    rateLimited: 'That’s a lot of questions at once. Please wait a few seconds and ask again.',
    internalError: 'Something went wrong on my end, and I’ve logged it. Please try again in a moment.',
  },
}

export const enWords: WordLists = {
  question: 'how what whats why explain tell',
  subjects: 'i im ive we weve they he she',
  chatter: `thx ty tysm thankyou np brb afk omg lmao hahaha hahahaha hihi xd yo sup heya hiya howdy kudos shoutout props
    welcome bot bots answer answers reply replies quick fast perfect helpful helped worked works work hilarious
    useful smart clever brilliant impressive meet shut stop wrong bad nope cute stupid suck sucks`,
  help: `help, help me, please help, help please, help me please, please help me, I need help, can you help,
    can you help me, what are you, who are you, what do you do, what can you do, what can I ask you, how do you work,
    how does this work, how do I use you, how do I use this`,
  greetings: `hi, hi there, hi bot, hello, hello there, hello bot, hey, hey there, hey bot, hiya, howdy, yo, good morning,
    good evening`,
}
