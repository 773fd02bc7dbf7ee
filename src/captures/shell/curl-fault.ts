/** What the reading of a curl command needs from outside, and how it ends when it cannot be read. */

/** Gives the bytes of a file that a command names, or of `-`, its standard input. */
export type FileReader = (path: string) => string

/** Why a command cannot be read, in words that complete "the command ...". */
export class CurlFault extends Error {
  constructor(
    readonly why: string,
    readonly hints: readonly string[] = [],
  ) {
    super(why)
  }
}
