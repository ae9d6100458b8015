import { askReply } from '../reply/ask.ts'
import { phrases } from '../reply/phrases.ts'
import { trouble } from '../reply/trouble.ts'
import { ask } from '../search/ask.ts'
import { stemsOf } from '../search/words.ts'
import { type Command, textOption } from './command.ts'

/** What Discord lets through at most; more than anyone types. */
const LONGEST = 6000

export const askCommand: Command = {
  name: 'ask',
  description: phrases.commands.ask,
  options: [
    { name: 'question', description: phrases.commands.askQuestion, type: 'string', required: true, maxLength: LONGEST },
  ],
  run: (request, library) => {
    const question = textOption(request, 'question')
    if (question.length > LONGEST) return trouble([phrases.tooLong(LONGEST)])
    if (stemsOf(question).length === 0) return trouble(phrases.noWords())
    return askReply(ask(library, question), library)
  },
}
