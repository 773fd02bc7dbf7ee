/** Every command that the documents show, run as it stands. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from '../../src/events/fixture.js'
import { type Arrived, closeReceivers, correct, receive, SECRET } from '../contract/receiver-kit.js'
import { BIN, cli, run } from '../support/cli.js'
import { HEAVY, sample } from '../support/tier.js'
import { hmac } from './receiver.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
]
const BODY = '{"event":"CREATE_CASE","payload":{}}'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-docs-'))
afterAll(async () => {
  await closeReceivers()
  rmSync(folder, { recursive: true })
})

/** Lines of code, and code in sentences, that call cv-hook, with the document that has them. */
const commands = DOCUMENTS.flatMap(document =>
  [
    ...readFileSync(join(ROOT, document), 'utf8').matchAll(/^ {4}((?:source <\()?cv-hook .*)$|`(cv-hook [^`<]*)`/gm),
  ].map(([, line, inSentence]) => [document, (line ?? inSentence)!.replace(/ +# .*$/, '')] as const),
)

/** The receiver of an older set-up: a fixed header, and JSON. */
function answerOlder({ request, response, body }: Arrived): void {
  let status = request.headers['x-webhook-secret'] === 'token' ? 200 : 401
  try {
    JSON.parse(body.toString())
  } catch {
    status = 400
  }
  response.writeHead(status).end()
}

/** A whole contract takes a second: the fast tier runs one. */
const isWhole = (line: string) => /^cv-hook test (?!.*--(?:only|diagnose|list))/.test(line)
const firstWhole = commands.find(([, line]) => isWhole(line))![1]
const each = [...new Map(commands.map(one => [one[1], one])).values()]
const brief = each.filter(([, line]) => !isWhole(line) || line === firstWhole)
const isReadme = ([document]: readonly [document: string, line: string]) => document === 'README.md'
const quick = [
  ...brief.filter(isReadme),
  ...sample(
    brief.filter(one => !isReadme(one)),
    3,
  ),
]

describe('the documents', () => {
  let url = ''
  let older = ''

  beforeAll(async () => {
    url = (await receive(correct)).url
    older = (await receive(answerOlder)).url
    mkdirSync(join(folder, 'bin'))
    symlinkSync(BIN, join(folder, 'bin/cv-hook'))
    writeFileSync(join(folder, 'body.json'), BODY)
    const signature = hmac(Buffer.from(BODY), SECRET)
    const head = `POST /webhooks HTTP/1.1\r\nhost: x\r\nx-cv-signature: ${signature}\r\ncontent-length: ${BODY.length}\r\n\r\n`
    writeFileSync(join(folder, 'request.txt'), head + BODY)
    const recorded = { cvHookCapture: 1, id: 'abc-1', headers: [], body: JSON.stringify(fixture('PAYMENT_ADDED')) }
    const json = (document: string) => /^```json\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, document), 'utf8'))![1]!
    writeFileSync(join(folder, 'my-story.json'), json('docs/options.md'))
    writeFileSync(join(folder, 'webhook-baseline.json'), json('docs/ci.md'))
    writeFileSync(join(folder, 'today.ndjson'), `${JSON.stringify(recorded)}\n`)
  })

  it('show commands', () => {
    expect(commands.length).toBeGreaterThan(25)
  })

  it.concurrent.each(HEAVY ? each : quick)('%s: %s', async (_document, line) => {
    const here = line
      .replaceAll(/http:\/\/(?:localhost|127\.0\.0\.1):3000\/webhooks/g, line.includes('--static-header') ? older : url)
      // Others read it at the same time.
      .replace(/webhook-baseline\.json (?=--update-baseline)/, 'new-$&')
      .replace(/ \| Out-String.*/, '')
      // It would go on until somebody stops it.
      .replace(/^cv-hook listen(?!.* -- ).*/, '$& --port 0 --for 1ms')
      .replace('--secret demo-secret', `--secret '${SECRET}'`)
    const { code, stderr } = await run('bash', ['-c', here], {
      cwd: folder,
      env: {
        PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
        CV_SECRET: SECRET,
        CV_HOOK_SECRET: SECRET,
        CV_HOOK_URL: url,
        HOOK_TOKEN: 'token',
      },
    })
    expect(code, stderr).toBe(0)
    expect(stderr).not.toMatch(/ at .*:\d+:\d+/)
  })
})

it('docs/options.md names options that their commands have', async () => {
  const sections = readFileSync(join(ROOT, 'docs/options.md'), 'utf8').split(/^## /m).slice(1)
  expect(sections.length).toBeGreaterThan(4)
  const unknown: string[] = []
  for (const section of sections) {
    const name = /^\w+/.exec(section)![0]
    const { stdout } = await cli([name, '--help'])
    for (const [option] of section
      .match(/^\| .*$/gm)!
      .join('\n')
      .matchAll(/(?<=[` ])--[a-z][a-z-]*/g)) {
      if (!new RegExp(`^  ${option}\\b`, 'm').test(stdout)) unknown.push(`${name} ${option}`)
    }
  }
  expect(unknown).toEqual([])
})

it('links between documents lead somewhere', () => {
  const broken = DOCUMENTS.concat('CONTRIBUTING.md').flatMap(document => {
    const text = readFileSync(join(ROOT, document), 'utf8')
    return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)/g)].flatMap(([whole, path, anchor]) => {
      const file = path === '' ? join(ROOT, document) : join(ROOT, document, '..', path!)
      if (!existsSync(file)) return [`${document}: ${whole}`]
      const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      )
      return anchor === undefined || titles.includes(anchor.slice(1)) ? [] : [`${document}: ${whole}`]
    })
  })
  expect(broken).toEqual([])
})
