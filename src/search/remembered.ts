import type { Answer } from './ask.ts'
import type { Library } from './library.ts'

/** Answers that a library has given. They go with it: new content makes a new library. */
const answers = new WeakMap<Library, Map<string, Answer>>()

/** Answers kept, some ten kilobytes each, and the longest question whose answer is, in UTF-16 units. */
const MOST = 500
const LONGEST = 300

/** The answer given before to the same question, or else a new one. Of too many, the one not asked for longest goes. */
export function remembered(library: Library, question: string, answer: () => Answer): Answer {
  if (question.length > LONGEST) return answer()
  const known = answers.get(library) ?? new Map<string, Answer>()
  answers.set(library, known)
  const found = known.get(question) ?? answer()
  known.delete(question)
  known.set(question, found)
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
  return found
}
