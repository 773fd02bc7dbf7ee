/** The event of a delivery whose body is not compared with what is documented. */
import { expect, it } from 'vitest'
import { judgeContent } from '../../src/app/judge-content.js'

const accepted = { secrets: [], staticHeaders: [], unsigned: true }
const eventOf = (text: string, findings: boolean) =>
  judgeContent({ headers: [], body: Buffer.from(text), complete: true, lossy: undefined, trust: 'wire' }, accepted, {
    findings,
  }).event

it.each<[string, string, boolean, string | undefined]>([
  ['one that is too large', `{"event":"CREATE_CASE","payload":"${'x'.repeat(9 * 1024 ** 2)}"}`, true, 'CREATE_CASE'],
  ['one of too many parts', `{"event":"CREATE_CASE","payload":[${'1,'.repeat(700_000)}1]}`, true, 'CREATE_CASE'],
  ['one that nobody looks at', '{"event":"CREATE_CASE","payload":{', false, 'CREATE_CASE'],
  ['one that is laid out', '{ "event": "CREATE_CASE" }', false, undefined],
  ['one whose event may be anything', '{"event":"Jane Roe"}', false, undefined],
])('%s', (_title, text, findings, event) => {
  expect(eventOf(text, findings)).toBe(event)
})
