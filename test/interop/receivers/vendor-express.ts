/** The check that the vendor documents for Node, in an Express app: over the raw body, and after a JSON parser as printed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'

// Express brings no types.
const express: any = createRequire(import.meta.url)('express')

/** A running app. */
export interface VendorApp {
  /** Takes `/raw` and `/parsed`. */
  base: string
  close(): Promise<unknown>
}

/**
 * Starts it.
 *
 * @param thrown whether what the check throws on (a digest of another length, no header) is caught and answered with 401
 */
export async function startVendorApp(secret: string, thrown: 'caught' | 'as-printed'): Promise<VendorApp> {
  const isValid = (received: string, body: Buffer | string) =>
    timingSafeEqual(
      Buffer.from(createHmac('sha256', secret).update(body.toString(), 'utf-8').digest('hex'), 'hex'),
      Buffer.from(received, 'hex'),
    )
  const answer = (bodyOf: (request: any) => Buffer | string) => (request: any, response: any) => {
    try {
      return response.sendStatus(isValid(request.headers['x-cv-signature'], bodyOf(request)) ? 200 : 401)
    } catch (error) {
      if (thrown === 'as-printed') throw error
      return response.sendStatus(401)
    }
  }
  const app = express()
  app.post(
    '/raw',
    express.raw({ type: '*/*', limit: '30mb' }),
    answer(request => request.body),
  )
  app.post(
    '/parsed',
    express.json({ limit: '30mb' }),
    answer(request => JSON.stringify(request.body)),
  )
  const server: Server = app.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  return { base: `http://127.0.0.1:${port}`, close: () => new Promise(resolve => server.close(resolve)) }
}
