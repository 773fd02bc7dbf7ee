/** Next.js: a route handler gets a Web request, whose body can be read once. */
import type { Framework } from './framework.js'

export const nextjs: Framework = {
  id: 'nextjs',
  title: 'Next.js route handler',
  aliases: ['next', 'vercel', 'nextjsroutehandler'],
  file: 'app/webhooks/route.ts',
  tried: 'Next.js 16',
  signs: [{ header: 'x-powered-by', value: /^Next\.js/i }, { header: 'x-vercel-id' }, { header: 'x-nextjs-cache' }],
  rawBody: 'await request.text()',
  fix: 'hash await request.text() (or the bytes of await request.arrayBuffer()), not await request.json(). In pages/api export config = { api: { bodyParser: false } } and read the stream.',
  fixes: {
    'body-empty': 'the body was read twice, or by a middleware: call await request.text() once, and parse that text.',
  },
}
