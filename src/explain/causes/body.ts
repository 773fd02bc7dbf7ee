/** Causes in which the bytes of the body changed. */

export const BODY_CAUSES = {
  'body-stringified-object': {
    title: 'a parsed object was turned into text by the language, not as JSON',
    explanation:
      'The body is what a language prints for an object: [object Object], undefined, None, or the repr of a Python dict or bytes. A repr can be read back and proven; the constants hold nothing of the body. Give the raw bytes to the hash, not the parsed object.',
  },
  'body-envelope': {
    title: 'the body was still in an envelope',
    explanation:
      'What is at hand is the record of a gateway or queue (API Gateway body, SNS Message, EventBridge detail, Pub/Sub data), and the signed body stands inside it. Take that member out, and undo its base64 where isBase64Encoded says so.',
  },
  'body-trailing-bytes': {
    title: 'bytes were added around the body',
    explanation:
      'A line break, blank or NUL stands before or after the body that was not signed: echo, editors, heredocs and C strings add one. Without it the signature fits. Use printf or --data-binary, and hash exactly the bytes received.',
  },
  'body-trimmed': {
    title: 'blanks at the ends of the body were removed',
    explanation:
      'The signed body begins or ends with a blank or line break that is missing here: something trimmed it. With it the signature fits. Do not trim the body before hashing.',
  },
  'body-line-endings': {
    title: 'line endings were converted',
    explanation:
      'LF became CRLF or the other way round, or line breaks vanished, as in text mode, Windows tools, or curl -d @file. With the other line endings the signature fits. Treat the body as bytes (--data-binary, binary mode).',
  },
  'body-bom': {
    title: 'a byte order mark was added or removed',
    explanation:
      'Three bytes EF BB BF stand before the body, or were dropped from it, by a .NET writer or by TextDecoder. Without (or with) them the signature fits. Hash the bytes before any text decoding.',
  },
  'body-latin1': {
    title: 'UTF-8 and Latin-1 were confused',
    explanation:
      'The bytes were decoded as Latin-1 or Windows-1252 and encoded as UTF-8, or the other way round: é shows as Ã©, or as a single byte. Converted back, the signature fits. Decode as UTF-8, or better hash the bytes.',
  },
  'body-ascii': {
    title: 'characters beyond ASCII became question marks or vanished',
    explanation:
      'The body went through an ASCII encoder (Encoding.ASCII of C#), which cannot be undone. Question marks stand inside words. The digest that the receiver computed (--computed) proves it. Use UTF-8, or hash the bytes.',
  },
  'body-invalid-utf8': {
    title: 'bytes were replaced by U+FFFD',
    explanation:
      'Bytes that are not UTF-8 were replaced by the character U+FFFD, often because the body was decoded chunk by chunk. It cannot be undone. Collect the chunks as bytes and decode once, after hashing.',
  },
  'body-utf16': {
    title: 'the body was encoded as UTF-16',
    explanation:
      'Every second byte is NUL, or a UTF-16 byte order mark stands first: a string of .NET, Java or Windows was hashed in its own encoding. As UTF-8 it fits the signature. Encode as UTF-8, or hash the bytes received.',
  },
  'body-unicode-normalised': {
    title: 'Unicode was normalised',
    explanation:
      'Accented letters are composed where the sender has them decomposed, or the other way round (NFC, NFD). In the other form the signature fits. Hash the bytes before any text processing.',
  },
  'body-compressed': {
    title: 'compression was not undone, or undone where it should not be',
    explanation:
      'The body is gzip, zlib, brotli or zstd data. Decompressed, it fits the signature. Let the server decompress before hashing. Where the sender signed the compressed bytes it cannot be proven, since compressing again gives other bytes.',
  },
  'body-base64-or-hex': {
    title: 'the body was still base64 or hex',
    explanation:
      'The body is base64 or hex text, as serverless platforms hand it over (isBase64Encoded). Decoded, it fits the signature. Decode before hashing.',
  },
  'body-form-encoded': {
    title: 'the body was treated as a form',
    explanation:
      'The JSON stands percent-encoded in a form field, or as the name of a field. Decoded, it fits the signature. Read the body raw, whatever the content type says.',
  },
  'body-html-escaped': {
    title: 'the whole body was HTML-escaped',
    explanation:
      'The quotes of the JSON itself became &quot; entities, by a template, a web log or a filter. Unescaped, the body fits the signature. Copy or hash the raw body.',
  },
  'body-truncated': {
    title: 'the body is cut off',
    explanation:
      'The JSON ends too early, at a length that a parser limit, log limit or Content-Length explains. What is missing cannot be restored; with the whole body the digest that the receiver computed proves it. Raise the limit.',
  },
  'body-empty': {
    title: 'the body is empty',
    explanation:
      'Nothing was hashed: most often another parser has read the stream before. The digest that the receiver computed (--computed) proves it. Keep the raw body when it is read first.',
  },
  'body-of-another-delivery': {
    title: 'the signature belongs to another delivery',
    explanation:
      'The signature fits the body of another known delivery: the two were mixed up, or the body was edited and sent again with the old signature. Compare the body and header of the same request.',
  },
  'body-altered-by-proxy': {
    title: 'something on the way altered the body',
    explanation:
      'The body has another length than Content-Length says, and headers show a proxy, firewall or CDN. What it did cannot be told from this alone. Compare with a capture from before the proxy, and switch its rewriting off.',
  },
  'body-typographic': {
    title: 'the body went through a chat, a ticket or a word processor',
    explanation:
      'Smart quotes, no-break spaces, dashes, ellipses, automatic links or soft line breaks are in the text. With them undone the signature fits, or they only show that it was copied. Ask for the raw capture as a file.',
  },
} as const
