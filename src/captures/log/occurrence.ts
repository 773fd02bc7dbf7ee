/** Where the word `event` is the name of a member, and the quoted text in which an escaped one stands. */
import { parsed } from '../json/parsed.js'
import type { Budget } from './relaxed.js'

/** A member name. */
export interface Key {
  /** Where it begins, with its quote and the backslashes before that. */
  start: number
  /** How many backslashes stand before each of its quotes. */
  escapes: number
}

/** A text of JSON that holds an escaped member name. */
export interface Enclosing {
  /** Behind its opening quote. */
  start: number
  /** At its closing quote, or where the recording stops. */
  end: number
  /** What it holds, unescaped; `undefined` when its escapes are not those of JSON. */
  value: string | undefined
  /** How often it was escaped. */
  times: number
  /** Whether its closing quote is there. */
  closed: boolean
}

const LENGTH = 'event'.length
const MAX_ESCAPES = 7
const MAX_BLANKS = 1000

/** The member name whose letters begin at a position, if they are one. */
export function keyAt(text: string, at: number): Key | undefined {
  const quote = text[at - 1]
  if (quote !== '"' && quote !== "'") {
    const symbol = quote === ':' && text.startsWith('=>', at + LENGTH)
    const bare = (quote === undefined || /[\s{,]/.test(quote)) && text[at + LENGTH] === ':'
    const start = symbol ? at - 1 : at
    return (symbol || bare) && followsMember(text, start) ? { start, escapes: 0 } : undefined
  }
  const escapes = backslashesBefore(text, at - 1)
  const closing = `${'\\'.repeat(escapes)}${quote}`
  if (escapes > MAX_ESCAPES || !text.startsWith(closing, at + LENGTH)) return undefined
  const behind = text.slice(at + LENGTH + closing.length, at + LENGTH + closing.length + 20).trimStart()
  if (!behind.startsWith(':') && !behind.startsWith('=>')) return undefined
  const start = at - 1 - escapes
  return escapes > 0 || followsMember(text, start) ? { start, escapes } : undefined
}

/** Whether a member can begin here: behind a bracket or a comma. Most of what looks like a name in a log is none. */
function followsMember(text: string, start: number): boolean {
  let at = start - 1
  while (at >= start - MAX_BLANKS && isBlank(text.charCodeAt(at))) at--
  return text[at] === '{' || text[at] === ','
}

const isBlank = (code: number) => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0

/**
 * The text around a name: from the nearest quote with about half as many backslashes to the next such quote, on one
 * line, as texts of JSON are.
 */
export function enclosingText(text: string, key: number, escapes: number, budget: Budget): Enclosing | undefined {
  const outer = (escapes - 1) / 2
  let open = key - 1
  while (open >= 0 && text[open] !== '\n' && !(text[open] === '"' && backslashesBefore(text, open) <= outer)) open--
  budget.left -= key - open
  if (text[open] !== '"') return undefined
  let close = key + escapes + 1
  while (
    close < text.length &&
    text[close] !== '\n' &&
    !(text[close] === '"' && backslashesBefore(text, close) <= outer)
  )
    close++
  budget.left -= close - open
  const closed = text[close] === '"'
  const end = closed ? close - backslashesBefore(text, close) : close
  let value: string | undefined = text.slice(open + 1, end)
  let times = 0
  for (let left = escapes; left >= 1 && value !== undefined; left = (left - 1) / 2) {
    value = unescaped(value, !closed)
    times++
  }
  return { start: open + 1, end, value, times, closed }
}

/** Undoes the escapes of JSON; of a text that is cut off the last one may be a part of an escape. */
function unescaped(text: string, cut: boolean): string | undefined {
  const last = cut ? text.lastIndexOf('\\') : -1
  const partial = last !== -1 && /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(text.slice(last)) && oddBackslashes(text, last + 1)
  const value = parsed(`"${partial ? text.slice(0, last) : text}"`)?.value
  return typeof value === 'string' ? value : undefined
}

function oddBackslashes(text: string, end: number): boolean {
  let at = end
  while (text[at - 1] === '\\') at--
  return (end - at) % 2 === 1
}

function backslashesBefore(text: string, at: number): number {
  let count = 0
  while (count <= MAX_ESCAPES && text[at - 1 - count] === '\\') count++
  return count
}
