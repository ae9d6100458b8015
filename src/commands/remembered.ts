import type { Reply } from '../reply/reply.ts'
import type { Library } from '../search/library.ts'

/** Replies that were made of a library. They go with it: new content makes a new library. */
const replies = new WeakMap<Library, Map<string, Reply>>()

/** Replies kept, some ten kilobytes each, and the longest request whose reply is, in UTF-16 units. */
const MOST = 500
const LONGEST = 400

/** The reply made before to the same request, or else a new one. Of too many, the one not asked for longest goes. */
export function remembered(library: Library, request: string, make: () => Reply): Reply {
  if (request.length > LONGEST) return make()
  const known = replies.get(library) ?? new Map<string, Reply>()
  replies.set(library, known)
  const found = known.get(request) ?? make()
  known.delete(request)
  known.set(request, found)
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
  return found
}
