/** Go net/http: the body is a stream that is read once. */
import type { Framework } from './framework.js'

export const go: Framework = {
  id: 'go',
  title: 'Go net/http',
  aliases: ['golang', 'gonethttp', 'nethttp'],
  file: 'main.go',
  tried: 'Go 1.19',
  signs: [{ serializer: /Go's/ }],
  rawBody: 'io.ReadAll(r.Body)',
  fix: 'read body, err := io.ReadAll(r.Body) first, hash that, then json.Unmarshal(body, &event): not json.NewDecoder(r.Body) and json.Marshal.',
  fixes: {
    'body-empty': 'a decoder or r.ParseForm() read r.Body first: read it once with io.ReadAll, and parse those bytes.',
  },
}
