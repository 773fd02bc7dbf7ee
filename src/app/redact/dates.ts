/** Dates of a copy: all moved by the same number of days, so that they keep their order, and their spelling. */
import type { Choices } from './random.js'

const DAY = 86_400_000
const ISO_DAY = /^(\d{4})-(\d\d)-(\d\d)/
/** Before this day nothing happened but births: those are moved further apart besides, for an age tells too much. */
const FIRST_DELIVERY = Date.UTC(2020, 0, 1) / DAY
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY

/** Moves dates. */
export interface DateShift {
  /** The days since 1970 that stand for given ones. */
  day(days: number): number
  /** A text that begins with a date, `2026-03-06...`: its date moved, the rest as it was; nothing where there is none. */
  iso(text: string): string | undefined
  /** Milliseconds since 1970. */
  epoch(milliseconds: number): number
}

/** Draws how far: some hundred days back; the same day never. */
export function drawShift(choices: Choices): DateShift {
  const days = -(150 + choices.next(1200))
  const stretch = 1.03 + choices.next(100) / 1000
  const day = (from: number) => {
    const early = FIRST_DELIVERY - from
    const moved = (early > 0 ? FIRST_DELIVERY - Math.ceil(early * stretch) : from) + days
    return Math.min(LAST_DAY, Math.max(-EARLIEST, moved))
  }
  return {
    day,
    epoch: milliseconds => {
      const from = Math.floor(milliseconds / DAY)
      return milliseconds + (day(from) - from) * DAY
    },
    iso(text) {
      const parts = ISO_DAY.exec(text)
      if (!parts) return undefined
      const [year, month, date] = parts.slice(1).map(Number) as [number, number, number]
      const from = Date.UTC(year, month - 1, date) / DAY
      if (month < 1 || month > 12 || date < 1 || new Date(from * DAY).getUTCDate() !== date) return undefined
      return new Date(day(from) * DAY).toISOString().slice(0, 10) + text.slice(10)
    },
  }
}

/** Days before 1970 of the first year whose dates have four digits. */
const EARLIEST = 700_000
