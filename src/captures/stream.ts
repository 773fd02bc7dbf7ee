/** Reading a capture piece by piece, for files that are larger than memory. */
import type { CapturedDelivery } from './delivery.js'

/** Takes a file in pieces and gives its deliveries one by one. Memory does not grow with the file. */
export interface CaptureStream {
  /** Takes the next piece; gives the deliveries that are finished by now, in the order of the file. */
  push(bytes: Uint8Array): CapturedDelivery[]
  /**
   * The deliveries that were still waiting at the end of the file.
   *
   * @throws CvHookError `bad-capture` when the file as a whole was not of the format
   */
  end(): CapturedDelivery[]
  /** What was passed over, each naming where; the first hundred, and a count. */
  notices(): string[]
}

/** How a stream names its deliveries. */
export interface StreamOptions {
  /** The file's name, or `stdin`. */
  name: string
}
