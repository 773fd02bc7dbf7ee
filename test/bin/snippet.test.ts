/** `snippet`: the list of receivers, and each of them as it is to be saved. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TRIED } from '../interop/receivers/tried.js'
import { cli, jsonLines } from '../support/cli.js'
import { expectRefusal } from './receiver.js'

const FOLDER = new URL('../../fixtures/snippets/', import.meta.url)
const IDS = [
  ...['express', 'fastify', 'nestjs', 'nextjs', 'hono', 'koa', 'lambda', 'flask', 'fastapi', 'django', 'rails'],
  ...['laravel', 'spring', 'aspnet', 'go'],
]

describe.concurrent('the list', () => {
  it.each([80, 40])('names every framework within %i columns', async columns => {
    const { code, stdout, stderr } = await cli(['snippet'], { env: { COLUMNS: String(columns) } })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const id of IDS) expect(stdout).toMatch(new RegExp(`^  ${id}\\b`, 'm'))
    expect(stdout).toMatch(/ASP\.NET Core\s+not run here/)
    expect(stdout).toMatch(/Rails\s+tried: Rails/)
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(columns)
  })

  it('says of a receiver that it was tried exactly where the tests run it', async () => {
    const records = jsonLines((await cli(['snippet', '--json'])).stdout)
    expect(records.map(one => one.id)).toEqual(IDS)
    expect(records.filter(one => one.tried).map(one => one.id)).toEqual([...TRIED])
    for (const { tried, triedWith } of records) expect(triedWith !== undefined).toBe(tried)
  })

  it('has a file for each, and no other', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...IDS].sort())
  })
})

describe.concurrent('one receiver', () => {
  it.each(IDS)('%s: complete, ready to be saved under the name that it says', async id => {
    const [record] = jsonLines((await cli(['snippet', id, '--json'])).stdout)
    const { code, stdout, stderr } = await cli(['snippet', id])
    const [file] = readdirSync(new URL(`${id}/`, FOLDER))
    expect({ code, stdout }).toEqual({ code: 0, stdout: readFileSync(new URL(`${id}/${file}`, FOLDER), 'utf8') })
    expect(record).toMatchObject({ type: 'snippet', id, text: stdout })
    expect(basename(record.file)).toBe(file)
    for (const part of [record.file, 'CV_SECRET is not set', "CV_SECRET='", 'x-cv-signature']) {
      if (id === 'lambda' && part === "CV_SECRET='") continue
      expect(stdout.toLowerCase()).toContain(idiom(id, part).toLowerCase())
    }
    expect(stdout).not.toMatch(/[ \t]$|\r/m)
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(130)
    if (record.tried) expect(stderr).toBe('')
    else expect(stderr).toMatch(/^note: .* cannot run this one/)
  })

  it.each([
    ['next', 'nextjs'],
    ['Next.js', 'nextjs'],
    ['NEST', 'nestjs'],
    ['aspnet-core', 'aspnet'],
    ['ASP.NET', 'aspnet'],
    ['dotnet', 'aspnet'],
    ['spring-boot', 'spring'],
    ['Spring Boot', 'spring'],
    ['golang', 'go'],
    ['net/http', 'go'],
    ['aws-lambda', 'lambda'],
    ['starlette', 'fastapi'],
    ['ruby-on-rails', 'rails'],
  ])('is found by another name: %s', async (name, id) => {
    expect(jsonLines((await cli(['snippet', name, '--json'])).stdout)).toMatchObject([{ id }])
  })

  it.each<[string, string[], RegExp, RegExp]>([
    ['a slip', ['exprss'], /no framework "exprss"/, /did you mean express\?/],
    ['an unknown one', ['cobol-on-cogs'], /no framework "cobol-on-cogs"/, /cv-hook snippet lists them/],
    ['a hostile name', ['\u001b[2J__proto__'], /no framework/, /cv-hook snippet lists them/],
    ['two', ['express', 'koa'], /too many arguments/, /snippet --help/],
    ['an empty name', [''], /no framework ""/, /cv-hook snippet lists them/],
  ])('is refused: %s', async (_, args, message, hint) => {
    const result = await cli(['snippet', ...args])
    expectRefusal(result, message, hint)
    expect(result.stderr).not.toContain('\u001b')
  })
})

/** How a language calls the header, and where its first lines put things. */
function idiom(id: string, part: string): string {
  if (part === 'x-cv-signature' && id === 'rails') return 'HTTP_X_CV_SIGNATURE'
  return part
}

it('the event that is sent to them holds what breaks a receiver that parses first', async () => {
  const { stdout } = await cli(['fixture', 'ADD_CASE_DECISION'])
  for (const part of [/[^\u0000-\u007f]/, /\//, /[<>&]/]) expect(stdout).toMatch(part)
})
