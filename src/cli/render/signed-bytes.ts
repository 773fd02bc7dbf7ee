/** What `sign --explain` tells, as text. */
import { counted, grouped } from '../../core/units.js'
import { CAUSES } from '../../explain/causes.js'
import type { SignedBytes } from '../../explain/signed-bytes.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** The secret as it may be told: never its value. */
export interface SecretFacts {
  label: string
  /** The option, variable or file that it came from. */
  source: string
  characters: number
  /** In UTF-8. */
  bytes: number
  warnings: string[]
}

/** Bytes and secret, line by line. */
export function renderSignedBytes(seen: SignedBytes, secret: SecretFacts, columns: number): string {
  const rows = [
    ...(seen.bytes === 0 ? [] : [['first bytes', `${seen.first.text}  (letters as x, digits as 9)`]]),
    ...(seen.bytes <= 16 ? [] : [['last bytes', seen.last.text]]),
    ...(seen.byteOrderMark ? [['begins with', `a byte order mark (${seen.byteOrderMark}), which is signed too`]] : []),
    ...(seen.bytes === 0 ? [] : [['ends with', end(seen.end)]]),
    ['JSON', json(seen)],
    ['secret', `${secret.label} (${secret.source}), ${length(secret)}`],
  ]
  const title =
    seen.bytes === 0 ? 'what is signed: nothing, the input is empty' : `what is signed: ${grouped(seen.bytes)} bytes`
  return `${[...wrap(title, columns), ...table(rows, columns, '  ')].join('\n')}\n`
}

const end = (found: SignedBytes['end']) =>
  found === null ? 'no line break or blank' : `a ${found}, which is signed too; the sender puts none there`

const length = ({ characters, bytes }: SecretFacts) =>
  `${counted(characters, 'character')}${bytes === characters ? '' : ` (${grouped(bytes)} bytes in UTF-8)`}`

function json({ json: kind, causes, looksLike, bytes }: SignedBytes): string {
  if (kind === 'compact') return 'compact, spelled as the sender spells it'
  if (kind === 'unchecked') return 'not looked at: more than 8 MiB'
  if (kind === 'none') return bytes === 0 ? 'none' : 'none: these bytes are not JSON text in UTF-8'
  if (causes.every(id => id === 'body-trailing-bytes'))
    return 'compact, spelled as the sender spells it, but for what stands around it'
  const differences = causes.map(id => `${CAUSES[id].title} (${id})`).join('; ')
  return `not as the sender spells it: ${differences}${looksLike === undefined ? '' : `; ${looksLike}`}`
}
