/** Command lines that cannot be obeyed: each is refused with one clear line before anything is connected. */
import { truncateSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, expectRefusal, folder, type Receiver, receiver, SECRET } from './receiver.js'

let server: Receiver
let cwd: string

beforeAll(async () => {
  server = await receiver()
  const deep = `${'{"a":'.repeat(102)}1${'}'.repeat(102)}`
  cwd = folder({ 'body.json': '{}', 'array.json': '[]', 'deep.json': deep, 'key.pem': 'x' })
  writeFileSync(`${cwd}/large`, '')
  // No byte of it is on the disk.
  truncateSync(`${cwd}/large`, 257 * 1024 ** 2)
})
afterAll(cleanUp)

type Row = [title: string, args: string[], message: RegExp, hint?: RegExp]

async function refused(args: string[], message: RegExp, hint?: RegExp): Promise<void> {
  const env = { CV_HOOK_URL: server.url, CV_HOOK_SECRET: SECRET }
  expectRefusal(await cli(args, { cwd, env }), message, hint)
}

const one = (...args: string[]) => ['send', 'ADD_CASE_DECISION', ...args]

describe.concurrent('names', () => {
  it.each<Row>([
    ['a version of something', ['--version', 'send'], /--version stands alone/],
    ['a command', ['sedn'], /no command "sedn"/, /did you mean send/],
    ['an option', one('--contact', '5'), /unknown option '--contact'/, /send --help/],
    ['an option, by a slip', one('--concurency', '5'), /unknown option '--concurency'/, /did you mean --concurrency/],
    ['an event', ['send', 'ADD_CASE_DESICION'], /no event "ADD_CASE_DESICION"/, /did you mean ADD_CASE_DECISION/],
    ['an event among others', ['send', 'CREATE_CASE', 'NOPE'], /no event "NOPE"/, /cv-hook events/],
    ['an event to print', ['fixture', 'ORDER_CREATE'], /no event "ORDER_CREATE"/, /did you mean ORDER_CREATED/],
    ['an event to show', ['events', 'ADD_CASE_DESICION'], /no event/, /did you mean ADD_CASE_DECISION/],
    ['an event with no body', ['send', 'SUBSCRIPTION_ADDED'], /known only as .*activity\.type/, /--data/],
    [
      'an event without the shape',
      ['send', 'CREATE_CASE', 'PAYMENT_UPDATED', '--payload', 'legacy'],
      /PAYMENT_UPDATED has no legacy shape/,
      /these have: /,
    ],
    ['words to look for', ['events', 'nothing', 'such'], /no event "nothing such"/],
    ['an event whose fields are asked for', ['events', 'NOPE', '--payload', 'full'], /no event "NOPE"/],
    ['no event whose schema is asked for', ['events', '--json-schema'], /--json-schema and --payload need an event/],
    [
      'a shape that an event lacks',
      ['events', 'PAYMENT_UPDATED', '--payload', 'legacy'],
      /PAYMENT_UPDATED has no legacy payload/,
      /it has: event, full/,
    ],
    [
      'a schema that an event lacks',
      ['events', 'SUBSCRIPTION_ADDED', '--json-schema'],
      /SUBSCRIPTION_ADDED has no payload/,
      /only as an activity\.type/,
    ],
    ['the label of data', ['send', 'NOPE', '--data', 'body.json'], /no event "NOPE"/],
    ['a scenario', ['send', '--scenario', 'approved'], /no scenario "approved"/, /did you mean approved-and-shipped/],
    ['a topic', ['help', 'cause'], /no command and no topic "cause"/, /did you mean causes/],
    ['help, by a slip', ['hlep'], /no command "hlep"/, /did you mean help/],
    ['a shape', one('--payload', 'half'), /'half' is invalid.*event, full, legacy/],
    ['a forgery', one('--forge', 'badly'), /'badly' is invalid.*wrong-secret, tampered, malformed, missing/],
  ])('unknown: %s', (_title, args, message, hint) => refused(args, message, hint))
})

