/** The one grammar of durations (`500ms`, `10s`, `2m`; bare = ms) and of sizes (`64kb`, `2mb`; bare = bytes). */
import { clip } from './clip.js'
import { CvHookError } from './errors.js'

const DURATION_UNITS: Record<string, number> = { '': 1, ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const SIZE_UNITS: Record<string, number> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** Longest wait that a Node timer can hold, in milliseconds. */
const MAX_DURATION = 2 ** 31 - 1

/**
 * Reads a duration.
 *
 * @returns milliseconds
 * @throws CvHookError `usage` when the text is no duration or longer than a timer can hold
 */
export function parseDuration(text: string, what = 'duration'): number {
  const ms = parse(text, DURATION_UNITS)
  if (ms !== undefined && ms > MAX_DURATION)
    throw new CvHookError('usage', `${what}: "${clip(text)}" is too long: 24 days at most`)
  if (ms === undefined) {
    throw new CvHookError('usage', `${what}: "${clip(text)}" is not a duration`, [
      'write 500ms, 10s or 2m (a bare number is milliseconds)',
    ])
  }
  return ms
}

/**
 * Reads a duration that may not be nothing, such as a time-out.
 *
 * @returns milliseconds
 * @throws CvHookError `usage`
 */
export function parsePositiveDuration(text: string, what: string): number {
  const ms = parseDuration(text, what)
  if (ms < 1) throw new CvHookError('usage', `${what} must be at least 1 ms`)
  return ms
}

/**
 * Reads a size.
 *
 * @returns bytes; 1 kb is 1024 bytes
 * @throws CvHookError `usage` when the text is no size
 */
export function parseSize(text: string, what = 'size'): number {
  const bytes = parse(text, SIZE_UNITS)
  if (bytes === undefined || !Number.isSafeInteger(bytes)) {
    throw new CvHookError('usage', `${what}: "${clip(text)}" is not a size`, [
      'write 64kb or 2mb (a bare number is bytes)',
    ])
  }
  return bytes
}

/** Writes milliseconds for people: `3 ms`, `1.2 s`, `2 m 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 100) / 10
  if (seconds < 60) return `${seconds} s`
  const whole = Math.round(seconds)
  return whole % 60 === 0 ? `${whole / 60} m` : `${Math.floor(whole / 60)} m ${whole % 60} s`
}

/** Writes a byte count for people: `512 bytes`, `4.2 kB`, `25 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${noun(bytes, 'byte')}`
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'kB'] : [bytes / 1024 ** 2, 'MB']
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`
}

function parse(text: string, units: Record<string, number>): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)([a-z]{0,2})$/i.exec(text.trim())
  if (!match) return undefined
  const unit = units[match[2]!.toLowerCase()]
  return unit === undefined ? undefined : Math.round(Number(match[1]) * unit)
}

/** A whole number with commas: `22,874`. Not by `toLocaleString`: its first call alone takes as long as a short command. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** A measure as records have it, to a hundredth. */
export const hundredths = (value: number): number => Math.round(value * 100) / 100

/** The noun after a number. */
export const noun = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)

/** How many there are: `1 delivery`, `22,874 deliveries`. */
export const counted = (count: number, one: string, many?: string): string =>
  `${grouped(count)} ${noun(count, one, many)}`
