/** A recording of HTTP/1.x read as messages, whichever tool printed it. */

import { unwrapCurlTrace, unwrapCurlVerbose } from './curl-output.js'
import { unwrapFollow } from './follow.js'
import { startLineAt } from './head.js'
import { type Conversation, type Messages, readMessages } from './messages.js'

type Unwrapper = (text: string) => Conversation[] | undefined

const UNWRAPPERS: readonly Unwrapper[] = [unwrapFollow, unwrapCurlTrace, unwrapCurlVerbose]

/** The messages of one conversation. */
export type Exchange = Messages & Pick<Conversation, 'flaw'>

/** Reads a recording: the print of a known tool, or the bytes of a stream as they are, which may look like one further on. */
export function readTranscript(text: string): Exchange[] {
  if (startLineAt(text, 0)) return [readMessages(text)]
  for (const unwrap of UNWRAPPERS) {
    const conversations = unwrap(text)
    if (conversations) return conversations.map(readConversation)
  }
  return [readMessages(text)]
}

function readConversation({ client, server, flaw }: Conversation): Exchange {
  const sent = readMessages(client)
  const answered = readMessages(server)
  const [from, back] = sent.requests.length > 0 ? [sent, answered] : [answered, sent]
  for (const [index, request] of from.requests.entries()) request.status = back.statuses[index]
  return { ...from, ...(flaw ? { flaw } : {}) }
}
