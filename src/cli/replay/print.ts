/** `replay --dry-run`: the picked deliveries as the exact requests that they would be, printed instead of sent. */
import { createReplayCounts, newlyMasked, pickedRequests } from '../../app/replay/replay.js'
import { EXIT } from '../../core/errors.js'
import { headerValues } from '../../core/headers.js'
import { printable } from '../../core/printable.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { createRequestPrinter } from '../dry-run.js'
import { eachSource } from '../each-source.js'
import type { Io } from '../io.js'
import { type HeaderLine, headerLine } from '../options/headers.js'
import { tellSeed } from '../plan-notices.js'
import { checkPicked, pickingOptions, tellMasked } from './picking.js'
import type { ReplayFlags, ReplaySettings } from './settings.js'

/** Prints; returns the exit code. */
export async function printPicked(flags: ReplayFlags, settings: ReplaySettings, io: Io): Promise<number> {
  const { context, url, sources, connection, seed } = settings
  const options = await pickingOptions(settings, io)
  const unsigned = options.signing === 'unsigned'
  const printer = createRequestPrinter({ url, unsigned, options: flags, context }, true, io)
  const counts = createReplayCounts()
  io.err('note: the bodies are printed as they are, unmasked\n')
  const own = new Map(connection.headers.map(line => [line.name, line]))
  const lines = (headers: readonly (readonly [string, string])[]) => {
    const told: HeaderLine[] = []
    for (const [name, value] of headers) told.push(own.get(name) ?? headerLine(name, value, told))
    return told
  }
  const code = await eachSource(
    sources,
    {
      json: context.json,
      stopped: () => io.stop.aborted,
      async each({ deliveries }) {
        for await (const { delivery, step, request } of pickedRequests(deliveries, options, counts)) {
          if (io.stop.aborted) return
          if ('why' in request) {
            io.err(`note: ${printable(delivery.source)} would not be sent: ${printable(request.why)}\n`)
            continue
          }
          for (const name of newlyMasked(request, counts)) tellMasked(name, io)
          const bare = request.headers.filter(([name]) => name.toLowerCase() !== SIGNATURE_HEADER)
          const single = headerValues(request.headers, SIGNATURE_HEADER).length === 1
          await printer.print({
            event: step.event,
            headers: lines(single ? bare : request.headers),
            body: request.body,
            signature: single ? request.signature : undefined,
          })
        }
      },
      unread: () => {
        counts.unreadable++
      },
    },
    io,
  )
  await printer.end()
  io.err('note: nothing was sent\n')
  tellSeed(seed, io)
  if (!io.stop.aborted) checkPicked(counts, options, settings, io)
  return code !== EXIT.ok || counts.unsendable > 0 ? EXIT.unable : EXIT.ok
}
