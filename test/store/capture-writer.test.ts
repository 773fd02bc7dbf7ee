/** The capture file on a real disk. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCapture } from '../../src/store/capture-writer.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cv-hook-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a capture file', () => {
  it('is private, and holds every line in order however many are written at once', async () => {
    const file = join(folder, 'a.ndjson')
    const capture = await openCapture(file)
    await Promise.all(Array.from({ length: 500 }, (_, at) => capture.append(`{"n":${at}}\n`)))
    await capture.close()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).n),
    ).toEqual(Array.from({ length: 500 }, (_, at) => at))
  })

  it('has a line in the file when its promise resolves', async () => {
    const file = join(folder, 'a.ndjson')
    const capture = await openCapture(file)
    await capture.append('one\n')
    expect(readFileSync(file, 'utf8')).toBe('one\n')
    await capture.append('two\n')
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
    await capture.close()
  })

  it('is continued, on a line of its own after one that was cut', async () => {
    const file = join(folder, 'a.ndjson')
    writeFileSync(file, '{"cvHookCapture":1,"cut":')
    const capture = await openCapture(file)
    await capture.append('{"n":1}\n')
    await capture.close()
    expect(readFileSync(file, 'utf8')).toBe('{"cvHookCapture":1,"cut":\n{"n":1}\n')
  })

  it.each([
    ['a symbolic link', () => symlinkSync('/etc/hostname', join(folder, 'x')), /symbolic link/],
    ['a folder', () => mkdirSync(join(folder, 'x')), /is a directory/],
    ['a named pipe', () => void spawnSync('mkfifo', [join(folder, 'x')]), /not a regular file/],
  ])('is never %s', async (_, make, message) => {
    make()
    await expect(openCapture(join(folder, 'x'))).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringMatching(message),
    })
  })

  it.each(['{"name":"a package"}', 'event,case\n', '\u007fELF', '{"cvhook":1}'])(
    'is never another file: %j is left as it was',
    async content => {
      const file = join(folder, 'a.ndjson')
      writeFileSync(file, content, { mode: 0o644 })
      await expect(openCapture(file)).rejects.toMatchObject({
        code: 'disk',
        message: `cannot write ${file}: it holds something else than a capture of cv-hook`,
      })
      expect(readFileSync(file, 'utf8')).toBe(content)
      expect(statSync(file).mode & 0o777).toBe(0o644)
    },
  )

  it.each(['', '\n', '{"cvH', '\n{"cvHookAnswer":1}\n'])('may hold %j already', async content => {
    const file = join(folder, 'a.ndjson')
    writeFileSync(file, content)
    const capture = await openCapture(file)
    await capture.append(Buffer.from('{"n":1}\n'))
    await capture.close()
    expect(readFileSync(file, 'utf8')).toMatch(/^(.*\n)*\{"n":1\}\n$/)
  })

  it('is not made in a folder that does not exist', async () => {
    await expect(openCapture(join(folder, 'no/x'))).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining('its folder does not exist'),
    })
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })

  it('says when the disk is full', async () => {
    const full = spawnSync('sh', ['-c', `test -c /dev/full`]).status === 0
    expect(full).toBe(true)
    await expect(openCapture('/dev/full')).rejects.toMatchObject({ code: 'disk' })
  })
})
