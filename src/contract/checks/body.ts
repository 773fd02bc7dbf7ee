/** Correctly signed bodies that are not what `JSON.stringify` writes: they expose a receiver that hashes what it parsed. */
import { ESCAPES, escaped } from '../../core/json-spelling.js'
import { type BodyChange, styled, withMembers } from '../body-change.js'
import type { Check, Expectation } from '../check.js'
import { otherLastDigit, rightLine, signatureLine } from '../signing.js'

const RAW = 'Hash the raw bytes of the request, before any parser: never the parsed body written again.'

interface Spec {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly fix?: string
  readonly expect?: Expectation
  readonly granted?: Check['granted']
  readonly change: BodyChange
}

/** A receiver that refuses whatever it does not know says nothing of how it reads bodies. */
const TAKES_MEMBERS = {
  send: kit => kit.valid(Buffer.from(withMembers('"cvHookExtra":"unknown"')(kit.body().toString('utf8')))),
  otherwise: 'it accepts no member that it does not know (accepts/extra-members), so that this proves nothing',
} satisfies Check['granted']

const SAME_DATA = 'The data is the same, the bytes are not. Whoever parses and writes again gets other bytes.'
const NOT_JSON = 'Parse inside a try, and answer 400 to what is not the JSON that you expect.'

const SPECS: readonly Spec[] = [
  {
    id: 'spaces',
    title: 'accepts a signed body with blanks between its tokens',
    why: SAME_DATA,
    change: styled({ colon: ': ', comma: ', ' }),
  },
  {
    id: 'indented',
    title: 'accepts a signed body over many lines',
    why: SAME_DATA,
    change: styled({ colon: ': ', indent: '  ' }),
  },
  {
    id: 'escapes',
    title: 'accepts a signed body with \\u escapes and \\/',
    why: SAME_DATA,
    change: styled({ string: escaped(ESCAPES.php) }),
  },
  {
    id: 'floats',
    title: 'accepts a signed body with numbers such as 1.0 and 1e2',
    why: 'JavaScript and others write 1.0 as 1: whoever parses and writes again gets other bytes.',
    granted: TAKES_MEMBERS,
    change: withMembers('"cvHookFloats":[1.0,1e2,1E+2,0.10]'),
  },
  {
    id: 'big-integers',
    title: 'accepts a signed body with integers beyond 2^53',
    why: 'They are rounded when they are parsed as floating-point numbers: whoever writes them again gets other bytes.',
    granted: TAKES_MEMBERS,
    change: withMembers('"cvHookBigInteger":9007199254740993'),
  },
  {
    id: 'key-order',
    title: 'accepts a signed body whose names a parser would move',
    why: 'JavaScript moves names that look like numbers to the front: whoever parses and writes again gets other bytes.',
    granted: TAKES_MEMBERS,
    change: withMembers('"cvHookOrder":{"b":1,"a":2,"10":3,"9":4}'),
  },
  {
    id: 'duplicate-keys',
    title: 'verifies a signed body with a name that stands twice',
    why: 'A parser keeps one of the two. The signature is right all the same: 2xx or 400, but not "wrong signature".',
    expect: 'verified',
    change: withMembers('"cvHookTwice":1,"cvHookTwice":2'),
  },
  {
    id: 'trailing-newline',
    title: 'accepts a signed body that ends with a newline',
    why: 'Whoever trims the body computes another signature.',
    change: body => `${body}\n`,
  },
  {
    id: 'bom',
    title: 'verifies a signed body that begins with a byte order mark',
    why: 'Decoders of text drop it. The signature is right all the same: 2xx or 400, but not "wrong signature".',
    expect: 'verified',
    change: body => `\ufeff${body}`,
  },
  {
    id: 'not-json',
    title: 'answers 4xx to a signed body that is not JSON',
    why: 'An error of the parser that nobody catches is a 500 or a dead process.',
    fix: NOT_JSON,
    expect: 'client-error',
    change: () => 'this is not JSON',
  },
  {
    id: 'empty',
    title: 'answers 4xx to an empty body with its right signature',
    why: 'Some frameworks hand on {} or nothing for it, and hashing that throws.',
    fix: NOT_JSON,
    expect: 'client-error',
    change: () => '',
  },
  {
    id: 'null',
    title: 'does not fail on the signed body null',
    why: 'null is JSON, and body.event of it throws: a 500 or a dead process.',
    fix: NOT_JSON,
    expect: 'handled',
    change: () => 'null',
  },
]

const ALL: readonly Check[] = SPECS.map(({ id, title, why, fix = RAW, expect = 'accepted', granted, change }) => ({
  id: `body/${id}`,
  group: 'body',
  level: 'should',
  title,
  why,
  fix,
  expect,
  ...(granted ? { granted } : {}),
  send: kit => {
    const right = kit.valid(Buffer.from(change(kit.body().toString('utf8'))))
    if (expect !== 'verified' || kit.secret === undefined) return [right]
    const wrong = otherLastDigit(rightLine(right.body, kit.secret)[1])
    return [right, { ...right, signature: [signatureLine(wrong)] }]
  },
}))

const isProbing = (check: Check) => check.expect === 'verified'

/** The checks of how the body is read. */
export const BODY_HANDLING: readonly Check[] = ALL.filter(check => !isProbing(check))

/** Those that may need a forged delivery to tell: they come after the refusals, since that may harm a weak receiver. */
export const BODY_PROBES: readonly Check[] = ALL.filter(isProbing)
