/** Causes in which the body was read as JSON and written again. */

export const JSON_CAUSES = {
  'json-spacing': {
    title: 'blanks were put between the JSON tokens',
    explanation:
      'The body was parsed and written again by a serializer that puts a blank after colons or commas, as json.dumps of Python does. Without those blanks the signature fits. Hash the raw bytes of the request, before any parser.',
  },
  'json-indentation': {
    title: 'the JSON was pretty-printed',
    explanation:
      'Line breaks and indentation were added, by a logger, an editor, jq or a serializer told to indent. The compact text fits the signature. Hash the raw bytes of the request, and log them unformatted.',
  },
  'json-unicode-escapes': {
    title: 'characters were rewritten as \\u escapes',
    explanation:
      'Letters beyond ASCII, or control characters, are written as \\uXXXX where the sender wrote them otherwise: Python and PHP do so in lower case, .NET in upper case. JSON means the same, but the bytes differ. Hash the raw bytes.',
  },
  'json-slash-escapes': {
    title: 'slashes were rewritten as \\/',
    explanation:
      'Each slash has a backslash before it, as json_encode of PHP writes it. The sender writes slashes plainly. Hash php://input (or the raw content of the request) instead of encoding the parsed data again.',
  },
  'json-html-escapes': {
    title: 'characters special in HTML were rewritten as \\u escapes',
    explanation:
      'Characters such as < > & + or quotes are written as \\u003c and the like, as Go, Rails, Gson and System.Text.Json do so that JSON can stand inside HTML. The sender writes them plainly. Hash the raw bytes.',
  },
  'json-numbers': {
    title: 'numbers were written differently',
    explanation:
      'Numbers have another spelling than JavaScript gives them (50.0, 1e-05), or numbers became text or text numbers. A parser turned them into its own type and wrote that. Hash the raw bytes.',
  },
  'json-big-integers': {
    title: 'large integers were rounded',
    explanation:
      'An integer of more than 15 digits went through a floating-point number and lost its last digits. Where few enough originals are possible each one is tried; else it is only likely. Hash the raw bytes.',
  },
  'json-key-order': {
    title: 'the members stand in another order',
    explanation:
      'The members were sorted or shuffled: Go maps, sort_keys, canonical JSON and PostgreSQL jsonb do so. With the order of the documented example the signature fits. Hash the raw bytes; never sign what came out of a map or a jsonb column.',
  },
  'json-duplicate-keys': {
    title: 'a parser merged or moved member names',
    explanation:
      'A name that stands twice, or one that looks like a number, comes out of a JavaScript parser once, or in another place. The text as such a parser writes it fits the signature. Hash the raw bytes.',
  },
  'json-nulls-dropped': {
    title: 'members that are null or empty were left out',
    explanation:
      'The serializer leaves out nulls, as Gson and Jackson with NON_NULL do. With the members that the documented example has as null the signature fits. Hash the raw bytes.',
  },
  'json-empty-containers': {
    title: 'empty objects and arrays were confused',
    explanation:
      'An empty object became an empty array or the other way round (PHP), or an empty array became null (old Rails). With the type that is documented the signature fits. Hash the raw bytes.',
  },
  'json-empty-strings': {
    title: 'empty texts became null',
    explanation:
      'A middleware such as ConvertEmptyStringsToNull of Laravel changed "" into null before the body was written again. With the empty texts restored the signature fits. Hash the raw bytes before middleware changes the data.',
  },
  'json-dates': {
    title: 'dates were rewritten',
    explanation:
      'Timestamps were parsed and printed in another form (.000Z dropped, seven digits, +00:00, epoch numbers), as Newtonsoft, Jackson and database layers do. In the form of toISOString the signature fits. Hash the raw bytes, or switch date parsing off.',
  },
  'json-plus-as-space': {
    title: 'plus signs became blanks',
    explanation:
      'The body went through form decoding, which turns every + into a blank: telephone numbers and tagged mail addresses suffer. With the plus signs restored the signature fits. Do not decode a JSON body as a form.',
  },
  'json-html-values': {
    title: 'values were HTML-escaped',
    explanation:
      'A filter against scripting (htmlspecialchars, an XSS middleware) changed & < > and quotes inside the values into entities. With the entities undone the signature fits. Hash the raw bytes before such a filter.',
  },
  'json-part-signed': {
    title: 'only a part of the body was taken',
    explanation:
      'The signature fits another extent of the JSON than the one at hand: one side took payload or data alone instead of the whole body. The whole body, as received, is what is signed.',
  },
  'json-double-encoded': {
    title: 'the JSON was encoded twice',
    explanation:
      'The body is a JSON text whose content is the JSON that was signed: it was stringified once too often. Decoded once, it fits the signature. Do not stringify a body that is a string already.',
  },
  'json-buffer-object': {
    title: 'a buffer was stringified as an object of byte numbers',
    explanation:
      'JSON.stringify was applied to a Buffer or typed array, which gives the numbers of its bytes. The bytes themselves fit the signature. Pass the buffer to the hash directly.',
  },
} as const
