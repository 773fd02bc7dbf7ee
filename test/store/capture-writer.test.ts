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
    writeFileSync(file, '{"cut":')
    const capture = await openCapture(file)
    await capture.append('{"n":1}\n')
    await capture.close()
    expect(readFileSync(file, 'utf8')).toBe('{"cut":\n{"n":1}\n')
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
