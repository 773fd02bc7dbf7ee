/** Bodies that a sender easily damages on their way, by what is odd about them. Each is to arrive as the very same bytes. */

const text = (value: string) => Buffer.from(value, 'utf8')

/** A title, and the bytes. */
export const ODD_BODIES: readonly (readonly [title: string, body: Buffer])[] = [
  ['accents, other scripts and an emoji', text('{"text":"héllo 漢字 עברית 💉👩‍⚕️"}')],
  ['lone surrogates, escaped', text('{"high":"\\ud800","low":"x\\udfff","pair":"\\ud83d\\ude00"}')],
  ['line separators that JavaScript once forbade', text('{"text":"a\u2028b\u2029c\u0085d"}')],
  ['names that reach prototypes', text('{"__proto__":1,"constructor":{"prototype":{"x":2}},"toString":null}')],
  ['numbers at the edges', text('{"a":1e400,"b":-0,"c":9007199254740993,"d":1.0,"e":1E+2,"f":5e-324,"g":0.1e-400}')],
  ['names in an order that an object would change, one of them twice', text('{"2":0,"1":0,"b":0,"b":1}')],
  ['escapes that need none', text('{"t\\u0065xt":"\\u0041\\/\\u007f\\"\\\\"}')],
  ['a newline at the end', text('{"a":1}\n')],
  ['blanks and CRLF between the tokens', text('\r\n{\r\n\t"a" : 1 \r\n}\r\n\r\n')],
  ['a byte order mark', text('\ufeff{"a":1}')],
  ['nothing at all', text('')],
  ['a single newline', text('\n')],
  ['text that is no JSON', text('event=CREATE_CASE&a=%2B+%00&b[]=1')],
  ['NUL bytes', Buffer.from([0x00, 0x7b, 0x7d, 0x00, 0x0a, 0x00])],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x22])],
  ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  [
    'what a shell would touch',
    text(`{"t":"it's \\"$HOME\\" \${PATH} $(id) \`id\` !! !x \\\\ \\n %s %% ~ * ? [a] # ; & | <>"}`),
  ],
  ['quotes alone', text(`'''"""'\\''`)],
  ['an @ at the start, as of a file name', text('@/etc/hostname')],
  ['a dash at the start, as of an option', text('--data-raw')],
  ['more than an argument can hold', text(`{"t":"${"it's 100 % 💉\\n".repeat(9000)}"}`)],
  ['more than an argument can hold, not UTF-8', Buffer.alloc(150_000, Buffer.from([0xff, 0x00, 0x0a, 0x27]))],
]
