/** What `replay` does: picks deliveries of recordings, then prints them as requests, or sends them and judges the answers. */
import { createCounts } from '../../app/send-counts.js'
import { asksForRequests, nowhereToSend } from '../dry-run.js'
import type { Io } from '../io.js'
import { allowsRemote } from '../options/connection.js'
import { openReports } from '../options/report.js'
import { namedSecret } from '../options/secret.js'
import { createSendReport } from '../send-report.js'
import { refusePlaintext } from './plaintext.js'
import { printPicked } from './print.js'
import { type Replay, sendPicked } from './send.js'
import { type ReplayFlags, readReplaySettings } from './settings.js'

/** Runs `replay`; returns the exit code. */
export async function runReplay(flags: ReplayFlags, io: Io): Promise<number> {
  const settings = await readReplaySettings(flags, io)
  const { context, connection, url, seed } = settings
  if (asksForRequests(flags)) return printPicked(flags, settings, io)
  if (url === undefined) throw nowhereToSend(context)
  const { parseTarget } = await import('../../http/target.js')
  const target = parseTarget(url)
  const remote = allowsRemote(flags, context.profile, target.hostname)
  if (remote && !flags.allowPlaintext) await refusePlaintext(target, connection.timeoutMs)
  const reports = await openReports(flags, io, { json: context.json, files: settings.sources.map(one => one.name) })
  const counts = createCounts()
  const replay: Replay = { settings, url, target, requireLoopback: !remote, counts, report: undefined }
  if (!reports) return sendPicked(replay, io)
  const report = createSendReport()
  return reports.after(
    () => sendPicked({ ...replay, report }, reports.io),
    () => {
      const secret = settings.secret ? `${namedSecret(settings.secret)}, signed anew` : settings.signing
      return report.tell({ command: 'replay', what: 'recordings', seed, url: target.printable, secret, counts })
    },
  )
}
