/** What `listen` does: opens what it needs, listens until the run's end, then closes in order and sums up. */
import { createListenCounts, type ListenCounts } from '../../app/listen/counts.js'
import { isAccepted, type Received } from '../../app/listen/received.js'
import { openCaptureFile } from '../capture-file.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { openReports } from '../options/report.js'
import { type RunningCommand, startCommand } from './command.js'
import { createEnding } from './ending.js'
import { openForward } from './forward.js'
import { openListening } from './open.js'
import { exitCode, isWrong } from './outcome.js'
import { readyLines } from './ready.js'
import { createListenReport, type ListenReport } from './report.js'
import { type ListenFlags, type ListenSettings, readListenSettings } from './settings.js'
import { createRunView } from './view.js'

/** Runs `listen`; returns the exit code. */
export async function runListen(flags: ListenFlags, io: Io): Promise<number> {
  const settings = await readListenSettings(flags, io)
  const { json } = settings.context
  const reports = await openReports(flags, io, { json, files: [flags.capture, flags.readyFile] })
  io.endInOrder()
  const counts = createListenCounts()
  if (!reports) return closingAll(closers => run({ flags, settings, counts, closers }, io))
  const report = createListenReport(settings)
  return reports.after(
    () => closingAll(closers => run({ flags, settings, counts, closers, report }, reports.io)),
    () => report.tell(counts),
  )
}

type Closers = Array<() => Promise<void> | void>

/** Closes what the work has opened, the last first, however it ends. */
async function closingAll(work: (closers: Closers) => Promise<number>): Promise<number> {
  const closers: Closers = []
  try {
    return await work(closers)
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

interface Run {
  flags: ListenFlags
  settings: ListenSettings
  counts: ListenCounts
  closers: Closers
  report?: ListenReport
}

async function run({ flags, settings, counts, closers, report }: Run, io: Io): Promise<number> {
  const { context, expectations, accepted } = settings
  const onward = settings.forward && (await openForward(settings.forward, io))
  if (onward) closers.push(() => onward.close())
  const capture = flags.capture === undefined ? undefined : await openCaptureFile(flags.capture, undefined, io)
  if (capture) closers.push(() => capture.close())
  const view = await createRunView(
    { json: context.json, quiet: flags.quiet ?? false, payload: flags.show === 'payload', reveal: context.reveal },
    io,
  )
  const ending = createEnding(expectations, io)
  const begun = io.now()
  const onReceived = (received: Received, explained: boolean) => {
    counts.add(received)
    report?.add(received)
    if (received.lost) view.lost(received)
    if (!explained) counts.notExplained++
    if (!settings.filter || settings.filter(received.judgement)) view.received(received, explained)
    if (received.status === undefined) return
    if (!received.lost) expectations.see(received.judgement.event, isAccepted(received.judgement))
    if (flags.failFast && isWrong(received)) ending.wrong()
    else ending.check()
  }
  const listening = await openListening(settings, {
    onward,
    capture,
    view,
    counts,
    onReceived,
    failed: ending.failed,
    io,
  })
  closers.push(() => listening.close())
  const { url } = listening.listener
  await onward?.checkLoop(listening.listener)
  if (flags.readyFile !== undefined) {
    const { writeReadyFile } = await import('../../store/ready-file.js')
    const file = await writeReadyFile(flags.readyFile, url)
    closers.push(() => file.remove())
  }
  if (context.json) await io.out(jsonLine({ type: 'ready', url, pid: io.pid }))
  else {
    const { columns } = io.terminal.err
    for (const line of readyLines(settings, { url, columns, flags })) io.err(`${line}\n`)
  }
  if (accepted.unsigned && flags.forwardTo && !flags.unsigned) io.err(UNVERIFIED_FORWARD)
  const command = await startBeside(flags, settings, url, io)
  const end = await ending.wait(settings.limitMs, command)
  if (end.why !== 'command') command?.stop(io.stop.reason === 'SIGINT' ? 'SIGINT' : 'SIGTERM')
  const commandCode = command === undefined ? undefined : await command.code
  if (commandCode !== undefined) report?.addCommand(commandCode)
  await listening.close()
  await view.summary(counts, {
    durationMs: io.now() - begun,
    missing: expectations.missing,
    missingCount: expectations.missingCount,
    inOrder: expectations.inOrder,
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

const UNVERIFIED_FORWARD = 'warning: no secret is given, so deliveries are passed on without being verified\n'
