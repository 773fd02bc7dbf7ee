/** The output of `curl -v`: heads with `>` and `<` before each line, and no bodies of requests. */

import type { Conversation } from './conversation.js'
import { nextLine, startLineAt } from './head.js'

/** Reads what `curl -v` printed; other lines are passed over. */
export function unwrapCurlVerbose(text: string): Conversation[] | undefined {
  const conversations: Conversation[] = []
  for (let at = 0; at < text.length; ) {
    const next = nextLine(text, at)
    const mark = text.slice(at, at + 2)
    if (mark === '> ' || mark === '< ' || mark === '>\n' || mark === '<\n') {
      const line = text[at + 1] === '\n' ? '\n' : text.slice(at + 2, next)
      if (mark[0] === '>' && startLineAt(line, 0)) conversations.push({ client: '', server: '', flaw: 'no-bodies' })
      const last = conversations.at(-1)
      if (last) last[mark[0] === '>' ? 'client' : 'server'] += line
    }
    at = next
  }
  return conversations.length > 0 ? conversations : undefined
}
