/** Captures read from files and from standard input, delivery by delivery. Large ones are in the heavy tier. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { answerLine } from '../../src/captures/record.js'
import { readCaptureFile } from '../../src/store/capture-file.js'
import { BODY, PLAIN, SIGNATURE, signatureOf, textOf } from '../captures/sample.js'
import { OF_BYTES } from '../captures/writers.js'
import { file, line, openFolder, readAll, refusal, removeFolder, stdin } from './capture-kit.js'

const folder = openFolder()
afterAll(removeFolder)

describe('every format is read', () => {
  it.each(Object.entries(OF_BYTES))('%s', async (_, write) => {
    const bytes = write(Buffer.from(BODY))
    for (const source of [
      file('capture', bytes),
      stdin(bytes),
      stdin(...[...bytes].map(byte => Uint8Array.of(byte))),
    ]) {
      const { deliveries } = await readAll(source)
      expect(deliveries.map(textOf)).toEqual([BODY])
      expect(deliveries.map(signatureOf)).toEqual([SIGNATURE])
      expect(deliveries[0]!.source).toMatch('path' in source ? /^\/.*capture(?:,|$)/ : /^stdin(?:,|$)/)
    }
  })

  it('and a plain body, with the signature beside it', async () => {
    const { deliveries } = await readAll(file('body.json', PLAIN), { signature: SIGNATURE, trust: 'typed' })
    expect(deliveries).toMatchObject([{ format: 'body', trust: 'typed', headers: [['x-cv-signature', SIGNATURE]] }])
    expect(textOf(deliveries[0])).toBe(PLAIN)
    expect((await readAll(stdin(), { signature: SIGNATURE })).deliveries).toMatchObject([{ body: Buffer.alloc(0) }])
  })

  it('and what an editor or PowerShell made of a capture', async () => {
    const har = OF_BYTES['HAR, base64']!(Buffer.from(BODY)).toString()
    const sorted = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line('a', Buffer.from(BODY)))).sort()))
    for (const text of [line('a', Buffer.from(BODY)), sorted, har]) {
      const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
      for (const bytes of [utf16, Buffer.from(`\ufeff${text}`), Buffer.from(text)]) {
        const { deliveries, notices } = await readAll(stdin(bytes))
        expect([deliveries.map(textOf), notices]).toEqual([[BODY], []])
      }
    }
  })

  it('with trust and signature applied to streamed formats too', async () => {
    for (const bytes of [OF_BYTES['HAR, base64']!(Buffer.from(PLAIN)), line('a', Buffer.from(PLAIN))]) {
      const { deliveries } = await readAll(stdin(bytes), {
        format: bytes instanceof Buffer ? 'har' : 'cv-hook',
        trust: 'logged',
        signature: 'x',
      })
      expect(deliveries.map(one => [one.trust, signatureOf(one)])).toEqual([['logged', SIGNATURE]])
    }
  })
})

describe('a capture of cv-hook', () => {
  const bodies = Array.from({ length: 1200 }, (_, index) =>
    Buffer.from(JSON.stringify({ index, text: 'é"'.repeat(index % 400) })),
  )
  const content = bodies
    .map(
      (body, index) =>
        line(`d${index}`, body) + answerLine({ id: `d${index}`, status: 200 + (index % 2), durationMs: 1 }),
    )
    .join('')

  it('comes back whole and in order, whatever the pieces', async () => {
    const whole = Buffer.from(content)
    const thirds = [whole.subarray(0, 400_000), whole.subarray(400_000, 400_001), whole.subarray(400_001)]
    for (const source of [file('many.ndjson', content), stdin(whole), stdin(...thirds)]) {
      const { deliveries, notices } = await readAll(source)
      expect(deliveries).toHaveLength(bodies.length)
      for (const [index, one] of deliveries.entries()) {
        if (Buffer.compare(bodies[index]!, one.body!) !== 0) throw new Error(`delivery ${index} differs`)
        expect(one.answer).toEqual({ status: 200 + (index % 2) })
      }
      expect(notices).toEqual([])
    }
  })

  it('loses no delivery to a bad or cut line', async () => {
    const { deliveries, notices } = await readAll(
      file(
        'cut',
        `${line('a', Buffer.from(PLAIN))}oops\n${line('b', Buffer.from(BODY))}${line('c', Buffer.from(BODY)).slice(0, 90)}`,
      ),
    )
    expect(deliveries.map(textOf)).toEqual([PLAIN, BODY])
    expect(notices).toEqual([
      expect.stringMatching(/cut, line 2: is not JSON, or cut off; skipped$/),
      expect.stringMatching(/cut, line 4: is not JSON, or cut off; skipped$/),
    ])
  })

  it.runIf(process.platform === 'linux')('is closed when nobody reads on', async () => {
    const { path } = file('left', content)
    const open = () => readdirSync('/proc/self/fd').filter(fd => isOpenAs(fd, path)).length
    for await (const one of readCaptureFile({ path }).deliveries) {
      expect([one.source, open()]).toEqual([`${path}, line 1`, 1])
      break
    }
    expect(open()).toBe(0)
  })
})

describe('what cannot be read is one clear line', () => {
  it.each([
    [
      'a missing file',
      () => ({ path: join(folder, 'none') }),
      'unreadable',
      /^cannot read \/.*none: there is no such file$/,
    ],
    ['a path through a file', () => ({ path: join(file('f', '').path, 'x') }), 'unreadable', /not a directory$/],
    ['a directory', () => ({ path: folder }), 'unreadable', /: it is a directory$/],
    ['a device', () => ({ path: '/dev/zero' }), 'unreadable', /: it is a device$/],
    ['an empty file', () => file('empty', ''), 'bad-capture', /empty: is empty$/],
    ['standard input that is closed', () => stdin(), 'bad-capture', /^stdin: is empty$/],
    ['a file that is no capture', () => file('odd', 'hello'), 'bad-capture', /is no capture/],
    [
      'a capture without a delivery',
      () => file('none.ndjson', answerLine({ id: 'a', status: 200, durationMs: 1 })),
      'bad-capture',
      /holds no delivery$/,
    ],
    [
      'an archive without a delivery',
      () => stdin('{"log":{"entries":[{"request":{"method":"GET"}}]}}'),
      'bad-capture',
      /holds no delivery$/,
    ],
    ['standard input that fails', () => ({ stdin: failing() }), 'unreadable', /^cannot read stdin: EIO$/],
  ] as const)('%s', async (_, source, code, message) => {
    const error = await refusal(source())
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)])
    expect(error.exitCode).toBe(2)
  })
})

function isOpenAs(fd: string, path: string): boolean {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path
  } catch {
    return false
  }
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(PLAIN)
  throw Object.assign(new Error('read EIO'), { code: 'EIO' })
}

it.skipIf(process.platform === 'win32')('a named pipe is read like a file', async () => {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const writer = spawn('sh', ['-c', 'cat > "$1"', 'sh', path], { stdio: ['pipe', 'ignore', 'inherit'] })
  writer.stdin.end(line('a', Buffer.from(BODY)))
  expect((await readAll({ path })).deliveries.map(textOf)).toEqual([BODY])
})

describe('files that a curl command names', () => {
  const inside = join(folder, 'files')
  mkdirSync(join(inside, 'sub'), { recursive: true })
  writeFileSync(join(inside, 'sub', 'body.json'), PLAIN)
  writeFileSync(join(folder, 'outside'), 'secret')
  symlinkSync(join(folder, 'outside'), join(inside, 'link'))
  symlinkSync(folder, join(inside, 'up'))
  symlinkSync('sub/body.json', join(inside, 'within'))
  execFileSync('mkfifo', [join(inside, 'pipe')])
  writeFileSync(join(inside, 'large'), '')
  truncateSync(join(inside, 'large'), 65 * 1024 ** 2)
  const command = (path: string) =>
    stdin(`curl -H 'x-cv-signature: ${SIGNATURE}' --data-binary @${path} http://localhost/h\n`)

  it.each(['sub/body.json', './sub/../sub/body.json', 'within', join(inside, 'sub/body.json')])(
    '%s is read below the folder',
    async path => {
      expect(textOf((await readAll(command(path), { filesFolder: inside })).deliveries[0])).toBe(PLAIN)
    },
  )

  it.each([
    ['../outside', 'it is not in the folder given by --files'],
    ['link', 'it is not in the folder given by --files'],
    ['up/outside', 'it is not in the folder given by --files'],
    ['up/files/../outside', 'it is not in the folder given by --files'],
    ['/etc/hostname', 'it is not in the folder given by --files'],
    ['none', 'there is no such file'],
    ['sub', 'it is no regular file'],
    ['.', 'it is no regular file'],
    ['pipe', 'it is no regular file'],
    ['large', 'it is larger than 64 MB'],
  ])('%s is not: %s', async (path, why) => {
    const error = await refusal(command(path), { filesFolder: inside })
    expect(error.code).toBe('bad-capture')
    expect(error.message).toBe(`stdin: the command sends a file (@...) that cannot be read: ${why}`)
    expect(error.hints).toEqual(['a relative path begins at the folder given by --files'])
  })

  it('none is read without a folder', async () => {
    expect((await refusal(command(join(inside, 'sub/body.json')))).hints.join()).toContain('--files')
  })

  it('the folder must be there', async () => {
    expect((await refusal(command('a'), { filesFolder: join(folder, 'nowhere') })).message).toMatch(
      /^--files: cannot read .*: there is no such file$/,
    )
  })
})
