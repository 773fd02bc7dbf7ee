/** All that `send` can send arrives at `listen` valid, and with no finding that is an error. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { listening, stopListening } from './listening.js'
import { cleanUp, expectRefusal, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const SCENARIOS = readdirSync(fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url))).map(name =>
  name.replace('.json', ''),
)
/** Those that tell only of events which the older article has, and of nothing that its shapes lack. */
const LEGACY = ['older-events']
const documents = (args: string[]) => [args, [...args, '--documents', 'url']]
const RUNS = [
  ...['event', 'full', 'legacy'].flatMap(shape => documents(['--all', '--payload', shape])),
  ...SCENARIOS.flatMap(name => [
    ['--scenario', name, '--fresh'],
    ['--scenario', name, '--payload', 'full'],
  ]),
  ...LEGACY.flatMap(name => documents(['--scenario', name, '--payload', 'legacy'])),
]

it.each(SCENARIOS.filter(name => !LEGACY.includes(name)))(
  'send --scenario %s --payload legacy is refused in one line, before anything is sent',
  async name => {
    const { url, requests } = await receiver()
    const args = ['send', '--scenario', name, '--payload', 'legacy', '--url', url]
    const result = await cli(args, { env: { CV_HOOK_SECRET: SECRET } })
    expectRefusal(result, /^error: step \d+(?:, \w+)?: (?:\w+ has no legacy shape|its legacy shape has no member \S+)$/)
    expect(result.stderr).toContain('hint: --scenario older-events goes in every shape, also in this one')
    expect(requests).toEqual([])
  },
)

it.each(RUNS.map(args => [args.join(' '), args] as const))('send %s', async (_title, args) => {
  const listener = await listening(['--json', '--explanations', '0'])
  const { stderr } = await cli(['send', ...args, '--url', listener.url], { env: { CV_HOOK_SECRET: SECRET } })
  await listener.stop()
  expect(stderr).not.toContain('error:')
  const received = listener.records('received')
  expect(received.length).toBeGreaterThan(0)
  const wrong = received.filter(
    one =>
      one.verdict !== 'valid' || one.findings.some((finding: { severity: string }) => finding.severity === 'error'),
  )
  const forged = args.includes('--scenario') ? wrong.filter(one => one.verdict === 'invalid') : []
  expect(wrong.length - forged.length).toBe(0)
})
