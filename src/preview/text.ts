import type { EmbeddingProgress } from '../embeddings/embeddings.ts'
import { grammarOf } from '../reply/languages/grammar.ts'

/** Every sentence of the page itself. The bot's replies are in `reply/`, in the reader's language. */
export const pageText = {
  bot: 'Shownotes',
  you: 'You',
  title: (show: string): string => `Ask ${show}`,
  isBot: 'Bot',
  channel: 'Channel',
  conversation: 'Conversation',
  dashboard: 'Dashboard',
  skip: 'Skip to what you can type',
  composer: 'Ask a question, or type / for the commands',
  placeholder: 'Ask, or type / for commands',
  send: 'Send',
  choices: 'Choices',
  resource: 'Link',
  keys: [
    ['↑ ↓', 'choose'],
    ['Tab', 'fill in'],
    ['Enter', 'send'],
    ['Esc', 'close'],
  ],
  onlyYou: 'Only you can see this',
  shared: 'You shared this',
  opened: 'You opened this from an answer',
  link: 'Link',
  linkTo: (message: number): string => `Link to message ${message} alone`,
  dismissPrivate: 'Dismiss',
  quiet: 'The bot ignores this, since it is not a question for it.',
  gone: 'Earlier messages were removed, because the page’s URL has no room for more.',
  demo: 'This show has no transcripts. To see links to the second, people and follow-ups, stop this page and start the invented show:',
  demoCommand: 'npm run demo',
  welcome: (show: string): string => `Ask ${show}`,
  intro: (service: string | undefined): string =>
    'This is what a channel of your community looks like on Discord, with the same bot and the same answers. ' +
    (service === undefined
      ? 'Nothing you type is stored or sent anywhere else.'
      : `Nothing you type is stored. Your questions are sent to ${service}, which computes their vectors.`),
  knows: 'What it knows',
  tryThis: 'Try one of these',
  commands: 'Commands',
  mention: 'Anything else is a question, and you can also mention the bot:',
  optional: 'optional',
  tooFast: 'That was a lot of requests at once. Please try again in a few seconds.',
  notFound: 'This page does not exist.',
  notFoundNext: 'Go to the channel',
  wrongMethod: 'Only GET and HEAD are allowed here.',
  wrongHost: 'This page can only be opened at its own address, which the log shows.',
  tooLong: 'This URL is too long. Ask your question in one or two sentences.',
  unreachable: 'The bot does not answer. Is it still running?',
  fault: 'Something went wrong, and the log has the details. Please try again.',
} as const

const { counted, listed } = grammarOf('en')

/** Every sentence of the dashboard, for the show's maintainer. */
export const dashboardText = {
  embedding: ({ done, of, isEnough, failure }: EmbeddingProgress): string => {
    if (failure !== undefined) return `Questions are answered by words alone: ${failure}`
    const sofar = `${done} of ${of} passages have vectors so far.`
    if (!isEnough) return `Questions are answered by words alone until most episodes have vectors. ${sofar}`
    return `Questions are answered by words and by meaning. ${done < of ? sofar : ''}`.trim()
  },
  title: (show: string): string => `${show}: dashboard`,
  back: 'Back to the dashboard',
  none: 'none',
  untimed: 'without times',
  problems: 'Problems with the content',
  noProblems: 'None: every file was read without problems.',
  counts: (errors: number, warnings: number): string =>
    `${listed([counted(errors, 'error', 'errors'), counted(warnings, 'warning', 'warnings')])}.`,
  error: 'Error',
  warning: 'Warning',
  episodes: 'Episodes',
  hidden: (count: number): string =>
    `${counted(count, 'episode', 'episodes')} with a future date ${count === 1 ? 'is' : 'are'} hidden until then.`,
  columns: {
    id: 'Id',
    title: 'Title',
    date: 'Date',
    links: 'Links',
    resources: 'Resources',
    chapters: 'Chapters',
    transcript: 'Transcript, minutes',
    problems: 'Problems',
  },
  filters: { 'no-transcript': 'Without a transcript', 'with-problems': 'With problems' },
  all: 'All',
  find: 'Find by number, title or file',
  show: 'Show',
  apply: 'Find',
  shownOf: (drawn: number, found: number, of: number): string =>
    [
      found === of ? `${counted(of, 'episode', 'episodes')}.` : `${found} of ${counted(of, 'episode', 'episodes')}.`,
      drawn < found ? `The first ${drawn} are shown.` : '',
    ]
      .join(' ')
      .trim(),
  moreEpisodes: 'Show more episodes',
  moreProblems: 'Show more problems',
  toProblems: (count: number): string => counted(count, 'problem', 'problems'),
  links: { youtube: 'YouTube', spotify: 'Spotify', audio: 'audio', page: 'page' },
  from: 'Read from',
  shown: (id: string): string => `What /episode ${id} shows`,
  passages: 'Passages that can be quoted',
  noPassages: 'None: the episode has neither a description nor a transcript.',
  sources: { summary: 'Description', resources: 'Resources', chapters: 'Chapters', transcript: 'Transcript' },
  askChannel: 'See it in the channel',
  questions: (count: number): string => `Results of ${counted(count, 'question', 'questions')} with known answers`,
  questionsTitle: 'Questions with known answers',
  noQuestions: 'To see results for questions with known answers here, start with --questions FILE.',
  verdicts: { right: 'Right', 'another moment': 'Another moment', wrong: 'Wrong', abstained: 'Abstained' },
  about: {
    right: 'The right episode came first, all links were found, or it has no answer and got none.',
    'another moment': 'The right episode came first, but the quote starts more than a minute away from the answer.',
    wrong: 'Another episode came first, a link was missed, or it has no answer and got one.',
    abstained: 'It has an answer, but the bot found none.',
  },
  wanted: 'Wanted',
  found: 'Found',
  nothing: 'nothing',
  noAnswer: 'no answer',
  more: (count: number): string => `and ${count} more`,
} as const
