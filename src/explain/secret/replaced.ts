/** Another key in place of the secret: in another case or charset, hashed, or none at all. */
import { createHash } from 'node:crypto'
import type { SecretFault } from './fault.js'

export const caseOrCharset: SecretFault = {
  id: 'secret-case-or-charset',
  frequent: 2,
  *keys(secret) {
    yield { key: secret.toLowerCase(), how: 'in lower case' }
    yield { key: secret.toUpperCase(), how: 'in upper case' }
    if (/[^\u0000-\u007f]/.test(secret)) {
      yield { key: secret.normalize('NFC'), how: 'in NFC' }
      yield { key: secret.normalize('NFD'), how: 'in NFD' }
      yield { key: Buffer.from(secret, 'latin1'), how: 'as Latin-1 bytes' }
      yield { key: Buffer.from(secret).toString('latin1'), how: 'as UTF-8 read as Latin-1' }
      yield { key: Buffer.from(secret, 'latin1').toString('utf8'), how: 'as Latin-1 read as UTF-8' }
      yield { key: secret.replace(/[^\u0000-\u007f]/g, '?'), how: 'as ASCII with question marks' }
      // Java in a locale that is not UTF-8.
      yield { key: asciiOnly(secret), how: 'with U+FFFD for each byte beyond ASCII' }
    }
    yield { key: Buffer.from(secret, 'utf16le'), how: 'as UTF-16 bytes' }
    yield { key: Buffer.from(secret, 'utf16le').swap16(), how: 'as UTF-16BE bytes' }
  },
}

const asciiOnly = (text: string) =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^\u0000-\u007f]/g, '\ufffd')

export const hashed: SecretFault = {
  id: 'secret-hashed',
  frequent: 1,
  *keys(secret) {
    for (const algorithm of ['sha256', 'sha1', 'md5', 'sha512']) {
      const digest = createHash(algorithm).update(secret).digest()
      yield { key: digest.toString('hex'), how: `its ${algorithm} in hex` }
      yield { key: digest, how: `its ${algorithm}` }
      yield { key: digest.toString('base64'), how: `its ${algorithm} in base64` }
    }
  },
}

export const emptyOrUndefined: SecretFault = {
  id: 'secret-empty-or-undefined',
  frequent: 3,
  *keys() {
    for (const key of ['', 'undefined', 'null', 'None', 'nil', '""', "''", 'NaN', 'false', '[object Object]', '\n']) {
      yield { key, how: key === '' ? 'empty' : `the text ${JSON.stringify(key)}` }
    }
  },
}
