/** Causes that lie in the signature header, in how the signature is made, or in how it is compared. */

export const HEADER_CAUSES = {
  'header-missing': {
    title: 'there is no x-cv-signature header',
    explanation:
      'No header of that name came with the request, so nothing can match. Either the webhook has no secret, or something dropped or renamed the header: proxies drop names with underscores, and lookups may mind the case.',
  },
  'header-format': {
    title: 'something stands around the digest in the header',
    explanation:
      'The header holds a prefix, quotes, blanks, several values, or mistyped digits. The digest in it is right. Compare only the 64 hex digits.',
  },
  'header-encoding': {
    title: 'the digest is encoded differently',
    explanation: 'The digest is base64, or hex of hex, instead of plain hex. Decoded, it is right. Use lower-case hex.',
  },
  'signature-algorithm': {
    title: 'another hash algorithm was used',
    explanation: 'The digest fits with SHA-1, SHA-512, MD5 or another hash instead of SHA-256. Use HMAC-SHA256.',
  },
  'signature-truncated': {
    title: 'the digest is cut off',
    explanation:
      'The header holds only a part of the right digest. A column, log or copy cut it. Keep all 64 hex digits.',
  },
  'signature-construction': {
    title: 'the signature is not an HMAC over the raw body',
    explanation:
      'The digest is a plain hash of body and secret, an HMAC with key and body swapped, or one over an encoded or hashed body. The scheme is HMAC-SHA256 with the secret as key and the raw body as message.',
  },
  'signature-scheme': {
    title: 'the scheme of another vendor was used',
    explanation:
      'The digest fits a scheme that signs a timestamp, an id or the URL together with the body, as other vendors have it. Here the raw body alone is signed.',
  },
  'comparison-wrong': {
    title: 'bytes and secret are right; the comparison is wrong',
    explanation:
      'The signature is valid, and yet the receiver refused it: it compares case-sensitively, a buffer with a text, or values of unequal length. Decode both digests from hex and compare them as bytes in constant time.',
  },
  'header-static-secret': {
    title: 'the header holds a fixed value, not a digest',
    explanation:
      'The value has the length of no digest, or is a known fixed value: an older set-up sends a static header, or the secret itself was sent. Check a static header by its value, and a signature as HMAC.',
  },
} as const
