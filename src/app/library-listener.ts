/** The library's `startListener()`: a correct receiver for a test suite, loaded when it is started. */
import type { ListenerOptions, StartedListener } from './library-received.js'

/**
 * Starts a receiver on this machine that answers as `cv-hook listen` does: 200 to what verifies, 401 to what does not,
 * 400 to what is no JSON.
 *
 * @example
 * await using receiver = await startListener({ secret: 'test-secret' })
 * await sendTo(receiver.url)
 * const { body } = await receiver.next('ADD_CASE_DECISION')
 * @throws CvHookError `no-secret`, `empty-secret`, `usage` for misuse; `port-taken`, `address`
 */
export async function startListener(options: ListenerOptions): Promise<StartedListener> {
  const { startTestListener } = await import('./listen/test-listener.js')
  return startTestListener(options)
}
