/** Fastify: its JSON parser keeps no bytes, and parsers belong to a scope. */
import type { Framework } from './framework.js'

export const fastify: Framework = {
  id: 'fastify',
  title: 'Fastify',
  aliases: ['fastifyjs'],
  file: 'receiver.mjs',
  tried: 'Fastify 5',
  signs: [{ answer: /^\{"statusCode":\d{3},(?:"code":"FST_\w+",)?"error":"/ }],
  rawBody: "request.body behind addContentTypeParser('*', { parseAs: 'buffer' }, ...)",
  fix: "in the scope of the route replace the JSON parser by addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body)), and hash request.body.",
  fixes: { 'body-truncated': 'raise bodyLimit, which is 1 MiB by default.' },
}
