/** What was pasted before a secret, and secrets that one side decodes or encodes. */
import { MAX_SECRET, unquoted } from './clean.js'
import type { SecretFault } from './fault.js'

const PREFIX =
  /^(?:(?:export\s{1,4}|set\s{1,4})?[A-Za-z_][\w.-]{0,60}\s?[=:]\s?|(?:Bearer|Basic|Token|Secret)\s{1,4}|whsec_|v1,|sha256=)/i
const PREFIXES = [
  'whsec_',
  'Bearer ',
  'sha256=',
  'v1,',
  'CV_HOOK_SECRET=',
  'WEBHOOK_SECRET=',
  'CAREVALIDATE_WEBHOOK_SECRET=',
  'CAREVALIDATE_SECRET=',
  'SECRET=',
  'secret=',
]

export const pastedPrefix: SecretFault = {
  id: 'secret-pasted-prefix',
  frequent: 2,
  *keys(secret) {
    const bare = secret.replace(PREFIX, '')
    yield { key: bare, how: 'the prefix removed' }
    if (bare !== secret) {
      yield { key: bare.replace(PREFIX, ''), how: 'two prefixes removed' }
      yield {
        key: unquoted(bare),
        how: 'the prefix and quotes removed',
        causes: [this.id, 'secret-quotes-or-invisible'],
      }
      if (isBase64(bare)) {
        const causes = [this.id, 'secret-encoding'] as const
        yield { key: Buffer.from(bare, 'base64'), how: 'the prefix removed and the rest read as base64', causes }
      }
    }
    for (const prefix of PREFIXES) yield { key: prefix + secret, how: `"${prefix.trim()}" before it` }
  },
}

const isBase64 = (text: string) => text.length >= 4 && text.length < MAX_SECRET && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
const isHex = (text: string) => text.length % 2 === 0 && text.length < MAX_SECRET && /^[0-9a-fA-F]+$/.test(text)

export const encoding: SecretFault = {
  id: 'secret-encoding',
  frequent: 4,
  *keys(secret) {
    if (isBase64(secret)) {
      yield { key: Buffer.from(secret, 'base64'), how: 'read as base64' }
    }
    if (isHex(secret)) yield { key: Buffer.from(secret, 'hex'), how: 'read as hex' }
    const bytes = Buffer.from(secret)
    const padded = bytes.toString('base64')
    yield { key: padded, how: 'encoded as base64' }
    yield { key: padded.replace(/=+$/, ''), how: 'encoded as base64 without padding' }
    yield { key: bytes.toString('base64url'), how: 'encoded as base64url' }
    yield { key: bytes.toString('hex'), how: 'encoded as hex' }
    yield { key: bytes.toString('hex').toUpperCase(), how: 'encoded as upper-case hex' }
    const line = Buffer.from(`${secret}\n`).toString('base64')
    yield { key: line, how: 'encoded as base64 with a line feed', causes: ['secret-whitespace', this.id] }
    yield { key: `${padded}\n`, how: 'encoded as base64, a line feed after it', causes: ['secret-whitespace', this.id] }
  },
}
