/** Every fault that the black-box diagnosis is to prove, over real connections, and parsers that are real themselves. */
import { spawnSync } from 'node:child_process'
import { afterAll, describe, expect, it } from 'vitest'
import { hasPeer } from '../support/peers.js'
import { diagnosis, PROVEN } from './diagnosis-kit.js'
import { closeReceivers, hashing } from './receiver-kit.js'

afterAll(closeReceivers)

describe.concurrent('a fault is proven by one accepted request', () => {
  it.each(PROVEN)('%s', async (_title, causes, handle) => {
    const found = await diagnosis(handle)
    expect(found).toMatchObject({ verdict: 'found', proof: 'proven', causes, accepted: 1 })
    expect(found.requests).toBeLessThan(300)
  })
})

const PYTHON = `import sys, json
text = json.dumps(json.loads(sys.stdin.buffer.read()), separators=(',', ':'), ensure_ascii=False)
sys.stdout.buffer.write(text.encode())`
const PHP = `$data = json_decode(file_get_contents('php://stdin'), true, 512, JSON_THROW_ON_ERROR);
echo json_encode($data, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);`

describe('a receiver that parses and writes again what usual bodies do not show is told by its serializer', () => {
  it.each([
    ['python3', '-c', PYTHON, "as Python's json.dumps without blanks and escapes"],
    ['php', '-r', PHP, "as PHP's json_encode with JSON_UNESCAPED_SLASHES and _UNICODE"],
  ])('%s', async (program, option, code, how) => {
    if (!hasPeer(program)) return
    const again = hashing(body => {
      const { status, stdout, stderr } = spawnSync(program, [option, code], { input: body })
      if (status !== 0) throw new Error(String(stderr))
      return stdout
    })
    const found = await diagnosis(again)
    expect(found).toMatchObject({
      verdict: 'latent',
      proof: 'observed',
      how: `it parses it and writes it again ${how}`,
    })
  })
})