describe.concurrent('choices that contradict each other', () => {
  it.each<Row>([
    ['nothing selected', ['send'], /nothing is chosen/, /--all, --scenario or --data/],
    ['nothing to print', ['fixture'], /nothing is chosen/, /use --all or --scenario$/m],
    ['a fixture of data', ['fixture', '--data', 'body.json'], /fixture prints bundled bodies: --data goes with send/],
    ['--all with names', one('--all'), /--all and event names exclude each other/],
    ['--all with --scenario', ['send', '--all', '--scenario', 'denied'], /--all and --scenario exclude/],
    ['--data with --all', ['send', '--all', '--data', 'body.json'], /--all and --data exclude/],
    ['--data with two events', one('CREATE_CASE', '--data', 'body.json'), /--data is one body/],
    ['--data with --set', ['send', '--data', 'body.json', '--set', 'a=1'], /--data .* --set/],
    ['--data with --unset', ['send', '--data', 'body.json', '--unset', 'a'], /--data .* --unset/],
    ['--data with --pad', ['send', '--data', 'body.json', '--pad', '2mb'], /--data .* --pad/],
    ['--data with --fresh', ['send', '--data', 'body.json', '--fresh'], /--data .* --fresh/],
    ['--data with --seed', ['send', '--data', 'body.json', '--seed', 'a'], /--data .* --seed/],
    ['--data with --payload', ['send', '--data', 'body.json', '--payload', 'full'], /--data .* --payload/],
    ['--data with --documents', ['send', '--data', 'body.json', '--documents', 'url'], /--data .* --documents/],
    [
      '--data with --document-url',
      ['send', '--data', 'body.json', '--document-url', 'https://documents.example.com/a'],
      /--data .* --document-url/,
    ],
    [
      '--document-url with base64',
      one('--documents', 'base64', '--document-url', 'https://a.example'),
      /--document-url/,
    ],
    [
      '--unsigned with a secret',
      one('--unsigned', '--secret-env', 'CV_HOOK_SECRET'),
      /--unsigned and a secret exclude/,
    ],
    ['--forge with --unsigned', one('--unsigned', '--forge', 'tampered'), /--forge needs the right secret/],
    ['--cert without --key', one('--cert', 'key.pem'), /--cert and --key go together/],
    ['--key without --cert', one('--key', 'key.pem'), /--cert and --key go together/],
  ])('%s', (_title, args, message, hint) => refused(args, message, hint))
})

describe.concurrent('a value that is missing', () => {
  it.each<Row>([
    ['at the end', one('--url'), /'--url <url>' argument missing/],
    [
      'before another option',
      one('--url', '--retries', '1'),
      /--url has no value: --retries follows/,
      /--url=--retries/,
    ],
    ['of a secret', one('--secret', '--reveal'), /--secret has no value: --reveal follows/, /--secret=--reveal/],
  ])('%s', (_title, args, message, hint) => refused(args, message, hint))
})

describe.concurrent('numbers and times', () => {
  it.each<Row>([
    ['--count', one('--count', '0'), /--count: "0" is not a whole number from 1/],
    ['--count', one('--fresh', '--count', '1e3'), /--count: "1e3"/],
    ['--count', one('--count', '-1'), /--count: "-1"/],
    ['--concurrency', one('--concurrency', '1001'), /--concurrency: "1001" is not a whole number from 1 to 1000/],
    ['--rate', one('--rate', 'fast'), /--rate: "fast"/],
    ['--duration', one('--fresh', '--duration', 'soon'), /--duration: "soon" is not a duration/, /500ms, 10s or 2m/],
    ['--duration of nothing', one('--fresh', '--duration', '0'), /--duration/],
    ['--timeout', one('--timeout', '0'), /--timeout must be at least 1 ms/],
    ['--timeout', one('--timeout', '5 minutes'), /--timeout: "5 minutes" is not a duration/],
    ['--timeout beyond any wait', one('--timeout', '1000000h'), /--timeout: "1000000h" is too long: 24 days at most/],
    ['--retries', one('--retries', 'many'), /--retries: "many"/],
    ['--expect-status', one('--expect-status', 'ok'), /"ok" is not a list of statuses/, /2xx/],
    ['--expect-within', one('--expect-within', 'soon'), /--expect-within: "soon"/],
    ['--expect-within of nothing', one('--expect-within', '0'), /--expect-within must be at least 1 ms/],
    ['--pad', ['send', 'ADD_CASE_ATTACHMENT', '--pad', 'big'], /--pad: "big" is not a size/],
    ['--pad beyond memory', ['send', 'ADD_CASE_ATTACHMENT', '--pad', '1gb'], /--pad/],
    ['--pad below the body', ['send', 'ADD_CASE_ATTACHMENT', '--pad', '10'], /--pad 10: the body already has/],
    [
      '--pad without a document',
      ['send', 'CREATE_CASE', '--pad', '2mb'],
      /--pad needs an event with an inline document/,
    ],
  ])('%s %j', (_title, args, message, hint) => refused(args, message, hint))
})

