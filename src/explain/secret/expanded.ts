/** Secrets that a shell, dotenv or compose file cut or expanded. */
import { percentDecoded, percentEncoded } from '../../core/percent.js'
import { MAX_SECRET } from './clean.js'
import type { SecretFault } from './fault.js'

const CUTS = [8, 16, 20, 24, 32, 40, 48, 50, 60, 63, 64, 72, 100, 128, 255, 256]

export const truncatedOrExpanded: SecretFault = {
  id: 'secret-truncated-or-expanded',
  frequent: 2,
  *keys(secret) {
    for (const sign of ['#', ' #', '$', ' ', '&', ';', '\n', '\0', '=', '!', '%', '"', "'", ':', '|']) {
      const at = secret.indexOf(sign)
      if (at > 0) yield { key: secret.slice(0, at), how: `cut before the first ${JSON.stringify(sign)}` }
    }
    const open = secret.slice(0, MAX_SECRET)
    yield { key: open.replace(/\$(?:\{\w{1,60}\}|\w{1,60})/g, ''), how: 'a $NAME in it expanded to nothing' }
    yield { key: open.replace(/\$\w/g, ''), how: 'a $ and the character after it expanded to nothing' }
    yield { key: open.replaceAll('$$', '$'), how: '$$ as $' }
    yield { key: open.replaceAll('$', '$$$$'), how: '$ as $$' }
    yield { key: open.replace(/\\(.)/g, '$1'), how: 'backslashes removed' }
    yield { key: open.replaceAll('\\', '\\\\'), how: 'backslashes doubled' }
    yield { key: open.replaceAll('$', ''), how: '$ removed' }
    yield { key: open.replaceAll('$', '\\$'), how: '$ with a backslash' }
    yield { key: percentDecoded(open), how: 'URL-decoded' }
    yield { key: percentDecoded(open.replaceAll('+', ' ')), how: 'form-decoded' }
    yield { key: open.replaceAll('+', ' '), how: '+ as blank' }
    yield { key: open.replaceAll(' ', '+'), how: 'blanks as +' }
    yield { key: percentEncoded(open), how: 'URL-encoded' }
    yield { key: open.replaceAll('&amp;', '&'), how: '&amp; as &' }
    yield { key: open.replaceAll('&', '&amp;'), how: '& as &amp;' }
    for (const length of CUTS)
      if (length < secret.length) yield { key: secret.slice(0, length), how: `cut to ${length}` }
    if (secret.length > 8) {
      yield { key: secret.slice(0, -1), how: 'its last character missing' }
      yield { key: secret.slice(1), how: 'its first character missing' }
    }
  },
}
