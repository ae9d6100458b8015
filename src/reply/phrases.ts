import type { Piece, Text } from './reply.ts'

/** Every sentence that the bot says, in English. What stands between `${…}` comes from the show or from the asker. */
export const phrases = {
  closest: 'This is the closest I found. It may not be what you mean:',
  alsoIn: 'Also in',
  resources: 'Resources',
  chapters: 'Chapters',
  related: 'Related episodes',
  relatedTo: (episode: string): Text => [`Related to ${episode}`],
  linked: 'linked in the show notes',
  nothingRelated: (episode: Piece): Text => ['No other episode is like ', episode, '.'],
  cameBack: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'This is from ',
    since,
    '. ',
    episode,
    ...(date ? [' (', date, ')'] : []),
    ' came back to it',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  covers: (words: readonly string[]): string => `It says ${quoted(words)}`,
  misses: (words: readonly string[]): string => `it does not say ${quoted(words)}`,
  unsaid: (words: readonly string[]): string => `The show never says ${quoted(words)}.`,
  atTime: (time: string): string => `at ${time}`,
  fromDescription: 'from the description',
  fromResources: 'from the list of resources',
  andMore: (count: number): string => `and ${count} more`,
  from: (episode: Piece, date: Piece | undefined): Text => (date ? ['From ', episode, ', ', date] : ['From ', episode]),
  episode: (id: string, title: string): string => `Episode ${id}: ${title}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Audio', page: 'Episode page' },
  listenFrom: (time: string): string => `Listen from ${time}`,
  readMore: 'Open the episode',
  inEpisodes: (ids: readonly string[]): string =>
    `${ids.length === 1 ? 'episode' : 'episodes'} ${new Intl.ListFormat('en').format(ids)}`,

  nothingFound: (show: string): Text => [`I found nothing in ${show} that answers this, so I will not guess.`],
  nearest: 'Episodes that come nearest',
  whatToTry: 'What you can try',
  tryOtherWords: 'Ask with the words that the hosts would use, or with fewer of them.',
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' shows an episode by its number or title.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' lists the links about a subject.'],
  noWords: (): Text => [
    'I see no word there that I could look for. Ask me about something in the show, in your own words; ',
    { kind: 'command', name: 'help' },
    ' says more.',
  ],
  tooLong: (most: number): string =>
    `That question is longer than I read (${most} characters). Ask with the one or two sentences that matter.`,

  noSuchEpisode: (which: string): Text => ['There is no episode that I know by ', { kind: 'strong', text: which }, '.'],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'There is no episode ',
    { kind: 'strong', text: id },
    first === last ? `. I know episode ${first} alone.` : `. I know the episodes from ${first} to ${last}.`,
  ],
  didYouMean: 'Did you mean',
  severalEpisodes: (which: string): Text => ['More than one episode fits ', { kind: 'strong', text: which }, ':'],
  noEpisodes: (show: string): Text => [`There are no episodes of ${show} here yet.`],

  resourcesAbout: (about: string): Text => ['Resources about ', { kind: 'strong', text: about }],
  resourcesAboutIn: (about: string, episode: string): Text => [
    'Resources about ',
    { kind: 'strong', text: about },
    ' in ',
    episode,
  ],
  resourcesOf: (episode: string): Text => ['Resources of ', episode],
  noResourcesAbout: (about: string): Text => ['No resource is about ', { kind: 'strong', text: about }, '.'],
  noResourcesIn: (episode: Piece): Text => [episode, ' lists no resources.'],
  tryAsk: (about: string): Text => [{ kind: 'command', name: 'ask', rest: about }, ' searches what was said instead.'],

  latest: 'The latest episodes',

  terminal: {
    greeting: 'Ask a question or type a command; Tab completes, Ctrl-D leaves.',
    noFile: (file: string): string =>
      `There is no file ${file} that I could read. Give the path of a file of questions.`,
  },

  help: {
    title: (show: string): Text => [`I answer questions from what was said and linked in ${show}.`],
    quotes: 'I quote the show word for word and link to the moment. When it does not say, I tell you so.',
    commands: 'Commands',
    knows: (episodes: number, transcripts: number, links: number): string =>
      `I know ${count(episodes, 'episode')}, ${count(transcripts, 'transcript')} and ${count(links, 'link')}.`,
  },

  commands: {
    ask: 'Ask what the show says about something',
    askQuestion: 'Your question, in your own words',
    episode: 'Show an episode with its links and resources',
    episodeWhich: 'Its number, its title, or some words of it',
    resources: 'List the links about a subject',
    resourcesAbout: 'The subject, or the number of an episode',
    resourcesEpisode: 'Only the links of this episode',
    related: 'Find episodes like one that you know',
    latest: 'Show the latest episodes',
    help: 'See what I can do',
  },

  trouble: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'I do not know the command ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['Did you mean ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' lists the ones I know.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      { kind: 'command', name: command },
      ' needs to know the ',
      { kind: 'strong', text: option },
      ` (${description.charAt(0).toLowerCase()}${description.slice(1)}).`,
    ],
    notMine: 'I do not know this button. It may be from an older version of me; please ask again.',
    ourFault: 'Something went wrong on my side, and it is noted. Please ask again in a moment.',
  },
} as const

/** `“rust”, “go” and “zig”`; no more than five. */
function quoted(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words.slice(0, 5).map(word => `“${word}”`))
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
