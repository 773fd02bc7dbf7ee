/** `redact` of bodies that are only searched in part: the copy shows the same, or nothing is kept. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, folder, hmac, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { CV_SECRET: SECRET }
const SLOW = { timeout: 120_000 }

/** A recording of a delivery whose body of 10 MiB somebody has changed. */
async function recorded(change: (body: Buffer) => Buffer): Promise<string> {
  const { bytes } = await cli(['fixture', 'ADD_CASE_ATTACHMENT', '--pad', '10mb'])
  const body = change(bytes)
  const head = `POST /x HTTP/1.1\r\nhost: x\r\nx-cv-signature: ${hmac(bytes, SECRET)}\r\ncontent-length: ${body.length}\r\n\r\n`
  const cwd = folder()
  writeFileSync(join(cwd, 'request.http'), Buffer.concat([Buffer.from(head), body]))
  return cwd
}

const redact = (cwd: string) =>
  cli(['redact', 'request.http', '--secret-env', 'CV_SECRET', '--output', 'o'], { cwd, env })

it.each<[string, (body: Buffer) => Buffer, string]>([
  ['with a newline at its end', body => Buffer.concat([body, Buffer.from('\n')]), 'body-trailing-bytes'],
  ['with a line before it', body => Buffer.concat([Buffer.from('\r\n'), body]), 'body-trailing-bytes'],
  ['in base64', body => Buffer.from(body.toString('base64')), 'body-base64-or-hex'],
])('a body %s', SLOW, async (_title, change, cause) => {
  const cwd = await recorded(change)
  expect(await redact(cwd)).toMatchObject({ code: 0, stderr: '' })
  const [copy] = jsonLines(readFileSync(join(cwd, 'o'), 'utf8'))
  expect(copy.original).toMatchObject({ explanation: { proof: 'proven', causes: [cause] }, reproduces: true })
  expect(copy.body).not.toMatch(/Núñez|Siobh/)
})

it('a copy that would not show the same is not kept', SLOW, async () => {
  const cwd = await recorded(body => Buffer.from(body.toString(), 'utf16le'))
  const { code, stderr } = await redact(cwd)
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^error: 1 of the copies would not show what the original shows, so that nothing was kept: request/m,
  )
  expect(stderr).toMatch(/^hint: try another --seed$/m)
  expect(existsSync(join(cwd, 'o'))).toBe(false)
})
