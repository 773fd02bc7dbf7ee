/** Scenario files that cannot be told: each is refused with the file, the line and the member. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { cleanUp, expectRefusal, folder, type Receiver, receiver, SECRET } from './receiver.js'

let server: Receiver
beforeAll(async () => {
  server = await receiver()
})
afterAll(cleanUp)

/** A story whose second step, on lines 4 to 7, has this member on line 6. */
const step = (member: string) =>
  `{\n  "steps": [\n    { "event": "CREATE_CASE" },\n    {\n      "event": "ADD_CASE_DECISION",\n      ${member}\n    }\n  ]\n}\n`

it.concurrent.each([
  [
    'no event',
    step('').replace('"event": "ADD_CASE_DECISION",', '"note": "nothing"'),
    /^error: story\.json:4: steps\[1\]\.event is missing/,
  ],
  ['an event that is no text', '{"steps":[{"event":5}]}', /story\.json:1: steps\[0\]\.event must be of type string/],
  [
    'an event that is not known',
    step('"repeat": 1').replace('ADD_CASE_DECISION', 'ADD_CASE_DESICION'),
    /story\.json:5: step 2, ADD_CASE_DESICION: there is no event/,
  ],
  ['an unknown member', step('"repat": 2'), /story\.json:6: steps\[1\] has an unknown member "repat"/],
  [
    'an unknown member of the story',
    '{\n"titel": "x",\n"steps": [{"event":"CREATE_CASE"}]}',
    /story\.json:2: .*unknown member "titel"/,
  ],
  ['a number out of range', step('"repeat": 0'), /story\.json:6: steps\[1\]\.repeat is below 1/],
  ['no duration', step('"delay": "soon"'), /story\.json:6: steps\[1\]\.delay.*"soon" is not a duration/],
  ['no time to answer', step('"expectWithin": "soon"'), /story\.json:6: steps\[1\]\.expectWithin.*"soon" is not/],
  ['no time at all', step('"expectWithin": 0'), /story\.json:6: steps\[1\]\.expectWithin must be at least 1 ms/],
  ['no status', step('"expectStatus": "fine"'), /story\.json:6: steps\[1\]\.expectStatus.*"fine" is not a list/],
  ['no forgery', step('"forge": "badly"'), /story\.json:6: steps\[1\]\.forge must be one of wrong-secret, tampered/],
  [
    'an unreadable path',
    step('"set": { "payload..x": 1 }'),
    /story\.json:4: step 2, ADD_CASE_DECISION: .*path "payload\.\.x" cannot be read/,
  ],
  [
    'an unknown path',
    step('"set": { "payload.nope": 1 }'),
    /story\.json:4: step 2, ADD_CASE_DECISION: .*no member payload\.nope/,
  ],
  [
    'a merge into a prototype',
    step('"merge": { "__proto__": { "x": 1 } }'),
    /:\d+: a member may not be called __proto__/,
  ],
  ['a path into a prototype', step('"set": { "__proto__.x": 1 }'), /__proto__/],
  ['no steps', '{"steps":[]}', /story\.json:1: steps .*(?:1|empty)/],
  ['no object', '[]', /story\.json:1: the scenario must be of type object/],
  [
    'a comma too much',
    '{"steps":[\n{"event":"CREATE_CASE",}]}',
    /story\.json:2:24: not JSON: expected a member name in double quotes/,
  ],
  ['a comment', '// a story\n{"steps":[]}', /story\.json:1:1: not JSON: .*comment/],
  ['an unfinished file', '{"steps":[\n{"event"', /story\.json:2:\d+: not JSON/],
  ['an empty file', '', /story\.json:1:1: not JSON/],
])('refuses a story with %s', async (_title, text, message) => {
  const cwd = folder({ 'story.json': text })
  const env = { CV_HOOK_URL: server.url, CV_HOOK_SECRET: SECRET }
  expectRefusal(await cli(['send', '--scenario', 'story.json'], { cwd, env }), message)
})

it.concurrent.each([
  ['./nope.json', /--scenario: cannot read \.\/nope\.json: there is no such file/],
  ['./', /--scenario: cannot read \.\/: it is a directory/],
])('refuses a story that cannot be read: %s', async (path, message) => {
  const env = { CV_HOOK_URL: server.url, CV_HOOK_SECRET: SECRET }
  expectRefusal(await cli(['send', '--scenario', path], { cwd: folder(), env }), message)
})

it.concurrent('names the place in a merge file that is not JSON', async () => {
  const cwd = folder({ 'patch.json': '{\n  "a": 1\n  "b": 2\n}' })
  const args = ['send', 'CREATE_CASE', '--merge', 'patch.json']
  const env = { CV_HOOK_URL: server.url, CV_HOOK_SECRET: SECRET }
  expectRefusal(await cli(args, { cwd, env }), /patch\.json:3:3: not JSON: expected a comma/)
})

it('none of them reached the receiver', () => {
  expect(server.connections).toBe(0)
})
