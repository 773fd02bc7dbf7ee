/** How formats are read: a file at once, or piece by piece where files are larger than memory. */
import type { CapturedDelivery } from './delivery.js'
import type { Notices } from './problems.js'

/** A file to be read. */
export interface CaptureInput {
  bytes: Uint8Array
  /** The file's name, or `stdin`. */
  name: string
  /** The signature that was given beside the file. */
  signature?: string
  /** Reads a file that a command refers to; absent when that is not allowed. */
  readReferenced?: (path: string) => Uint8Array
}

/**
 * Reads one format. What is bad in one record is told to `notices`; the others are read.
 *
 * @throws CvHookError `bad-capture` when the file as a whole is not of the format
 */
export type CaptureReader = (input: CaptureInput, notices: Notices) => CapturedDelivery[]

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