describe.concurrent('changes', () => {
  it.each<Row>([
    ['no "="', one('--set', 'payload.case'), /"payload\.case" has no "="/],
    ['no path', one('--set', '=1'), /path ""/],
    ['a name with a bad escape', one('--set', 'a["\\u12"]=1'), /path "a\["\\u12"\]" cannot be read at character 2/],
    ['a member of a text', one('--force', '--set', 'payload.case.title.x=1'), /payload\.case\.title is a string/],
    ['an item of an object', one('--force', '--set', 'payload.case[0]=1'), /payload\.case is an object/],
    ['a merge without an end', one('--merge', 'deep.json'), /a merge may not be deeper than 100 levels/],
    ['a merge without an end, by force', one('--force', '--merge', 'deep.json'), /not be deeper than 100 levels/],
    ['a seed that is empty', one('--seed', ''), /--seed is empty/, /is the variable set/],
    ['a document that is no URL', one('--document-url', 'ftp://a'), /--document-url must begin with http/],
    ['an unreadable path', one('--set', 'payload..x=1'), /path "payload\.\.x" cannot be read at character 8/],
    ['__proto__', one('--set', '__proto__.x=1'), /may not contain __proto__/],
    ['__proto__ in brackets', one('--set', 'payload["__proto__"].x=1', '--force'), /may not contain __proto__/],
    ['a prototype', one('--set', 'constructor.prototype.x=1'), /no member constructor\.prototype\.x/],
    [
      'an unknown path',
      one('--set', 'payload.case.stats=1'),
      /no member payload\.case\.stats/,
      /payload\.case\.status/,
    ],
    ['an unknown path to unset', one('--unset', 'payload.cas'), /no member payload\.cas/, /payload\.case/],
    ['a path that no event has', ['send', '--all', '--set', 'payload.nope=1'], /none of these events has/],
    [
      'a path that is nearly one of some events',
      ['send', '--all', '--set', 'payload.paymnt.amount=1'],
      /none of these events has/,
      /did you mean payload\.payment\.amount\?/,
    ],
    ['no JSON', one('--set', 'payload.case.isArchived=yep'), /"yep" is not JSON, and the member is boolean/],
    ['a merge of an array', one('--merge', 'array.json'), /array\.json does not hold a JSON object/],
    ['a merge file that is missing', one('--merge', 'nope.json'), /--merge: cannot read nope\.json: there is no such/],
    ['data that is missing', ['send', '--data', 'nope.json'], /--data: cannot read nope\.json: there is no such file/],
    ['data that is a device', ['send', '--data', '/dev/null'], /--data: \/dev\/null is a device/],
    ['data beyond all bodies', ['send', '--data', 'large'], /--data: large is larger than 256 MB/],
    ['data that is a folder', ['send', '--data', '.'], /--data: cannot read \.: it is a directory/],
  ])('%s', (_title, args, message, hint) => refused(args, message, hint))
})

it('none of them reached the receiver', () => {
  expect(server.connections).toBe(0)
})
