/**
 * What curl prints: `--trace` (hex, exact), `--trace-ascii` (bytes outside ASCII are dots), and `-v` (heads with `>` and
 * `<` before each line, and no bodies of requests).
 */

import { nextLine, startLineAt, withoutEnd } from './head.js'
import type { Conversation } from './messages.js'

const BLOCK =
  /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[\d{1,10}-\d{1,10}\] )?(=>|<=) (Send|Recv) (header|data), (\d{1,12}) bytes \(0x[0-9a-f]{1,12}\)$/
const OTHER = /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[\d{1,10}-\d{1,10}\] )?(?:== Info:|=>|<=) /
const LINE = /^([0-9a-f]{4,12}): /
const HEX = /^(?:[0-9a-f]{2} ){1,16}/

/** A block of the trace that is being read. */
interface Block {
  sent: boolean
  length: number
  parts: string[]
  /** Bytes so far. */
  size: number
}

/** Reads a trace; each request is a conversation of its own, since curl sends one at a time. */
export function unwrapCurlTrace(text: string): Conversation[] | undefined {
  const conversations: Conversation[] = []
  let block: Block | undefined
  let hex: boolean | undefined
  for (let at = 0; at < text.length; ) {
    const next = nextLine(text, at)
    const line = withoutEnd(text.slice(at, next))
    at = next
    const opening = line.length < 100 ? BLOCK.exec(line) : null
    if (opening || OTHER.test(line.slice(0, 100))) {
      if (block) fillGap(block, block.length)
      finish(conversations, block)
      block = opening ? { sent: opening[1] === '=>', length: Number(opening[4]), parts: [], size: 0 } : undefined
      if (opening?.[3] === 'header' && block?.sent) conversations.push({ client: '', server: '' })
    } else if (block) {
      const offset = LINE.exec(line)
      if (!offset) continue
      const start = Number.parseInt(offset[1]!, 16)
      const rest = line.slice(offset[0].length)
      const bytes = hexLine(rest, block.length - start)
      hex ??= bytes !== undefined
      addBytes(block, start, hex ? bytes : rest)
    }
  }
  finish(conversations, block)
  if (hex === false) for (const conversation of conversations) conversation.flaw = 'dots'
  return conversations.length > 0 ? conversations : undefined
}

function addBytes(block: Block, start: number, bytes: string | undefined): void {
  if (bytes === undefined) return
  fillGap(block, start)
  block.parts.push(bytes)
  block.size = start + bytes.length
}

/** In a hex line the bytes stand in 16 columns of three, then as text. */
function hexLine(rest: string, left: number): string | undefined {
  const columns = HEX.exec(rest)?.[0]
  const count = Math.min(16, left)
  if (columns === undefined || columns.length !== count * 3 || rest.length !== 48 + count) return undefined
  return Buffer.from(columns.replaceAll(' ', ''), 'hex').toString('latin1')
}

/** A step of two in the offsets is a CR LF, at which `--trace-ascii` begins a new line. */
function fillGap(block: Block, to: number): void {
  if (to !== block.size + 2) return
  block.parts.push('\r\n')
  block.size = to
}

function finish(conversations: Conversation[], block: Block | undefined): void {
  const last = conversations.at(-1)
  if (block && last) last[block.sent ? 'client' : 'server'] += block.parts.join('')
}

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
