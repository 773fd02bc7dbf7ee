/** `cv-hook demo`: the main job from end to end on this machine, against a receiver of our own, with nothing left behind. */
import { type DemoStep, runDemo as playDemo } from '../../app/demo.js'
import { EXIT } from '../../core/errors.js'
import { newSeed } from '../../core/random.js'
import { formatDuration, formatSize } from '../../core/units.js'
import { VERSION } from '../../generated/version.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { outcomeLine, under } from '../render/outcome-line.js'
import { styles } from '../render/style.js'

interface DemoOptions {
  json?: boolean
}

/** Fills the options of `demo`. */
export function demoCommand(io: Io, exit: (code: number) => void, run = runDemo): CommandForm {
  return new CommandForm('cv-hook demo')
    .description(
      'Start a receiver on this machine, send it a whole case, and see each delivery verified and a forged one refused.',
    )
    .option('--json', 'print one JSON object for each delivery')
    .addHelpText('after', helpEnd(io, ['demo'], 'Exit codes: 0 all as expected, 1 not so.'))
    .action(async (flags: DemoOptions) => exit(await run(flags, io)))
}

/** Plays the demo; fails when a delivery was not judged as it should be. */
export async function runDemo(options: DemoOptions, io: Io): Promise<number> {
  const style = await styles(io.terminal.out)
  const began = io.now()
  io.expectFewRequests()
  const show = (step: DemoStep) => {
    if (options.json) return io.out(jsonLine({ type: 'demo', ...step }))
    const facts = `${step.status ?? 'no answer'}, ${formatDuration(step.durationMs)}, ${formatSize(step.bytes)}`
    const title = step.forge ? `${step.event} (${step.forge})` : step.event
    const { columns } = io.terminal.out
    const said = `receiver: signature ${step.verdict}${step.says ? `; ${step.says}` : ''}`
    const lines = [
      ...outcomeLine(step.asExpected, title, facts, { style, columns }),
      ...under(said, columns, style.dim),
    ]
    return io.out(`${lines.join('\n')}\n`)
  }
  const talk = (text: string) => {
    if (!options.json) io.err(`${text}\n`)
  }
  const steps = await playDemo({
    secret: Buffer.from(io.randomBytes(24)).toString('base64url'),
    headers: [
      ['content-type', 'application/json'],
      ['user-agent', `cv-hook/${VERSION}`],
    ],
    seed: newSeed(io.now(), io.randomBytes(3)),
    env: io.env,
    signal: io.stop,
    now: () => io.now(),
    onStart: url => talk(`a receiver listens on ${url}, with a random secret\n`),
    onStep: show,
  })
  const right = steps.filter(step => step.asExpected).length
  const took = formatDuration(io.now() - began)
  if (options.json) await io.out(jsonLine({ type: 'summary', command: 'demo', sent: steps.length, ok: right }))
  else await io.out(`\n${style.bold(`${right} of ${steps.length} as expected`)} in ${took}\n`)
  talk(
    `\nnext, at your own endpoint:\n  cv-hook send ADD_CASE_DECISION --url http://localhost:3000/webhooks --secret-env CV_SECRET`,
  )
  return right === steps.length && steps.length > 0 ? EXIT.ok : EXIT.no
}
