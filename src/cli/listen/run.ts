/** What `listen` does: opens what it needs, listens until the run's end, then closes in order and sums up. */
import { setTimeout as pause } from 'node:timers/promises'
import { createDeliveryExplainer } from '../../app/explain-delivery.js'
import { createListenCounts, type ListenCounts } from '../../app/listen/counts.js'
import { createDuplicates } from '../../app/listen/duplicates.js'
import { forward } from '../../app/listen/forward.js'
import { type Listening, listen } from '../../app/listen/listen.js'
import { type CaptureLines, isAccepted, type Received } from '../../app/listen/receive.js'
import { EXIT } from '../../core/errors.js'
import { openCaptureFile } from '../capture-file.js'
import type { Io } from '../io.js'
import { type RunningCommand, startCommand } from './command.js'
import { createEnding, type End } from './ending.js'
import { type OpenForward, openForward } from './forward.js'
import { readyLines } from './ready.js'
import { type ListenFlags, type ListenSettings, readListenSettings } from './settings.js'
import { createRunView, type RunView } from './view.js'

/** Runs `listen`; returns the exit code. */
export async function runListen(flags: ListenFlags, io: Io): Promise<number> {
  const settings = await readListenSettings(flags, io)
  io.endInOrder()
  const closers: Array<() => Promise<void> | void> = []
  try {
    return await run(flags, settings, closers, io)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function run(
  flags: ListenFlags,
  settings: ListenSettings,
  closers: Array<() => Promise<void> | void>,
  io: Io,
): Promise<number> {
  const { context, expectations, accepted } = settings
  const onward = settings.forward && (await openForward(settings.forward, io))
  if (onward) closers.push(() => onward.close())
  const capture = flags.capture === undefined ? undefined : await openCaptureFile(flags.capture, undefined, io)
  if (capture) closers.push(() => capture.close())
  const view = await createRunView(
    { json: context.json, quiet: flags.quiet ?? false, payload: flags.show === 'payload', reveal: context.reveal },
    io,
  )
  const counts = createListenCounts()
  const ending = createEnding(expectations, io)
  const begun = io.now()
  const onReceived = (received: Received, explained: boolean) => {
    counts.add(received)
    if (received.lost) view.lost(received)
    if (!explained) counts.notExplained++
    if (!settings.filter || settings.filter(received.judgement)) view.received(received, explained)
    if (received.status === undefined) return
    if (!received.lost) expectations.see(received.judgement.event, isAccepted(received.judgement))
    if (flags.failFast && isWrong(received)) ending.wrong()
    else ending.check()
  }
  const listening = await open(settings, { onward, capture, view, counts, onReceived, failed: ending.failed, io })
  closers.push(() => listening.close())
  const { url } = listening.listener
  await onward?.checkLoop(listening.listener)
  if (flags.readyFile !== undefined) {
    const { writeReadyFile } = await import('../../store/ready-file.js')
    const file = await writeReadyFile(flags.readyFile, url)
    closers.push(() => file.remove())
  }
  if (context.json) await io.out(`${JSON.stringify({ type: 'ready', url, pid: io.pid })}\n`)
  else {
    const { columns } = io.terminal.err
    for (const line of readyLines(settings, { url, host: flags.host, columns })) io.err(`${line}\n`)
  }
  if (accepted.unsigned && flags.forwardTo && !flags.unsigned) io.err(UNVERIFIED_FORWARD)
  const command = await startBeside(flags, settings, url, io)
  const end = await ending.wait(settings.limitMs, command)
  if (end.why !== 'command') command?.stop(io.stop.reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM')
  const commandCode = command === undefined ? undefined : await command.code
  await listening.close()
  await view.summary(counts, {
    durationMs: io.now() - begun,
    missing: expectations.missing,
    missingCount: expectations.missingCount,
  })
  if (end.why === 'bug') throw end.error
  return exitCode(end, commandCode, settings, counts)
}

/** Starts the command behind `--`, with the URL and the secret where cv-hook itself looks for them. */
async function startBeside(
  { command }: ListenFlags,
  { secrets, context }: ListenSettings,
  url: string,
  io: Io,
): Promise<RunningCommand | undefined> {
  if (command.length === 0) return undefined
  const env: Record<string, string> = { CV_HOOK_URL: url }
  if (secrets[0]) env['CV_HOOK_SECRET'] = secrets[0].value
  return startCommand(command, env, context.json, io)
}

/** Whether `--fail-fast` ends the run at this delivery. */
function isWrong({ judgement, lost, forwarded }: Received): boolean {
  if (lost || !isAccepted(judgement) || judgement.findings.some(one => one.severity === 'error')) return true
  return forwarded?.some(one => one.error || (one.status ?? 0) >= 300) ?? false
}

function exitCode(
  end: End,
  commandCode: number | undefined,
  { expectations, accepted, exitAfter }: ListenSettings,
  { lost, verdicts }: ListenCounts,
): number {
  if (end.why === 'signal' && commandCode) return commandCode
  if (end.why === 'command' && end.code !== 0) return end.code
  if (lost > 0) return EXIT.unable
  const unverified = verdicts.invalid + (accepted.unsigned ? 0 : verdicts.unsigned)
  const wrong = end.why === 'wrong' || !expectations.met || (exitAfter && unverified > 0)
  // A command that had to be ended has not done its work.
  return wrong || (end.why === 'time' && commandCode !== undefined && commandCode !== 0) ? EXIT.no : EXIT.ok
}

const UNVERIFIED_FORWARD = 'warning: no secret is given, so deliveries are passed on without being verified\n'

interface Parts {
  onward: OpenForward | undefined
  capture: CaptureLines | undefined
  view: RunView
  counts: ListenCounts
  onReceived(received: Received, explained: boolean): void
  failed(error: unknown): void
  io: Io
}

function open(
  settings: ListenSettings,
  { onward, capture, view, counts, onReceived, failed, io }: Parts,
): Promise<Listening> {
  const { accepted, suspects, findings, faults, filter } = settings
  const run = Buffer.from(io.randomBytes(4)).toString('hex')
  let count = 0
  return listen({
    host: settings.host,
    port: settings.port,
    accepted,
    findings,
    duplicates: createDuplicates(),
    newId: () => `${run}-${++count}`,
    capture,
    secretHeaders: new Set(accepted.staticHeaders.map(one => one.name.toLowerCase())),
    faults,
    sleep: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
    forward: onward && ((arrival, event, signal) => forward(arrival, event, { ...onward, signal })),
    forwardInvalid: settings.forwardInvalid,
    filter,
    gate: () => view.gate(),
    explainer: createDeliveryExplainer({ accepted, suspects, limit: settings.explanations, budget: BUDGET }),
    clock: () => performance.now(),
    later: (ms, callback) => void setTimeout(callback, ms).unref(),
    onReceived,
    onRefused: request => {
      counts.addRefused(request.reason)
      view.refused(request)
    },
    failed,
  })
}

/** A search holds deliveries up: it may hash so many bytes, which takes about a tenth of a second. */
const BUDGET = { bytes: 48 * 1024 ** 2 }
