/** Hono: a Web request, on Node or on a worker. */
import type { Framework } from './framework.js'

export const hono: Framework = {
  id: 'hono',
  title: 'Hono',
  aliases: ['honojs'],
  file: 'receiver.mjs',
  tried: 'Hono 4 on Node',
  signs: [{ header: 'cf-worker' }],
  rawBody: 'await c.req.arrayBuffer()',
  fix: 'hash the bytes of await c.req.arrayBuffer(), not await c.req.json() or a validator that ran before.',
}
