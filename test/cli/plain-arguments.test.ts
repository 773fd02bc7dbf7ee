/** Arguments that are read without commander come to exactly what commander makes of them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CommandForm } from '../../src/cli/command-form.js'
import { commanderCommand } from '../../src/cli/commander-command.js'
import { eventsCommand } from '../../src/cli/commands/events.js'
import { fixtureCommand } from '../../src/cli/commands/fixture.js'
import { listenCommand } from '../../src/cli/commands/listen.js'
import { replayCommand } from '../../src/cli/commands/replay.js'
import { sendCommand } from '../../src/cli/commands/send.js'
import { signCommand } from '../../src/cli/commands/sign.js'
import { snippetCommand } from '../../src/cli/commands/snippet.js'
import { testCommand } from '../../src/cli/commands/test.js'
import { verifyCommand } from '../../src/cli/commands/verify.js'
import { type Io, systemIo } from '../../src/cli/io.js'
import { readPlainArguments } from '../../src/cli/plain-arguments.js'

type Keep = (options: unknown) => Promise<number>
type Maker = (io: Io, exit: () => void, run: Keep) => CommandForm

const MAKERS: Record<string, Maker> = {
  events: eventsCommand,
  fixture: fixtureCommand,
  listen: listenCommand,
  replay: replayCommand,
  send: sendCommand,
  sign: signCommand,
  snippet: snippetCommand,
  test: testCommand,
  verify: verifyCommand,
}

const io = systemIo()

/** A form, and what its work was given in the end. */
function kept(make: Maker, argv: readonly string[]) {
  const got: unknown[] = []
  const form = make(
    io,
    () => {},
    async options => {
      got.push(options)
      return 0
    },
  )
  form.rawArgs = argv
  return { form, got }
}

async function plainly(make: Maker, argv: readonly string[]): Promise<unknown> {
  const { form, got } = kept(make, argv)
  const operands = readPlainArguments(form, argv)
  if (!operands) return undefined
  const argument = form.operand?.variadic ? operands : (operands[0] ?? form.operand?.preset)
  await outcome(form.perform(argument), got)
  return got[0]
}

async function byCommander(make: Maker, argv: readonly string[]): Promise<unknown> {
  const { form, got } = kept(make, argv)
  await outcome(commanderCommand(form, io).parseAsync([...argv], { from: 'user' }), got)
  return got[0]
}

/** A refusal is an outcome, too. */
async function outcome(work: Promise<unknown>, got: unknown[]): Promise<void> {
  await work.catch((error: Error) => got.push(error.message))
}

const VALUES = [
  'x',
  '',
  '-',
  '-x',
  '--',
  '--json',
  'a=b',
  'event',
  'error',
  'http',
  'CV_SECRET',
  'label=CV',
  '0',
  'ünï',
]

/** Words as people write them, right and wrong, from a command's own options. */
function argumentsOf(form: CommandForm) {
  const value = fc.constantFrom(...VALUES, ...form.options.flatMap(({ allowed }) => [...(allowed ?? [])]))
  const option = fc.constantFrom(...form.options)
  const given = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(option, value).map(([one, text]) => (one.takesValue ? [one.long, text] : [one.long])),
    },
    { weight: 2, arbitrary: fc.tuple(option, value).map(([one, text]) => [`${one.long}=${text}`]) },
    { weight: 2, arbitrary: value.map(text => [text]) },
    { weight: 1, arbitrary: option.map(one => [one.long.slice(0, -1)]) },
  )
  return fc.array(given, { maxLength: 5 }).map(parts => parts.flat())
}

describe.each(Object.keys(MAKERS))('cv-hook %s', name => {
  const make = MAKERS[name]!

  it('is given what commander would give it, or is left to commander', async () => {
    let plain = 0
    await fc.assert(
      fc.asyncProperty(argumentsOf(kept(make, []).form), async argv => {
        const own = await plainly(make, argv)
        if (own === undefined) return
        plain++
        expect(own).toEqual(await byCommander(make, argv))
      }),
      { numRuns: 300 },
    )
    expect(plain).toBeGreaterThan(30)
  })
})

it.each([
  [signCommand, ['body.json', '--secret-env', 'CV_SECRET'], { file: 'body.json', secretEnv: ['CV_SECRET'] }],
  [signCommand, ['--json', '--secret=a=b'], { file: '-', json: true, secret: ['a=b'] }],
  [
    verifyCommand,
    ['one.har', '--no-findings', 'two.har'],
    { captures: ['one.har', 'two.har'], findings: false, explanations: '100' },
  ],
  [snippetCommand, [], {}],
] as [Maker, string[], object][])('needs no parser: %#', async (make, argv, flags) => {
  expect(await plainly(make, argv)).toEqual(flags)
})

it.each([
  [signCommand, ['--help']],
  [signCommand, ['-h']],
  [signCommand, ['--secret']],
  [signCommand, ['--explain=yes']],
  [signCommand, ['one', 'two']],
  [verifyCommand, ['--', 'one']],
  [verifyCommand, ['--fail-on', 'nothing']],
] as [Maker, string[]][])('leaves to commander: %#', async (make, argv) => {
  expect(await plainly(make, argv)).toBe(undefined)
})
