/** What tools print of a connection, once it is turned back into what went each way. */

/** The two directions of a connection, one character per byte. */
export interface Conversation {
  client: string
  server: string
  /** What the tool does not show as it was: `dots` for bytes outside ASCII, U+FFFD for invalid ones, no bodies of requests. */
  flaw?: 'dots' | 'replaced' | 'no-bodies'
}
