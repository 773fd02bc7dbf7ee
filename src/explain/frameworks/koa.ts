/** Koa: has no parser of its own; the usual one empties the stream. */
import type { Framework } from './framework.js'

export const koa: Framework = {
  id: 'koa',
  title: 'Koa',
  aliases: ['koajs'],
  file: 'receiver.mjs',
  tried: 'Koa 3',
  signs: [{ header: 'set-cookie', value: /^koa[.:]sess/i }],
  rawBody: 'await getRawBody(ctx.req)',
  fix: 'read the stream with await getRawBody(ctx.req) of raw-body, before koa-bodyparser, and hash that buffer, not ctx.request.body.',
  fixes: {
    'body-truncated': "raise the limit: getRawBody(ctx.req, { limit: '30mb' }).",
    'body-empty': 'koa-bodyparser read the stream first: put the receiver before it, or hash ctx.request.rawBody.',
  },
}
