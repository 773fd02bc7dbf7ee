/** Flask: keeps the bytes if they are asked for first. */
import type { Framework } from './framework.js'

export const flask: Framework = {
  id: 'flask',
  title: 'Flask',
  aliases: [],
  file: 'receiver.py',
  tried: 'Flask 2.2',
  signs: [
    { header: 'server', value: /^Werkzeug\//i },
    { answer: /^<!doctype html>\s*<html lang=en>\s*<title>\d{3} /i },
    { serializer: /Python/ },
  ],
  rawBody: 'request.get_data()',
  fix: 'hash request.get_data(), read before request.form or request.json, not json.dumps(request.json).',
  fixes: {
    'body-empty': 'request.form or the stream was read first: call request.get_data() at the very beginning.',
  },
}
