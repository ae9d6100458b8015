import { grammarOf } from '../reply/languages/grammar.ts'

/** Every sentence of the page itself. What the bot says is in `reply/`, in the reader's language. */
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
  onlyYou: 'Only you can see this',
  shared: 'You shared this',
  opened: 'You opened this from an answer',
  link: 'Link',
  linkTo: (message: number): string => `Link to message ${message} alone`,
  dismissPrivate: 'Dismiss',
  quiet: 'The bot leaves this alone: it is not a question to it.',
  gone: 'Earlier messages have left the page, for its address holds no more.',
  welcome: (show: string): string => `Ask ${show}`,
  intro:
    'This is a channel as your community would have it on Discord, with the same bot and the same answers. Nothing that ' +
    'you type is kept, and nothing is sent anywhere else.',
  knows: 'What it knows',
  tryThis: 'Try one of these',
  commands: 'Commands',
  mention: 'Plain words are a question, and so is a mention of the bot:',
  optional: 'optional',
  tooFast: 'That was a lot at once. Take a breath, and try again in a few seconds.',
  notFound: 'There is no such page here.',
  notFoundNext: 'Go to the channel',
  wrongMethod: 'This page only answers GET and HEAD: nothing on it can be changed from outside.',
  wrongHost: 'This page answers to its own address alone. Open it under the one that the log shows.',
  tooLong: 'This address is longer than the page reads. Ask with the one or two sentences that matter.',
  unreachable: 'The page does not answer. Is it still running?',
  fault: 'Something went wrong on our side, and it is noted in the log. Please try again.',
} as const

const { counted, listed } = grammarOf('en')

/** Every sentence of the dashboard, which is for the show's maintainer. */
export const dashboardText = {
  title: (show: string): string => `The dashboard of ${show}`,
  back: 'Back to the dashboard',
  none: 'none',
  untimed: 'without times',
  problems: 'What is wrong with the content',
  noProblems: 'Nothing: every file was read without a fault.',
  counts: (errors: number, warnings: number): string =>
    `${listed([counted(errors, 'error', 'errors'), counted(warnings, 'warning', 'warnings')])}.`,
  error: 'Error',
  warning: 'Warning',
  episodes: 'What was read',
  hidden: (count: number): string =>
    `${counted(count, 'episode', 'episodes')} dated later ${count === 1 ? 'is' : 'are'} hidden until then.`,
  columns: {
    id: 'Id',
    title: 'Title',
    date: 'Date',
    links: 'Where to hear it',
    resources: 'Resources',
    chapters: 'Chapters',
    transcript: 'Transcript, minutes',
  },
  links: { youtube: 'YouTube', spotify: 'Spotify', audio: 'audio', page: 'page' },
  from: 'Read from',
  shown: (id: string): string => `What /episode ${id} shows`,
  passages: 'Passages that can be quoted',
  noPassages: 'None: there is neither a description nor a transcript.',
  sources: { summary: 'Description', resources: 'Resources', chapters: 'Chapters', transcript: 'Transcript' },
  askChannel: 'See it in the channel',
  questions: (count: number): string => `${counted(count, 'question', 'questions')} with known answers: how they went`,
  questionsTitle: 'Questions with known answers',
  noQuestions: 'To see here how questions with known answers fare, start with --questions FILE.',
  verdicts: { right: 'Right', 'another moment': 'Another moment', wrong: 'Wrong', abstained: 'Abstained' },
  about: {
    right: 'The episode that answers it came first, the links were all found, or it has no answer and got none.',
    'another moment':
      'The episode that answers it came first, but the quote starts more than a minute from where the answer is spoken.',
    wrong: 'Something else came first, a link was missed, or it has no answer and got one.',
    abstained: 'It has an answer, and the bot did not dare to give one.',
  },
  wanted: 'Wanted',
  found: 'Found',
  nothing: 'nothing',
  noAnswer: 'no answer',
  more: (count: number): string => `and ${count} more`,
} as const
