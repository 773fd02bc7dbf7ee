/** FastAPI: a model as parameter hides the bytes. */
import type { Framework } from './framework.js'

export const fastapi: Framework = {
  id: 'fastapi',
  title: 'FastAPI',
  aliases: ['starlette'],
  file: 'receiver.py',
  tried: 'FastAPI 0.92',
  signs: [{ header: 'server', value: /^uvicorn/i }, { answer: /^\{"detail":/ }, { serializer: /Python/ }],
  rawBody: 'await request.body()',
  fix: 'take request: Request as the only parameter, and hash await request.body(), not a model, a dict or json.dumps(await request.json()).',
}
