/** The shape of what is told of a cause. */

/** What is told of a cause. */
export interface CauseText {
  /** A few words that fit into a sentence. */
  readonly title: string
  /** What happened, and who does so. */
  readonly happened: string
  /** What shows it. */
  readonly recognised: string
  /** The best that a search from the received body can come to; what limits it stands in `recognised`. */
  readonly proof: 'proven' | 'observed' | 'likely'
  /** What to do, whatever the receiver is built with. */
  readonly fix: string
}
