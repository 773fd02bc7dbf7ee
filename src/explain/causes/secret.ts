/** Causes in which the two sides do not have the same key. Only what differs is told, never the secret. */

export const SECRET_CAUSES = {
  'secret-whitespace': {
    title: 'one side has blanks or a line break around the secret',
    explanation:
      'A blank, tab or line break stands before or after the secret on one side only, usually a newline from a file or from echo. It is part of the key. Store it with printf, and compare the lengths on both sides.',
  },
  'secret-quotes-or-invisible': {
    title: 'one side has quotes or invisible characters in the secret',
    explanation:
      'The secret has quotes around it, a literal \\n, or zero-width, no-break or BOM characters on one side only. An env file, YAML or a copied web page brings them in. Type the secret anew without them.',
  },
  'secret-pasted-prefix': {
    title: 'something was pasted with the secret',
    explanation:
      'One side has NAME=, export, Bearer, whsec_ or a similar prefix before the secret, or lacks one that belongs to it. The secret is used whole. Store exactly what the vendor shows.',
  },
  'secret-encoding': {
    title: 'one side decodes or encodes the secret',
    explanation:
      'One side reads the secret as base64 or hex, or encodes it so. In this scheme the key is the UTF-8 text itself. Remove the decoding.',
  },
  'secret-truncated-or-expanded': {
    title: 'the secret was cut or expanded',
    explanation:
      'A shell, dotenv or compose file cut the secret at #, $ or a blank, expanded a $NAME in it, or URL-decoded it. Put it into single quotes, or escape those characters.',
  },
  'secret-case-or-charset': {
    title: 'the secret has another case, Unicode form or charset',
    explanation:
      'One side has the secret in another letter case, another Unicode form, or in Latin-1 bytes. Copy it without changing it, and take its UTF-8 bytes.',
  },
  'secret-hashed': {
    title: 'a hash of the secret was used as key',
    explanation:
      'One side hashes the secret first and keys the HMAC with the result. In this scheme the secret is the key itself. Remove the hashing.',
  },
  'secret-empty-or-undefined': {
    title: 'the key is empty, "undefined" or "null"',
    explanation:
      'The variable that should hold the secret was not loaded, so an empty text or a word such as undefined became the key. Refuse to start without the secret.',
  },
  'secret-of-another-environment': {
    title: 'the signature was made with another known secret',
    explanation:
      'The signature fits the body with a secret that belongs to another profile, environment or webhook, or with an old one. Configure the secret of this very webhook.',
  },
  'secret-unknown': {
    title: 'the secret is the suspect',
    explanation:
      'Nothing matches, and the body looks untouched: compact JSON as the sender writes it, with a well-formed signature. So the two sides probably have different secrets. That is likely, not proven; give further secrets to try.',
  },
} as const
