/** `help causes`: every cause by its id, and each in full. */
import { describe, expect, it } from 'vitest'
import { CAUSE_IDS } from '../../src/explain/causes.js'
import { cli, jsonLines } from '../support/cli.js'
import { expectRefusal } from './receiver.js'

const widest = (text: string) => Math.max(...text.split('\n').map(line => line.length))

describe.concurrent('the list', () => {
  it.each([80, 40])('has every id, in groups, within %i columns', async columns => {
    const result = await cli(['help', 'causes'], { env: { COLUMNS: String(columns) } })
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const ids = result.stdout.split('\n').flatMap(line => /^ {2}([a-z]+-[a-z0-9-]+)(?: {2}|$)/.exec(line)?.[1] ?? [])
    expect(ids).toEqual([...CAUSE_IDS])
    expect(result.stdout.match(/^[A-Z].*$/gm)!.length).toBeGreaterThanOrEqual(4)
    expect(widest(result.stdout)).toBeLessThanOrEqual(columns)
  })

  it('as JSON is one object a line', async () => {
    const records = jsonLines((await cli(['help', 'causes', '--json'])).stdout)
    expect(records.map(one => one.id)).toEqual([...CAUSE_IDS])
    for (const one of records) {
      expect(one).toMatchObject({ type: 'cause', proof: expect.stringMatching(/^(?:proven|observed|likely)$/) })
      for (const member of ['title', 'group', 'happened', 'recognised', 'fix']) expect(one[member]).toMatch(/\w{3}/)
    }
  })
})

describe.concurrent('one cause', () => {
  it.each([80, 40])('is told in full within %i columns', async columns => {
    const { code, stdout } = await cli(['help', 'causes', 'json-empty-strings'], { env: { COLUMNS: String(columns) } })
    expect(code).toBe(0)
    const text = stdout.replace(/\s+/g, ' ')
    expect(text).toMatch(/^json-empty-strings empty texts became null what happened A middleware such as/)
    expect(text).toMatch(/how it shows With the empty texts restored the signature fits\./)
    expect(text).toMatch(/proof proven, at best: a digest matches/)
    expect(text).toMatch(/what to do Hash the raw bytes/)
    expect(text).toMatch(/in Laravel hash \$request->getContent\(\)/)
    expect(widest(stdout)).toBeLessThanOrEqual(columns)
  })

  it('is found whatever the case, and with underscores', async () => {
    const { stdout } = await cli(['help', 'causes', 'SECRET_WHITESPACE', '--json'])
    expect(jsonLines(stdout)).toMatchObject([{ id: 'secret-whitespace', proof: 'proven' }])
  })

  it.each<[string, string[], RegExp, RegExp]>([
    ['a slip', ['causes', 'json-spcing'], /no cause "json-spcing"/, /did you mean json-spacing\?/],
    ['an unknown one', ['causes', 'gremlins'], /no cause "gremlins"/, /help causes lists them/],
    ['two', ['causes', 'json-spacing', 'body-bom'], /too many arguments/, /help causes --help/],
    ['an unknown topic', ['caus'], /no command and no topic "caus"/, /did you mean causes\?/],
    ['a topic called like a member of objects', ['constructor'], /no command and no topic/, /--help/],
  ])('is refused: %s', async (_, args, message, hint) => {
    expectRefusal(await cli(['help', ...args]), message, hint)
  })
})

it('the overview names the topic', async () => {
  expect((await cli(['--help'])).stdout).toMatch(/^ {2}help causes \[id\] {2}\S/m)
})
