/** Causes in which the bytes of the body changed. */
import type { CauseText } from './cause.js'

export const BODY_CAUSES = {
  'body-stringified-object': {
    title: 'a parsed object was turned into text by the language, not as JSON',
    happened:
      'The body is what a language prints for an object: [object Object], undefined, None, or the repr of a Python dict or bytes.',
    recognised:
      'A repr can be read back, and then fits the signature. The constants hold nothing of the body, and are only likely until the digest that the receiver computed (--computed) proves them.',
    proof: 'proven',
    fix: 'Give the raw bytes of the request to the hash, not the parsed object.',
  },
  'body-envelope': {
    title: 'the body was still in an envelope',
    happened:
      'What is at hand is the record of a gateway or queue (API Gateway body, SNS Message, EventBridge detail, Pub/Sub data), and the signed body stands inside it.',
    recognised: 'The member inside fits the signature.',
    proof: 'proven',
    fix: 'Take the body out of the record, undo its base64 where isBase64Encoded says so, and hash that.',
  },
  'body-trailing-bytes': {
    title: 'bytes were added around the body',
    happened:
      'A line break, blank or NUL stands before or after the body that was not signed: echo, editors, heredocs and C strings add one.',
    recognised: 'Without it the signature fits.',
    proof: 'proven',
    fix: 'Hash exactly the bytes received; when sending by hand, use printf or curl --data-binary.',
  },
  'body-trimmed': {
    title: 'blanks at the ends of the body were removed',
    happened: 'The signed body begins or ends with a blank or line break that is missing here: something trimmed it.',
    recognised: 'With it the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, untrimmed.',
  },
  'body-line-endings': {
    title: 'line endings were converted',
    happened:
      'LF became CRLF or the other way round, or line breaks vanished, as in text mode, Windows tools, or curl -d @file.',
    recognised: 'With the other line endings the signature fits. Where they vanished it is only likely.',
    proof: 'proven',
    fix: 'Treat the body as bytes: binary mode, and curl --data-binary.',
  },
  'body-bom': {
    title: 'a byte order mark was added or removed',
    happened:
      'Three bytes EF BB BF stand before the body, or were dropped from it, by a .NET writer or by TextDecoder.',
    recognised: 'Without (or with) them the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, before any text decoding.',
  },
  'body-latin1': {
    title: 'UTF-8 and Latin-1 were confused',
    happened:
      'The bytes were decoded as Latin-1 or Windows-1252 and encoded as UTF-8, or the other way round: é shows as Ã©, or as a single byte.',
    recognised: 'Converted back, the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request; where text is needed, decode and encode as UTF-8.',
  },
  'body-ascii': {
    title: 'characters beyond ASCII became question marks or vanished',
    happened: 'The body went through an ASCII encoder (Encoding.ASCII of C#), which cannot be undone.',
    recognised: 'Question marks stand inside words. The digest that the receiver computed (--computed) proves it.',
    proof: 'likely',
    fix: 'Hash the raw bytes of the request; where text is needed, use UTF-8.',
  },
  'body-invalid-utf8': {
    title: 'bytes were replaced by U+FFFD',
    happened:
      'Bytes that are not UTF-8 were replaced by the character U+FFFD, often because the body was decoded chunk by chunk. It cannot be undone.',
    recognised: 'U+FFFD stands in the body. The digest that the receiver computed (--computed) proves it.',
    proof: 'likely',
    fix: 'Collect the chunks as bytes, hash them, and decode once, afterwards.',
  },
  'body-utf16': {
    title: 'the body was encoded as UTF-16',
    happened: 'A string of .NET, Java or Windows was hashed in its own encoding.',
    recognised: 'Every second byte is NUL, or a UTF-16 byte order mark stands first; as UTF-8 it fits the signature.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, or encode the text as UTF-8.',
  },
  'body-unicode-normalised': {
    title: 'Unicode was normalised',
    happened: 'Accented letters are composed where the sender has them decomposed, or the other way round (NFC, NFD).',
    recognised: 'In the other form the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, before any text processing.',
  },
  'body-compressed': {
    title: 'compression was not undone, or undone where it should not be',
    happened: 'The body is gzip, zlib, brotli or zstd data, and one side hashed it compressed, the other not.',
    recognised:
      'Decompressed, it fits the signature. Where the sender signed the compressed bytes it is only likely, since compressing again gives other bytes; zstd is recognised, not decompressed.',
    proof: 'proven',
    fix: 'Let the server decompress the body before it is hashed.',
  },
  'body-base64-or-hex': {
    title: 'the body was still base64 or hex',
    happened: 'The body is base64 or hex text, as serverless platforms hand it over (isBase64Encoded).',
    recognised: 'Decoded, it fits the signature.',
    proof: 'proven',
    fix: 'Decode the body to its bytes before hashing.',
  },
  'body-form-encoded': {
    title: 'the body was treated as a form',
    happened: 'The JSON stands percent-encoded in a form field, or as the name of a field.',
    recognised: 'Decoded, it fits the signature.',
    proof: 'proven',
    fix: 'Read and hash the raw bytes of the request, whatever the content type says.',
  },
  'body-html-escaped': {
    title: 'the whole body was HTML-escaped',
    happened: 'The quotes of the JSON itself became &quot; entities, by a template, a web log or a filter.',
    recognised: 'Unescaped, the body fits the signature.',
    proof: 'proven',
    fix: 'Hash, and copy, the raw body rather than what a page shows of it.',
  },
  'body-truncated': {
    title: 'the body is cut off',
    happened: 'A parser limit, log limit or wrong Content-Length cut the body. What is missing cannot be restored.',
    recognised:
      'The JSON ends too early, at a length that such a limit explains. With the whole body, the digest that the receiver computed (--computed) proves it.',
    proof: 'likely',
    fix: 'Raise the limit on the size of bodies, and hash the whole body.',
  },
  'body-empty': {
    title: 'the body is empty',
    happened: 'Nothing was hashed: most often another parser has read the stream before.',
    recognised:
      'The body at hand is empty, while a signature came. The digest that the receiver computed (--computed) proves it.',
    proof: 'likely',
    fix: 'Keep the raw bytes of the request when it is read first.',
  },
  'body-of-another-delivery': {
    title: 'the signature belongs to another delivery',
    happened: 'Two deliveries were mixed up, or the body was edited and sent again with the old signature.',
    recognised: 'The signature fits the body of another known delivery.',
    proof: 'proven',
    fix: 'Take body and header from the same request, and sign anew what was edited.',
  },
  'body-altered-by-proxy': {
    title: 'something on the way altered the body',
    happened: 'A proxy, firewall or CDN rewrote the body, or left the framing of chunks in it.',
    recognised:
      'Without that framing, or with the blanks that were taken out, the signature fits. Where the body only has another length than Content-Length says, and headers show a proxy, it is likely.',
    proof: 'proven',
    fix: "Compare with a capture from before the proxy, and switch the proxy's rewriting off.",
  },
  'body-typographic': {
    title: 'the body went through a chat, a ticket or a word processor',
    happened:
      'Smart quotes, no-break spaces, dashes, ellipses, automatic links or soft line breaks are in the text: it was copied, not recorded.',
    recognised: 'With them undone the signature fits. Where they cannot be undone it is only likely.',
    proof: 'proven',
    fix: 'Ask for the raw capture as a file, and verify that.',
  },
} satisfies Record<string, CauseText>
