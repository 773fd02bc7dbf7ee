/** Causes in which the body was read as JSON and written again. */
import type { CauseText } from './cause.js'

const HASH_RAW = 'Hash the raw bytes of the request, before any parser.'

export const JSON_CAUSES = {
  'json-spacing': {
    title: 'blanks were put between the JSON tokens',
    happened:
      'The body was parsed and written again by a serializer that puts a blank after colons or commas, as json.dumps of Python does.',
    recognised: 'Without those blanks the signature fits.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-indentation': {
    title: 'the JSON was pretty-printed',
    happened: 'Line breaks and indentation were added, by a logger, an editor, jq or a serializer told to indent.',
    recognised: 'The compact text fits the signature.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, before any parser, and log them unformatted.',
  },
  'json-unicode-escapes': {
    title: 'characters were rewritten as \\u escapes',
    happened:
      'Letters beyond ASCII, or control characters, are written as \\uXXXX where the sender wrote them otherwise: Python and PHP do so in lower case, .NET in upper case. JSON means the same, but the bytes differ.',
    recognised: 'Written as JavaScript writes them, they fit the signature.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-slash-escapes': {
    title: 'slashes were rewritten as \\/',
    happened:
      'Each slash has a backslash before it, as json_encode of PHP writes it. The sender writes slashes plainly.',
    recognised: 'Without those backslashes the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request (php://input), not parsed data encoded again.',
  },
  'json-html-escapes': {
    title: 'characters special in HTML were rewritten as \\u escapes',
    happened:
      'Characters such as < > & + or quotes are written as \\u003c and the like, as Go, Rails, Gson and System.Text.Json do so that JSON can stand inside HTML. The sender writes them plainly.',
    recognised: 'Written plainly, they fit the signature.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-numbers': {
    title: 'numbers were written differently',
    happened:
      'Numbers have another spelling than JavaScript gives them (50.0, 1e-05), or numbers became text or text numbers. A parser turned them into its own type and wrote that.',
    recognised: 'In the spelling of JavaScript the signature fits.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-big-integers': {
    title: 'large integers were rounded',
    happened: 'An integer of more than 15 digits went through a floating-point number and lost its last digits.',
    recognised: 'Where few enough originals are possible each one is tried, and one fits; else it is only likely.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-key-order': {
    title: 'the members stand in another order',
    happened: 'The members were sorted or shuffled: Go maps, sort_keys, canonical JSON and PostgreSQL jsonb do so.',
    recognised:
      'With the order of the documented example the signature fits. For events whose order is not documented it is only likely.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request; never what came out of a map or a jsonb column.',
  },
  'json-duplicate-keys': {
    title: 'a parser merged or moved member names',
    happened:
      'A name that stands twice, or one that looks like a number, comes out of a JavaScript parser once, or in another place.',
    recognised: 'The text as such a parser writes it fits the signature.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-nulls-dropped': {
    title: 'members that are null or empty were left out',
    happened: 'The serializer leaves out nulls, as Gson and Jackson with NON_NULL do.',
    recognised: 'With the members that the documented example has as null the signature fits.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-empty-containers': {
    title: 'empty objects and arrays were confused',
    happened:
      'An empty object became an empty array or the other way round (PHP), or an empty array became null (old Rails).',
    recognised: 'With the type that is documented the signature fits.',
    proof: 'proven',
    fix: HASH_RAW,
  },
  'json-empty-strings': {
    title: 'empty texts became null',
    happened:
      'A middleware such as ConvertEmptyStringsToNull of Laravel changed "" into null before the body was written again.',
    recognised: 'With the empty texts restored the signature fits. Texts that were also trimmed make it only likely.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, before middleware changes the data.',
  },
  'json-dates': {
    title: 'dates were rewritten',
    happened:
      'Timestamps were parsed and printed in another form (.000Z dropped, seven digits, +00:00, epoch numbers), as Newtonsoft, Jackson and database layers do.',
    recognised: 'In the form of toISOString the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, or at least switch date parsing off.',
  },
  'json-plus-as-space': {
    title: 'plus signs became blanks',
    happened:
      'The body went through form decoding, which turns every + into a blank: telephone numbers and tagged mail addresses suffer.',
    recognised: 'With the plus signs restored the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request; do not decode a JSON body as a form.',
  },
  'json-html-values': {
    title: 'values were HTML-escaped',
    happened:
      'A filter against scripting (htmlspecialchars, an XSS middleware) changed & < > and quotes inside the values into entities.',
    recognised: 'With the entities undone the signature fits.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request, before such a filter.',
  },
  'json-part-signed': {
    title: 'only a part of the body was taken',
    happened:
      'One side took payload or data alone, or another extent of the JSON, instead of the whole body as received.',
    recognised: 'The signature fits a part of the JSON, or the whole around it.',
    proof: 'proven',
    fix: 'Hash the whole body of the request, not a member of it.',
  },
  'json-double-encoded': {
    title: 'the JSON was encoded twice',
    happened: 'The body is a JSON text whose content is the JSON that was signed: it was stringified once too often.',
    recognised: 'Decoded once, it fits the signature.',
    proof: 'proven',
    fix: 'Hash the raw bytes of the request; do not stringify a body that is a string already.',
  },
  'json-buffer-object': {
    title: 'a buffer was stringified as an object of byte numbers',
    happened: 'JSON.stringify was applied to a Buffer or typed array, which gives the numbers of its bytes.',
    recognised: 'The bytes themselves fit the signature.',
    proof: 'proven',
    fix: 'Pass the buffer itself to the hash, without JSON.stringify.',
  },
} satisfies Record<string, CauseText>
