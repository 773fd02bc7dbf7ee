/** docs/records.md names every member of every record, and the records have those that it does not call optional. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, fits, folder, hmac, receiver, SECRET } from './receiver.js'

const TEXT = readFileSync(fileURLToPath(new URL('../../docs/records.md', import.meta.url)), 'utf8')

afterAll(cleanUp)

interface Members {
  named: Set<string>
  needed: string[]
}

const words = (text: string) => [...text.matchAll(/`(\w+)(\??)`/g)].map(([, name, mark]) => [name!, mark!] as const)

/** The members of a type, or of the summary of a command. */
function membersOf(type: string, command: string | undefined): Members {
  const section = TEXT.split(/^## /m).find(one => one.startsWith(`${type}\n`))
  if (section) {
    const cells = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => words(cell!))
    const named = new Set([...cells, ...words(section.replace(/^\|.*$/gm, ''))].map(([name]) => name))
    return { named, needed: cells.filter(([, mark]) => mark === '').map(([name]) => name) }
  }
  const key = type === 'summary' ? command! : type
  const part = TEXT.split(/^## /m).find(one => one.startsWith(type === 'summary' ? 'Summaries' : 'Others'))!
  const row = part.split('\n').find(line => line.startsWith('| `') && line.split('|')[1]!.includes(`\`${key}\``))
  const listed = row
    ? words(row.split('|').slice(2).join('|'))
    : type === 'error' || type === 'ready' || type === 'refused'
      ? words(TEXT)
      : []
  return {
    named: new Set(listed.map(([name]) => name)),
    needed: row ? listed.filter(([, mark]) => mark === '').map(([name]) => name) : [],
  }
}

/** What a record has that is not named, and what it lacks. */
function differences(record: Record<string, unknown>): string[] {
  const { type, command, ...rest } = record as { type: string; command?: string }
  const { named, needed } = membersOf(type, command)
  const title = command === undefined ? type : `${type} of ${command}`
  // A check that is only listed has other members.
  const listed = type === 'check' && 'why' in rest
  return [
    ...Object.keys(rest).flatMap(name => (named.has(name) ? [] : [`${title}: ${name} is not named`])),
    ...needed.flatMap(name => (name in rest || listed ? [] : [`${title}: ${name} is missing`])),
  ]
}

describe.concurrent('docs/records.md', () => {
  const body = JSON.stringify(fixture('PAYMENT_ADDED'))
  const signature = hmac(Buffer.from(body), SECRET)
  const line = (id: string, value: string) =>
    `${JSON.stringify({ cvHookCapture: 1, id, headers: [['x-cv-signature', value]], body: `${body}${id === 'a-1' ? '' : '\n'}` })}\n`
  const file = 'today.ndjson'
  const recorded = line('a-1', signature) + line('a-2', signature)
  const env = { S: SECRET }

  it.each<[string, string[], string[]]>([
    ['send', ['send', 'CREATE_CASE', 'PAYMENT_ADDED', '--secret-env', 'S', '--fresh'], ['delivery', 'summary']],
    ['send --forge', ['send', 'CREATE_CASE', '--secret-env', 'S', '--forge', 'tampered'], ['delivery', 'summary']],
    ['send to nobody', ['send', 'CREATE_CASE', '--unsigned', '--url', 'http://127.0.0.1:1/'], ['delivery', 'summary']],
    ['send --dry-run', ['send', 'CREATE_CASE', '--unsigned', '--dry-run'], ['request']],
    ['replay', ['replay', file], ['delivery', 'summary']],
    ['verify', ['verify', file, '--secret-env', 'S'], ['verdict', 'summary']],
    ['test', ['test', '--secret-env', 'S', '--only', 'refuses/sha1'], ['check', 'summary']],
    ['test --list', ['test', '--list'], ['check']],
    ['test --diagnose', ['test', '--diagnose', '--secret-env', 'S'], ['diagnosis']],
    ['redact', ['redact', file, '--secret-env', 'S', '--output', 'copy.ndjson'], ['copy', 'summary']],
    ['listen', ['listen', '--port', '0', '--secret-env', 'S', '--for', '1'], ['ready', 'summary']],
    ['demo', ['demo'], ['demo', 'summary']],
    ['sign', ['sign', file, '--secret-env', 'S'], ['signature']],
    ['fixture', ['fixture', 'CREATE_CASE'], ['fixture']],
    ['events', ['events'], ['event']],
    ['events of one', ['events', 'ADD_CASE_DECISION'], ['event', 'field']],
    ['snippet', ['snippet'], ['snippet']],
    ['snippet of one', ['snippet', 'express'], ['snippet']],
    ['help causes', ['help', 'causes'], ['cause']],
    ['help checks', ['help', 'checks', 'refuses'], ['check']],
    ['an error', ['send', 'NOPE'], ['error']],
  ])('names what %s prints', async (_title, args, types) => {
    const { url } = await receiver((response, request) => response.writeHead(fits(request) ? 200 : 401).end())
    const cwd = folder({ [file]: recorded })
    const { stdout } = await cli([...args, '--json'], { cwd, env: { ...env, CV_HOOK_URL: url } })
    const records = jsonLines(stdout)
    expect(new Set(records.map(one => one.type))).toEqual(new Set(types))
    expect([...new Set(records.flatMap(differences))]).toEqual([])
  })

  it('names what listen prints of deliveries, and of requests that are none', async () => {
    const cwd = folder()
    const command = `curl -s "$CV_HOOK_URL"; for i in 1 2; do curl -s "$CV_HOOK_URL" --data-binary @body; done`
    const args = ['listen', '--port', '0', '--secret-env', 'S', '--exit-after', '2', '--json']
    const { stdout } = await cli(
      [...args, '--', 'bash', '-c', `printf %s '{"event":"CREATE_CASE"}' >body; ${command}`],
      {
        cwd,
        env: { ...env, PATH: process.env['PATH']! },
      },
    )
    const records = jsonLines(stdout)
    expect(new Set(records.map(one => one.type))).toEqual(new Set(['ready', 'received', 'refused', 'summary']))
    expect([...new Set(records.flatMap(differences))]).toEqual([])
  })
})
