/** Debian's `webhook` server with a `payload-hmac-sha256` rule. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, startServer } from '../../support/server-process.js'

/**
 * Starts it with two hooks. On its own the rule answers 500 to a wrong signature (`/plain`); inside an "or", with soft
 * failures, the code configured for a mismatch, here 401 (`/soft`).
 *
 * @returns the URL before the hooks' names
 */
export async function startWebhook(secret: string, folder: string): Promise<string> {
  const rule = {
    match: { type: 'payload-hmac-sha256', secret, parameter: { source: 'header', name: 'x-cv-signature' } },
  }
  const hook = (id: string, more: object) => ({
    id,
    'http-methods': ['POST'],
    'execute-command': '/bin/true',
    'response-message': 'triggered',
    'trigger-rule-mismatch-http-response-code': 401,
    ...more,
  })
  const hooks = join(folder, 'hooks.json')
  writeFileSync(
    hooks,
    JSON.stringify([
      hook('soft', { 'trigger-rule': { or: [rule] }, 'trigger-signature-soft-failures': true }),
      hook('plain', { 'trigger-rule': rule }),
    ]),
  )
  const port = await freePort()
  const args = ['-hooks', hooks, '-ip', '127.0.0.1', '-port', String(port), '-verbose']
  await startServer('webhook', args, /serving hooks/)
  return `http://127.0.0.1:${port}/hooks`
}
