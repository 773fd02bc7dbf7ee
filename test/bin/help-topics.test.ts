/** The topics that are text: they fit the terminal, and what they tell is so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines, run } from '../support/cli.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-topics-'))
afterAll(() => rmSync(folder, { recursive: true }))

const topic = async (name: string, columns = 80) =>
  (await cli(['help', name], { env: { COLUMNS: String(columns) } })).stdout

describe.concurrent.each(['signatures', 'exit-codes', 'phi', 'config'])('help %s', name => {
  it.each([40, 80])('fits %i columns, but for lines to copy', async columns => {
    const { code, stdout, stderr } = await cli(['help', name], { env: { COLUMNS: String(columns) } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const long = stdout
      .split('\n')
      .filter(line => line.length > columns && !/^ {2}(?:[ {}]|openssl|cv-hook)/.test(line))
    expect(long).toEqual([])
  })

  it('is in the list of topics, and has a help of its own', async () => {
    expect((await cli(['--help'])).stdout).toMatch(new RegExp(`^ {2}help ${name} +\\S`, 'm'))
    expect(await cli(['help', name, '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:') })
    expect(await cli(['help', name, 'more'])).toMatchObject({ code: 2 })
  })
})

it.concurrent('the lines that help signatures shows for a signature come to the same one', async () => {
  const lines = (await topic('signatures')).match(/^ {2}(?:openssl|cv-hook).*$/gm)!
  expect(lines).toHaveLength(2)
  writeFileSync(join(folder, 'body.json'), '{"event":"CREATE_CASE"}')
  const env = { CV_SECRET: 'topic' }
  const openssl = await run('bash', ['-c', lines[0]!], { cwd: folder, env })
  const own = await cli(lines[1]!.trim().split(' ').slice(1), { cwd: folder, env })
  expect(own.stdout.trim()).toBe(openssl.stdout.trim().split(' ').at(-1))
  expect(own.stdout.trim()).toHaveLength(64)
})

it.concurrent('the config that help config shows is a right one', async () => {
  const example = /^ {2}\{$[\s\S]*?^ {2}\}$/m.exec(await topic('config'))![0]
  writeFileSync(join(folder, 'cv-hook.config.json'), example)
  writeFileSync(join(folder, 'staging.secret'), 'topic\n')
  const args = ['send', 'CREATE_CASE', '--profile', 'staging', '--dry-run', '--as', 'json']
  const { code, stdout } = await cli(args, { cwd: folder, env: { STAGING_BYPASS: 'x' } })
  expect({ code, url: jsonLines(stdout)[0].url }).toEqual({ code: 0, url: 'https://staging.example.com/webhooks' })
})
