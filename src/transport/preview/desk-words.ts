import { grammarOf } from '../../reply/languages/grammar.ts'

const { counted, listed } = grammarOf('en')

/** Every sentence of the desk, which is for the show's maintainer. */
export const deskWords = {
  title: (show: string): string => `The desk of ${show}`,
  back: 'Back to the desk',
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
