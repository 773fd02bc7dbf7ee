/** Causes that lie in the signature header, in how the signature is made, or in how it is compared. */
import type { CauseText } from './cause.js'

export const HEADER_CAUSES = {
  'header-missing': {
    title: 'there is no x-cv-signature header',
    happened:
      'No header of that name came with the request. Either the webhook has no secret, or something dropped or renamed the header: proxies drop names with underscores, and lookups may mind the case.',
    recognised: 'The header is absent under every spelling; others that look like it are named.',
    proof: 'observed',
    fix: 'Give the webhook a secret, look the header up whatever its case, and let proxies pass it (nginx drops a name with underscores unless underscores_in_headers is on).',
  },
  'header-format': {
    title: 'something stands around the digest in the header',
    happened: 'The header holds a prefix, quotes, blanks, several values, or mistyped digits.',
    recognised: 'The digest in it is right.',
    proof: 'proven',
    fix: 'Send one header that holds the 64 hex digits alone, and compare only those.',
  },
  'header-encoding': {
    title: 'the digest is encoded differently',
    happened: 'The digest is base64, or hex of hex, instead of plain hex.',
    recognised: 'Decoded, it is right.',
    proof: 'proven',
    fix: 'Write the digest as lower-case hex.',
  },
  'signature-algorithm': {
    title: 'another hash algorithm was used',
    happened: 'One side uses SHA-1, SHA-512, MD5 or another hash instead of SHA-256.',
    recognised: 'With that algorithm the digest fits.',
    proof: 'proven',
    fix: 'Use SHA-256 in the HMAC, on both sides.',
  },
  'signature-truncated': {
    title: 'the digest is cut off',
    happened: 'A column, log or copy cut the digest.',
    recognised: 'What is left is the beginning of the right digest; very short ones make it only likely.',
    proof: 'proven',
    fix: 'Keep all 64 hex digits.',
  },
  'signature-construction': {
    title: 'the signature is not an HMAC over the raw body',
    happened:
      'The digest is a plain hash of body and secret, an HMAC with key and body swapped, or one over an encoded or hashed body.',
    recognised: 'Made in that way, the digest fits.',
    proof: 'proven',
    fix: 'Compute HMAC-SHA256 with the secret as key and the raw body as message.',
  },
  'signature-scheme': {
    title: 'the scheme of another vendor was used',
    happened: 'A timestamp, an id or the URL was signed together with the body, as other vendors have it.',
    recognised: 'Under that scheme, with the values of the headers, the digest fits.',
    proof: 'proven',
    fix: 'Sign and verify the raw body alone: here nothing else is signed.',
  },
  'comparison-wrong': {
    title: 'bytes and secret are right; the comparison is wrong',
    happened:
      'The receiver refused a valid signature: it compares case-sensitively, a buffer with a text, or values of unequal length.',
    recognised:
      'The signature is valid, and the receiver is known to have said no. The digest that it computed (--computed) proves it.',
    proof: 'likely',
    fix: 'Check for 64 hex digits, decode both digests from hex, and compare them as bytes in constant time.',
  },
  'header-static-secret': {
    title: 'the header holds a fixed value, not a digest',
    happened: 'An older set-up sends a static header, or the secret itself was sent.',
    recognised: 'The value is a known fixed one; where it only has the length of no digest, it is likely.',
    proof: 'observed',
    fix: 'Check a static header by its value, and a signature as HMAC; if the secret itself was sent, replace it.',
  },
} satisfies Record<string, CauseText>
