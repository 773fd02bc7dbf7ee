/** Long bulk runs hold their memory flat, whatever is done with each delivery. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, folder } from './receiver.js'

afterAll(cleanUp)

const COUNT = 20_000
const LIMIT = 25 * 1024

/** Kilobytes of a process, as Linux counts them: what it has, and the most that it ever had. */
function memory({ pid }: ChildProcess): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)![1])
  return { now: read('VmRSS'), most: read('VmHWM') }
}

it.skipIf(!existsSync('/proc/self/status')).each<[string, number, string[]]>([
  ['fresh bodies', 200, ['--fresh']],
  ['the same body, refused', 401, []],
  ['records', 200, ['--fresh', '--json']],
  ['a capture file', 200, ['--fresh', '--capture', 'file.ndjson']],
])(`${COUNT} deliveries: %s`, { timeout: 120_000 }, async (title, status, args) => {
  let child: ChildProcess | undefined
  let arrived = 0
  const seen: Array<ReturnType<typeof memory>> = []
  const server = createServer((request, response) => {
    arrived++
    if (arrived === 5000 || arrived === 19_000) seen.push(memory(child!))
    request.resume().on('end', () => response.writeHead(status).end('{"ok":true}'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const command = ['send', 'ADD_CASE_DECISION', '--count', String(COUNT), '--concurrency', '10', '--secret', 'x']
  const result = await cli([...command, '--url', url, ...args], {
    cwd: folder(),
    onOutput: (_text, running) => {
      child = running
    },
  })
  server.closeAllConnections()
  server.close()
  expect({ code: result.code, arrived }).toEqual({ code: status === 200 ? 0 : 1, arrived: COUNT })
  if (args.includes('--json')) expect(jsonLines(result.stdout).at(-1)).toMatchObject({ type: 'summary', sent: COUNT })
  const [early, late] = seen
  console.log(`${title}: ${early!.now} kB after 5000, ${late!.now} kB after 19000, at most ${late!.most} kB`)
  expect(late!.now - early!.now).toBeLessThan(LIMIT)
  expect(late!.most - early!.most).toBeLessThan(LIMIT)
})
