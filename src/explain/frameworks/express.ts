/** Express: express.json() keeps no bytes. */
import type { Framework } from './framework.js'

export const express: Framework = {
  id: 'express',
  title: 'Express',
  aliases: ['expressjs'],
  file: 'receiver.mjs',
  tried: 'Express 5',
  signs: [{ header: 'x-powered-by', value: /^Express$/i }],
  rawBody: 'request.body behind express.raw()',
  fix: "give the route express.raw({ type: '*/*' }), placed before app.use(express.json()), and hash request.body, which then is a Buffer. express.json() leaves only the parsed object.",
  fixes: {
    'body-truncated': "raise the limit of 100 kB: express.raw({ type: '*/*', limit: '30mb' }).",
    'body-empty': 'a parser read the stream first: put the route with express.raw() before app.use(express.json()).',
  },
}
