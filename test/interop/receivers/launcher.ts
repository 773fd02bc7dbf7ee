/** How the receiver of one framework is started. */

/** Where and with what a receiver starts. */
export interface Start {
  /** An empty folder of its own. */
  folder: string
  /** The receiver, as `cv-hook snippet` prints it. */
  text: string
  /** A free port of loopback. */
  port: number
  /** May be empty: then it is to refuse. */
  secret: string
  /** Takes what is to be undone when the tests are over. */
  later(undo: () => void): void
}

export interface Launcher {
  /** Whether all that it needs is installed. */
  isPresent(): boolean
  /** Starts it; resolves to the endpoints once it listens, and rejects with its output when it ends before that. */
  start(start: Start): Promise<string[]>
  /** Where it refuses to work without a secret; default: at the start. */
  refuses?: 'start' | 'request'
}

export const endpoint = (port: number, path = '/webhooks') => `http://127.0.0.1:${port}${path}`
