/** All that `send` can send arrives at `listen` valid, and with no finding that is an error. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { cli } from '../support/cli.js'
import { listening, stopListening } from './listening.js'
import { cleanUp, SECRET } from './receiver.js'

afterAll(cleanUp)
stopListening()

const SCENARIOS = readdirSync(fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url))).map(name =>
  name.replace('.json', ''),
)
const documents = (args: string[]) => [args, [...args, '--documents', 'url']]
const RUNS = [
  ...['event', 'full', 'legacy'].flatMap(shape => documents(['--all', '--payload', shape])),
  ...SCENARIOS.flatMap(name => [
    ['--scenario', name, '--fresh'],
    ['--scenario', name, '--payload', 'full'],
  ]),
]

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
