/** What Python's programs print of a body. */
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { BODY, readOne, textOf } from './sample.js'

describe.runIf(hasPeer('python3'))('Python', () => {
  const python = (code: string) =>
    spawnSync('python3', ['-c', `import json, sys, pprint, logging\nbody = sys.stdin.buffer.read()\n${code}`], {
      input: BODY,
      env: { PATH: process.env['PATH'], PYTHONIOENCODING: 'utf-8' },
    }).stdout

  it.each([
    ['print(body)', BODY],
    ['print("got %r" % body)', BODY],
    ['print(repr(body.decode()))', BODY],
    ['print({"body": body.decode()})', BODY],
    ['print(json.loads(body))', BODY.replace('12.50', '12.5')],
    ['pprint.pprint(json.loads(body), sort_dicts=False)', BODY.replace('12.50', '12.5')],
    ['print(json.dumps({"message": repr(json.loads(body))}))', BODY.replace('12.50', '12.5')],
    ['print(json.dumps({"message": repr(body)}))', BODY],
    ['print(json.dumps({"message": json.dumps({"body": body.decode()})}))', BODY],
  ])('%s', (code, body) => {
    expect(textOf(readOne(python(code), { format: 'text' }))).toBe(body)
  })
})
