/** Deliveries that a receiver accepts: every event, and what may stand in one without being an error. */
import { formatPath, isObject, type Json, type Segment, setAt } from '../../core/path.js'
import { anyItem, padDocument } from '../../events/changes.js'
import type { Check, JsonObject, Kit } from '../check.js'
import type { ContractSetup, Story, StoryEvent } from '../setup.js'

const ANSWER_EARLY =
  'Answer 2xx once the signature is verified and the event is stored; deal with what you do not know afterwards.'

/** A check for every event of every story. */
export function eventChecks({ stories }: ContractSetup): Check[] {
  return stories.flatMap(story => story.events.map(one => eventCheck(story, one)))
}

function eventCheck({ variant, documents, chosen }: Story, { event, evidence, body }: StoryEvent): Check {
  const must = chosen && evidence === 'documented'
  const shape = documents === 'url' ? `${variant}, documents as links` : variant
  return {
    id: `accepts/${variant}/${event}${documents === 'url' ? '/url' : ''}`,
    group: 'accepts',
    level: must ? 'must' : 'should',
    title: `accepts ${event} (${shape})`,
    why: why(chosen, evidence),
    fix: ANSWER_EARLY,
    expect: 'accepted',
    story: `${variant}/${documents}`,
    send: kit => [kit.valid(body)],
  }
}

function why(chosen: boolean, evidence: StoryEvent['evidence']): string {
  if (!chosen)
    return 'It is another shape than the webhook is set to: whoever changes that setting changes what arrives here.'
  if (evidence === 'documented') return 'CareValidate documents this event: it arrives whenever it is switched on.'
  return 'CareValidate names this event as supported; what it carries is not documented.'
}

interface Spec {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly fix?: string
  change(body: JsonObject, setup: ContractSetup): void
}

const SPECS: readonly Spec[] = [
  {
    id: 'unknown-event',
    title: 'accepts an event that it does not know',
    why: 'New events are added without notice. One that is answered with an error may be counted against the endpoint.',
    fix: 'Answer 2xx to events that you do not handle, and log their names.',
    change(body) {
      body['event'] = 'CV_HOOK_UNKNOWN_EVENT'
      const activity = isObject(body['payload']) ? body['payload']['activity'] : undefined
      if (isObject(activity)) activity['type'] = 'CV_HOOK_UNKNOWN_EVENT'
    },
  },
  {
    id: 'extra-members',
    title: 'accepts members that it does not know',
    why: 'Members are added to bodies without notice.',
    fix: 'Let your schema ignore unknown members (zod: looseObject, pydantic: extra="ignore", Jackson: FAIL_ON_UNKNOWN_PROPERTIES off).',
    change: body => addMembers(body),
  },
  {
    id: 'nulls',
    title: 'accepts null wherever null is documented or seen',
    why: 'Cases are sent before they are complete: nobody is assigned, nothing is closed.',
    fix: 'Take every member that may be null as optional.',
    change: (body, { nullable }) => replaceAt(body, nullable, null),
  },
  {
    id: 'empty-texts',
    title: 'accepts empty texts',
    why: 'A patient may leave a field empty, and it arrives as "".',
    fix: 'Do not demand a minimum length of what a person types.',
    change: (body, { texts }) => replaceAt(body, texts, ''),
  },
  {
    id: 'unicode',
    title: 'accepts letters, signs and emoji of every script',
    why: 'Names and answers hold accents, other scripts and emoji. Code that reads the body in another charset computes another signature.',
    fix: 'Hash the raw bytes, and read them as UTF-8; let your database hold utf8mb4.',
    change: (body, { texts }) =>
      replaceAt(body, texts, 'Zoë O’Brîen 李小龍 مريم Ünïcødé 👩‍⚕️💊 <b>&amp;</b> "\\/" \u2028'),
  },
]

const AMOUNTS: readonly (readonly [id: string, title: string, change: (amount: unknown) => Json])[] = [
  ['amount-number', 'accepts an amount as a number', amount => Number(amount)],
  ['amount-text', 'accepts an amount as text', amount => String(amount)],
]

const SIZES: readonly (readonly [id: string, text: string, bytes: number])[] = [
  ['100kb', '100 kB', 100 * 1024],
  ['1mb', '1 MB', 1024 ** 2],
  ['10mb', '10 MB', 10 * 1024 ** 2],
]

const single = { group: 'accepts', level: 'should', expect: 'accepted' } as const

/** Checks of what may stand in a body. */
export function variationChecks(setup: ContractSetup): Check[] {
  const { withAmount } = setup
  return [
    ...SPECS.map(
      ({ id, title, why, fix = ANSWER_EARLY, change }): Check => ({
        ...single,
        id: `accepts/${id}`,
        title,
        why,
        fix,
        send: kit => [changed(kit, kit.body(), body => change(body, setup))],
      }),
    ),
    ...(withAmount === undefined
      ? []
      : AMOUNTS.map(
          ([id, title, change]): Check => ({
            ...single,
            id: `accepts/${id}`,
            title,
            why: 'Sources differ on whether an amount is a number or a text: both are met.',
            fix: 'Take payload.payment.amount as a number or as text.',
            send: kit => [
              changed(kit, kit.bodyOf(withAmount), body => {
                const payment = (body['payload'] as { payment: JsonObject }).payment
                payment['amount'] = change(payment['amount'])
              }),
            ],
          }),
        )),
    ...SIZES.map(
      ([id, text, bytes]): Check => ({
        ...single,
        id: `accepts/${id}`,
        title: `accepts a body of ${text}`,
        why: 'Full case data and inline documents make bodies of megabytes; parsers stop at 100 kB (Express) or 1 MB (proxies) by default.',
        fix: 'Raise the limit of the body parser and of the proxy before it, or let documents be sent as links.',
        send: kit => [
          changed(kit, setup.withDocument ? kit.bodyOf(setup.withDocument) : kit.body(), body => grow(body, bytes)),
        ],
      }),
    ),
  ]
}

function changed(kit: Kit, original: Buffer, change: (body: JsonObject) => void) {
  const body = JSON.parse(original.toString('utf8')) as JsonObject
  change(body)
  return kit.valid(Buffer.from(JSON.stringify(body)))
}

/** Inside the document where there is one, since that is what grows in practice. */
function grow(body: JsonObject, bytes: number): void {
  const size = Buffer.byteLength(JSON.stringify(body))
  if (size >= bytes) return
  try {
    padDocument(body, bytes)
  } catch {
    body['cvHookPadding'] = 'x'.repeat(Math.max(0, bytes - size - 20))
  }
}

function addMembers(node: Json): void {
  if (Array.isArray(node)) for (const item of node) addMembers(item)
  if (!isObject(node)) return
  for (const member of Object.values(node)) addMembers(member)
  node['cvHookExtra'] = { text: 'unknown', number: 1, nothing: null, list: [true, {}] }
}

/** Replaces the members at these paths, where they are there. */
function replaceAt(body: JsonObject, paths: ReadonlySet<string>, value: Json): void {
  const visit = (node: Json, path: readonly Segment[]) => {
    if (path.length > 0 && paths.has(anyItem(formatPath(path)))) return setAt(body, path, value)
    if (Array.isArray(node)) for (const [index, item] of node.entries()) visit(item, [...path, index])
    else if (isObject(node)) for (const [name, member] of Object.entries(node)) visit(member, [...path, name])
  }
  visit(body, [])
}
