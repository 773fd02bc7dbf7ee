/** The formats that are read piece by piece, so that files may be larger than memory. */
import type { CapturedDelivery, CaptureFormat } from '../captures/delivery.js'
import { captureLineParser } from '../captures/formats/cv-hook.js'
import type { CaptureStream } from '../captures/reader.js'
import { formatSize } from '../core/units.js'
import { LineCutter } from './line-cutter.js'

/**
 * The stream of a format; `undefined` for one that is read at once.
 *
 * @param longest bytes of a line above which it is passed over
 */
export async function streamOf(
  format: CaptureFormat | undefined,
  name: string,
  longest: number,
): Promise<CaptureStream | undefined> {
  if (format === 'cv-hook') return lines(name, longest)
  return format === 'har' ? (await import('../captures/formats/har.js')).harEntries({ name }) : undefined
}

function lines(name: string, longest: number): CaptureStream {
  const parser = captureLineParser({ name })
  const cutter = new LineCutter(longest)
  const read = (cut: (onLine: (line: Uint8Array | undefined) => void) => void) => {
    const deliveries: CapturedDelivery[] = []
    cut(line => {
      if (!line) parser.skip(`is longer than ${formatSize(longest)}; skipped`)
      else for (const delivery of parser.push(line)) deliveries.push(delivery)
    })
    return deliveries
  }
  return {
    push: piece => read(onLine => cutter.push(piece, onLine)),
    end: () => [...read(onLine => cutter.end(onLine)), ...parser.end()],
    notices: parser.notices,
  }
}
