/** Inputs near the seeds, for a run without a fuzzer: a seed in which a few parts were changed. */
import fc from 'fast-check'

type Edit = (bytes: Buffer) => Buffer

/** The arbitrary of changed seeds; `words` are what grammars are made of. */
export function changed(seeds: readonly Buffer[], words: readonly string[]): fc.Arbitrary<Buffer> {
  const place = fc.double({ min: 0, max: 1, noNaN: true })
  const length = fc.oneof(fc.nat(3), fc.nat(60))
  const part = fc.oneof(
    fc.constantFrom(...words).map(word => Buffer.from(word)),
    fc.uint8Array({ maxLength: 4 }).map(bytes => Buffer.from(bytes)),
    fc.tuple(fc.constantFrom(...seeds), place, length).map(([seed, at, size]) => cut(seed, at, size)),
  )
  const replaced = fc.tuple(place, length, part).map(([at, size, instead]): Edit => {
    return bytes => splice(bytes, Math.floor(at * bytes.length), size, instead)
  })
  const inserted = fc.tuple(place, part).map(([at, more]): Edit => {
    return bytes => splice(bytes, Math.floor(at * bytes.length), 0, more)
  })
  const repeated = fc.tuple(place, length, fc.nat(40)).map(([at, size, times]): Edit => {
    return bytes =>
      splice(bytes, Math.floor(at * bytes.length), 0, Buffer.concat(Array(times).fill(cut(bytes, at, size))))
  })
  const switched = fc.tuple(fc.nat(1), fc.nat(255)).map(([at, value]): Edit => {
    return bytes => splice(bytes, at, 1, Buffer.from([value]))
  })
  const edits = fc.array(fc.oneof(replaced, inserted, repeated, switched), { maxLength: 6 })
  return fc.tuple(fc.constantFrom(...seeds), edits).map(([seed, all]) => all.reduce((bytes, edit) => edit(bytes), seed))
}

const splice = (bytes: Buffer, at: number, size: number, instead: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), instead, bytes.subarray(at + size)])

const cut = (bytes: Buffer, at: number, size: number) =>
  bytes.subarray(Math.floor(at * bytes.length), Math.floor(at * bytes.length) + size)
