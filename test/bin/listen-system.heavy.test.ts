/** `listen` against the system: disks that take nothing, ports that are not allowed, a real terminal. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { BIN, jsonLines, run } from '../support/cli.js'
import { hasPeer } from '../support/peers.js'
import { deliver, listening, stopListening } from './listening.js'
import { cleanUp, expectRefusal, folder, SECRET } from './receiver.js'

const mounts: string[] = []
afterAll(() => {
  for (const mount of mounts) spawnSync('umount', [mount])
  return cleanUp()
})
stopListening()

const body = (event = 'ADD_CASE_DECISION') => JSON.stringify(fixture(event))
const isRoot = process.getuid?.() === 0

/** A small disk of its own; undefined where this system allows none. */
function disk(...options: string[]): string | undefined {
  const path = join(folder(), 'disk')
  mkdirSync(path)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', path])
  if (status !== 0) {
    console.warn(
      '\n!!! no disk can be mounted here: the tests of full and read-only disks prove nothing in this run !!!\n',
    )
    return undefined
  }
  mounts.push(path)
  return path
}

describe('a disk', () => {
  it.skipIf(!isRoot)('that is full is told by 503, and a delivery is taken again once there is room', async ctx => {
    const path = disk('size=64k')
    if (!path) return ctx.skip('no disk can be mounted here')
    const file = join(path, 'c.ndjson')
    const listener = await listening(['--json', '--capture', file])
    const statuses: number[] = []
    while (statuses.at(-1) !== 503) statuses.push((await deliver(listener.url, body())).status)
    spawnSync('mount', ['-o', 'remount,size=1m', path])
    expect((await deliver(listener.url, body())).status).toBe(200)
    const { code, stderr } = await listener.stop()
    expect({ code, said: /NOT KEPT and answered 503: .*no space|full/i.test(stderr) }).toEqual({ code: 2, said: true })
    const answered = listener.records('received').filter(one => one.response.status === 200)
    const kept = jsonLines(readFileSync(file, 'utf8')).filter(one => one.cvHookCapture)
    expect(kept.map(one => one.id)).toEqual(answered.map(one => one.id))
    expect(statuses.length).toBeGreaterThan(2)
    return undefined
  })

  it.skipIf(!isRoot)('that is read-only is one clear line', async ctx => {
    const path = disk('ro')
    if (!path) return ctx.skip('no disk can be mounted here')
    const args = ['listen', '--port', '0', '--unsigned', '--capture', join(path, 'c.ndjson')]
    expectRefusal(await run(process.execPath, [BIN, ...args]), /c\.ndjson: .*read-only/)
    return undefined
  })
})

describe('a port', () => {
  const first = Number(spawnSync('cat', ['/proc/sys/net/ipv4/ip_unprivileged_port_start']).stdout)

  it.skipIf(!isRoot || !(first > 80) || !hasPeer('setpriv'))('that is not allowed is one clear line', async () => {
    const command = [process.execPath, BIN, 'listen', '--port', '80', '--unsigned']
    const result = await run('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', ...command], { cwd: '/' })
    expectRefusal(result, /port 80 .*(?:not|may)/, /--port/)
  })
})

describe.skipIf(!hasPeer('tmux'))('a real terminal', () => {
  it.each([40, 80, 160])('of %i columns shows every delivery within its width', { timeout: 60_000 }, async columns => {
    const cwd = folder()
    const tmux = (...args: string[]) => run('tmux', ['-S', join(cwd, 'socket'), '-f', '/dev/null', ...args], { cwd })
    const script = (name: string, lines: string[]) => writeFileSync(join(cwd, name), `${lines.join('\n')}\n`)
    const listen = `${process.execPath} ${BIN} listen --port 0 --exit-after 3 --show payload -- sh send.sh`
    const send = `${process.execPath} ${BIN} send --url "$CV_HOOK_URL" >/dev/null 2>&1`
    script('send.sh', [
      `${send} ADD_CASE_DECISION`,
      `${send} CREATE_CASE --secret wrong`,
      `${send} PAYMENT_COMPLETED`,
      'true',
    ])
    script('run.sh', [`CV_HOOK_SECRET=${SECRET} ${listen}`, `tmux -S ${cwd}/socket wait-for -S done`, 'cat'])
    await tmux('new-session', '-d', '-x', String(columns), '-y', '50', 'sh run.sh')
    await tmux('wait-for', 'done')
    // What the terminal itself had to wrap is joined again.
    const { stdout } = await tmux('capture-pane', '-p', '-J', '-S', '-')
    await tmux('kill-server')
    const tooLong = stdout.split('\n').filter(line => [...line.trimEnd()].length > columns)
    expect(tooLong.filter(line => !/^ {2}(?:cv-hook send|cloudflared|ngrok) /.test(line))).toEqual([])
    for (const told of ['ADD_CASE_DECISION', 'CREATE_CASE', 'PAYMENT_COMPLETED', 'decision approved, 2'])
      expect(stdout).toContain(told)
    expect(stdout.replace(/\s+/g, ' ')).toContain('3 deliveries in')
    expect(stdout).not.toMatch(/\x1b|undefined|\[object/)
  })
})
