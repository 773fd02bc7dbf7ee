/** The output of `tshark -q -z follow,tcp,MODE,N`: raw (hex), hex (a dump), ascii (other bytes are dots), utf-8. */

import { nextLine, withoutEnd } from './head.js'
import type { Conversation } from './messages.js'

const FOLLOW = /^Follow: [a-z0-9]{2,10},([a-z0-9-]{2,20})\r?$/m
const NODE = /^Node 1: /
const SEPARATOR = /^={20,}$/
const LENGTH = /^\t?(\d{1,10})$/
const HEX_LINE = /^\t?(?:[0-9a-f]{2})+$/
const DUMP_LINE = /^(?:\t| {4})?[0-9A-Fa-f]{8} {1,2}((?:[0-9a-f]{2} {1,2}){1,16})/

/** Reads every followed stream of a print. */
export function unwrapFollow(text: string): Conversation[] | undefined {
  const conversations: Conversation[] = []
  for (let from = 0; ; ) {
    const found = FOLLOW.exec(text.slice(from))
    if (!found) break
    const conversation: Conversation = { client: '', server: '' }
    conversations.push(conversation)
    from = readStream(text, from + found.index, found[1]!, conversation)
  }
  return conversations.length > 0 ? conversations : undefined
}

function readStream(text: string, from: number, mode: string, conversation: Conversation): number {
  if (mode === 'ascii' || mode === 'ebcdic') conversation.flaw = 'dots'
  if (mode === 'utf-8') conversation.flaw = 'replaced'
  let at = afterHeader(text, from)
  while (at < text.length) {
    const next = nextLine(text, at)
    const line = withoutEnd(text.slice(at, next))
    if (SEPARATOR.test(line)) return next
    const side = line.startsWith('\t') || line.startsWith('    ') ? 'server' : 'client'
    const length = mode === 'raw' || mode === 'hex' ? null : LENGTH.exec(line)
    if (length) {
      conversation[side] += text.slice(next, next + Number(length[1]))
      at = next + Number(length[1]) + 1
      continue
    }
    if (mode === 'raw' && HEX_LINE.test(line)) conversation[side] += fromHex(line.trim())
    if (mode === 'hex') conversation[side] += fromHex(DUMP_LINE.exec(line)?.[1]?.replaceAll(' ', '') ?? '')
    at = next
  }
  return text.length
}

/** The five lines of the header end with the second node. */
function afterHeader(text: string, from: number): number {
  let at = from
  for (let line = 0; line < 8 && at < text.length; line++) {
    const start = at
    at = nextLine(text, at)
    if (NODE.test(text.slice(start, start + 10))) return at
  }
  return nextLine(text, from)
}

const fromHex = (digits: string) => Buffer.from(digits, 'hex').toString('latin1')
