/** Causes in which the two sides do not have the same key. Only what differs is told, never the secret. */
import type { CauseText } from './cause.js'

export const SECRET_CAUSES = {
  'secret-whitespace': {
    title: 'one side has blanks or a line break around the secret',
    happened:
      'A blank, tab or line break stands before or after the secret on one side only, usually a newline from a file or from echo. It is part of the key.',
    recognised: 'With it removed (or added) the signature fits.',
    proof: 'proven',
    fix: 'Store the secret without it (printf, not echo), strip it where it is deployed, and compare the lengths on both sides.',
  },
  'secret-quotes-or-invisible': {
    title: 'one side has quotes or invisible characters in the secret',
    happened:
      'The secret has quotes around it, a literal \\n, or zero-width, no-break or BOM characters on one side only. An env file, YAML or a copied web page brings them in.',
    recognised: 'Without them (or with them) the signature fits.',
    proof: 'proven',
    fix: 'Type the secret anew without quotes and invisible characters, and compare the lengths on both sides.',
  },
  'secret-pasted-prefix': {
    title: 'something was pasted with the secret',
    happened:
      'One side has NAME=, export, Bearer, whsec_ or a similar prefix before the secret, or lacks one that belongs to it. The secret is used whole.',
    recognised: 'Without the prefix (or with it) the signature fits.',
    proof: 'proven',
    fix: 'Store exactly what the vendor shows, with nothing before it.',
  },
  'secret-encoding': {
    title: 'one side decodes or encodes the secret',
    happened:
      'One side reads the secret as base64 or hex, or encodes it so. In this scheme the key is the UTF-8 text itself.',
    recognised: 'With the secret so decoded or encoded the signature fits.',
    proof: 'proven',
    fix: 'Use the secret as UTF-8 text: remove the decoding.',
  },
  'secret-truncated-or-expanded': {
    title: 'the secret was cut or expanded',
    happened:
      'A shell, dotenv or compose file cut the secret at #, $ or a blank, expanded a $NAME in it, or URL-decoded it.',
    recognised: 'With the secret so cut or decoded the signature fits.',
    proof: 'proven',
    fix: 'Put the secret into single quotes, or escape # and $ in it ($$ in a compose file).',
  },
  'secret-case-or-charset': {
    title: 'the secret has another case, Unicode form or charset',
    happened: 'One side has the secret in another letter case, another Unicode form, or in Latin-1 bytes.',
    recognised: 'In that form the signature fits.',
    proof: 'proven',
    fix: 'Copy the secret without changing it, and take its UTF-8 bytes.',
  },
  'secret-hashed': {
    title: 'a hash of the secret was used as key',
    happened:
      'One side hashes the secret first and keys the HMAC with the result. In this scheme the secret is the key itself.',
    recognised: 'With a hash of the secret as key the signature fits.',
    proof: 'proven',
    fix: 'Use the secret itself as key: remove the hashing.',
  },
  'secret-empty-or-undefined': {
    title: 'the key is empty, "undefined" or "null"',
    happened:
      'The variable that should hold the secret was not loaded, so an empty text or a word such as undefined became the key.',
    recognised: 'With such a key the signature fits.',
    proof: 'proven',
    fix: 'Load the variable before it is read, and refuse to start without the secret.',
  },
  'secret-of-another-environment': {
    title: 'the signature was made with another known secret',
    happened: 'The secret belongs to another profile, environment or webhook, or it is an old one.',
    recognised: 'With that secret the signature fits; it has to be among those given as suspects.',
    proof: 'proven',
    fix: 'Configure the secret of this very webhook.',
  },
  'secret-unknown': {
    title: 'the secret is the suspect',
    happened: 'The two sides probably have different secrets.',
    recognised:
      'Nothing matches, and the body looks untouched: compact JSON as the sender writes it, with a well-formed signature. Never more than likely.',
    proof: 'likely',
    fix: 'Compare the secret on both sides by its length, and give further secrets to try with --also-try-env.',
  },
} satisfies Record<string, CauseText>
