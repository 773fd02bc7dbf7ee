/** Random choices that follow from a key and a value: the same value gets the same choices everywhere in a copy. */
import { createHmac } from 'node:crypto'

/** Choices, one after another. */
export interface Choices {
  /** A number from 0 to below `count`, at most 65536. */
  next(count: number): number
}

/** Makes the choices for a value; without the key nobody can try which value it was. */
export type ChoicesFor = (value: string) => Choices

/** Choices under a key of a run. */
export function choicesUnder(key: Uint8Array): ChoicesFor {
  return value => {
    const own = createHmac('sha256', key).update(value).digest()
    let block = Buffer.alloc(0)
    let blocks = 0
    let at = 0
    return {
      next(count) {
        if (at + 2 > block.length) {
          block = createHmac('sha512', own).update(String(blocks++)).digest()
          at = 0
        }
        at += 2
        return block.readUInt16LE(at - 2) % count
      },
    }
  }
}

/** One item of a list. */
export const pick = <T>(list: ArrayLike<T>, choices: Choices): T => list[choices.next(list.length)]!

/** One character of a string, another one than a given one. */
export function pickOther(list: string, not: string, choices: Choices): string {
  const at = choices.next(list.length)
  return list[at] === not ? list[(at + 1) % list.length]! : list[at]!
}
