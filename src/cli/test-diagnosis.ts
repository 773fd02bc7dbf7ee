/** `test --diagnose`: finds out, and tells. */
import { type DiagnosisContext, type DiagnosisOptions, diagnoseReceiver } from '../app/diagnose.js'
import { diagnosisText } from '../app/diagnosis-text.js'
import type { ExchangeContext } from '../app/test-exchange.js'
import { diagnosisRecord } from '../app/test-records.js'
import { EXIT } from '../core/errors.js'
import type { Io } from './io.js'
import type { Context } from './options/context.js'
import { renderDiagnosis } from './render/diagnosis.js'
import { styles } from './render/style.js'

/** Runs the diagnosis; returns the exit code. */
export async function runDiagnosis(
  options: DiagnosisOptions,
  exchanging: ExchangeContext,
  { url, context }: { url: string; context: Context },
  io: Io,
): Promise<number> {
  io.err(
    `diagnosing ${url}: at most ${options.maxRequests} requests, until one is accepted that a right receiver would refuse;\nwhat is accepted has effects (fictional data only)\n`,
  )
  const progress = await startProgress(context, io)
  const diagnosing: DiagnosisContext = { ...exchanging, signal: io.stop, onRequest: count => progress?.show(count) }
  const diagnosis = await diagnoseReceiver(options, diagnosing).finally(() => progress?.stop())
  const text = diagnosisText(diagnosis)
  if (context.json) await io.out(`${JSON.stringify(diagnosisRecord(diagnosis, text.summary, text.fix))}\n`)
  else {
    const view = { style: await styles(io.terminal.out), columns: io.terminal.out.columns }
    await io.out(renderDiagnosis(diagnosis, text, view))
  }
  if (diagnosis.verdict === 'unreachable') return EXIT.unreachable
  return diagnosis.verdict === 'sound' ? EXIT.ok : EXIT.no
}

async function startProgress({ json }: Context, io: Io) {
  if (json || !io.terminal.err.isTTY) return undefined
  const { default: ora } = await import('ora')
  const spinner = ora({ stream: io.errStream, text: 'asking', discardStdin: false, hideCursor: false }).start()
  return {
    show(count: number) {
      spinner.text = `${count} requests`
    },
    stop: () => void spinner.stop(),
  }
}
