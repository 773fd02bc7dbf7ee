/** `JSON.stringify` of a Node Buffer, `{"type":"Buffer","data":[123,34,...]}`: a log that kept every byte. */
import type { FoundBody } from './find.js'

const OPENING = /"type"\s{0,9}:\s{0,9}"Buffer"\s{0,9},\s{0,9}"data"\s{0,9}:\s{0,9}\[/g
const NUMBER = /\s{0,99}(\d{1,3})\s{0,99}([,\]])/y

/** Finds every such object whose bytes hold the words `event` and `payload`. */
export function findBufferObjects(text: string): FoundBody[] {
  const bodies: FoundBody[] = []
  for (const opening of text.matchAll(OPENING)) {
    const codes: number[] = []
    let complete = false
    NUMBER.lastIndex = opening.index + opening[0].length
    while (!complete) {
      const number = NUMBER.exec(text)
      if (!number || Number(number[1]) > 0xff) break
      codes.push(Number(number[1]))
      complete = number[2] === ']'
    }
    const end = complete ? NUMBER.lastIndex : text.length
    const held = Buffer.from(codes).toString('latin1')
    if (!complete || !held.includes('event') || !held.includes('payload')) continue
    const notes = ['a Buffer was printed as a list of numbers: its bytes were put together']
    bodies.push({ start: opening.index, end, text: held, bytes: true, complete, notes })
  }
  return bodies
}
