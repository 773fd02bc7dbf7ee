/** How a receiver behaves from one request to the next. */
import type { RawHeader } from '../../captures/record.js'
import { sign } from '../../core/signature.js'
import type { Check, Sending } from '../check.js'
import type { ContractSetup } from '../setup.js'
import { signatureLine } from '../signing.js'

/** Requests that are sent at the same time. */
export const AT_ONCE = 10

const base = { group: 'behaviour', level: 'should', expect: 'accepted' } as const

const HEADER_CASE: Check = {
  ...base,
  id: 'behaviour/header-case',
  title: 'finds the signature header in any letter case',
  why: 'Names of headers have no case: proxies and HTTP/2 write them as they like.',
  fix: "Look the header up by your framework's own function, or in lower case.",
  requests: 2,
  send: kit =>
    ['X-CV-Signature', 'X-Cv-Signature'].map(name => {
      const body = kit.body()
      return { body, signature: [signatureLine(sign(body, kit.secret!), name)], which: name }
    }),
}

const SIGNATURE_CASE: Check = {
  ...base,
  id: 'behaviour/signature-case',
  title: 'accepts the right signature in upper-case hex',
  why: 'CareValidate writes lower case, so that nothing it sends fails here. But a comparison of texts refuses what another tool writes in upper case.',
  fix: 'Decode the 64 hex digits, then compare the bytes in constant time.',
  send: kit => {
    const body = kit.body()
    return [{ body, signature: [signatureLine(sign(body, kit.secret!).toUpperCase())] }]
  },
}

const STATIC_CASE: Check = {
  ...base,
  id: 'behaviour/static-header-case',
  title: 'finds the static header in any letter case',
  why: HEADER_CASE.why,
  fix: HEADER_CASE.fix,
  requests: 2,
  send: kit =>
    [(name: string) => name.toLowerCase(), (name: string) => name.toUpperCase()].map(
      (rename): Sending => ({
        ...kit.valid(kit.body()),
        statics: kit.statics.map(([name, value]): RawHeader => [rename(name), value]),
      }),
    ),
}

const ALWAYS: readonly Check[] = [
  {
    ...base,
    id: 'behaviour/charset',
    title: 'accepts the content type application/json; charset=utf-8',
    why: 'The vendor documents no content type: a receiver that compares the whole text refuses deliveries one day.',
    fix: 'Compare the media type alone, or none.',
    send: kit => [{ ...kit.valid(kit.body()), contentType: 'application/json; charset=utf-8' }],
  },
  {
    ...base,
    id: 'behaviour/twice',
    title: 'answers the same delivery alike when it comes twice',
    why: 'The vendor sends an event again by hand when one was missed: the second must neither fail nor do its work again.',
    fix: 'Remember payload.activity.id, and answer 2xx to what you have already.',
    alike: true,
    requests: 2,
    send: kit => {
      const delivery = kit.valid(kit.body())
      return [delivery, delivery]
    },
  },
  {
    ...base,
    id: 'behaviour/at-once',
    title: `answers ${AT_ONCE} deliveries at once`,
    why: 'A busy day brings several events in the same second.',
    fix: 'Store the event and answer; do slow work in the background, and let the pool of connections be large enough.',
    manner: 'together',
    requests: AT_ONCE,
    send: kit => Array.from({ length: AT_ONCE }, () => kit.valid(kit.body())),
  },
]

const KEEP_ALIVE: Check = {
  ...base,
  id: 'behaviour/keep-alive',
  title: 'serves one connection after another request on it, or says that it closes',
  why: 'A sender keeps connections open. A receiver that closes without saying so, or leaves a refused body unread, loses deliveries.',
  fix: 'Read the whole body before you answer, and send "connection: close" if you close.',
  manner: 'one-connection',
  requests: 3,
  send: kit => {
    const valid = () => kit.valid(kit.body())
    return kit.secret === undefined ? [valid(), valid()] : [valid(), { ...valid(), signature: [] }, valid()]
  },
}

const GET: Check = {
  ...base,
  id: 'behaviour/get',
  title: 'refuses GET',
  why: 'Crawlers and scanners send GET. An event is a POST; anything else must not look like a success.',
  fix: 'Answer 405, or 404, to every method but POST.',
  expect: 'client-error',
  send: () => [{ method: 'GET', body: Buffer.alloc(0), signature: [] }],
}

/** Follows from how long the accepted deliveries took. */
export const IN_TIME: Check = {
  ...base,
  id: 'behaviour/in-time',
  title: 'answers within the time limit',
  why: 'A sender gives up after some seconds; the vendor documents no limit, so that this one is ours (--expect-within).',
  fix: 'Store the event and answer; do slow work in the background.',
}

/** Follows from the controls after each refusal. */
const ALIVE: Check = {
  ...base,
  id: 'behaviour/alive',
  title: 'still accepts valid deliveries after each refusal',
  why: 'A forged request must not cost a valid one: a receiver that dies or locks itself can be switched off by anybody.',
  fix: 'Catch what verification throws, and count no refusals against valid deliveries.',
}

/** The checks of behaviour that fit a set-up. */
export function behaviourChecks({ signed, statics }: ContractSetup): Check[] {
  return [...(signed ? [HEADER_CASE, SIGNATURE_CASE] : []), ...(statics.length > 0 ? [STATIC_CASE] : []), ...ALWAYS]
}

/** Those that come last: what may harm a weak receiver, and what follows from the others. */
export const closingChecks = ({ signed, statics }: ContractSetup): Check[] => [
  KEEP_ALIVE,
  GET,
  IN_TIME,
  ...(signed || statics.length > 0 ? [ALIVE] : []),
]
