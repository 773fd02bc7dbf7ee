/** The command that a failed check prints: a shell runs it as it stands, or says what has to be filled in and sends nothing. */
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, cli, jsonLines, run } from '../support/cli.js'
import { PLANTED } from '../support/planted.js'
import { sample } from '../support/tier.js'
import { cleanUp, fits, folder, type Received, right, SECRET } from './receiver.js'

afterAll(cleanUp)

/** Each of these starts programs, some several. */
const SLOW = { timeout: 120_000 }

const ENV = { CV_SECRET: SECRET }
const FEW = ['--events', 'CREATE_CASE,ADD_CASE_DECISION']

/** Runs a line as a user would paste it. */
const paste = (line: string, env: Record<string, string> = ENV, cwd?: string) =>
  run('bash', ['-c', `cv-hook() { "${process.execPath}" "${BIN}" "$@"; }\n${line} --json`], {
    env,
    ...(cwd === undefined ? {} : { cwd }),
  })

/** The failed check of a run: its record, and the body that failed it. */
async function failed(args: string[], requests: Received[], cwd?: string) {
  const { stdout } = await cli(['test', '--secret-env', 'CV_SECRET', ...FEW, '--json', ...args], {
    env: ENV,
    ...(cwd === undefined ? {} : { cwd }),
  })
  const [record] = jsonLines(stdout).filter(one => one.type === 'check' && one.outcome === 'fail')
  return { record, sent: requests.splice(0).map(one => one.body.toString()) }
}

const told = ({ id, outcome, actual, status, note }: any) => ({ id, outcome, actual, status, note })

const has = (text: string) => (request: Received) => request.body.includes(text)

describe.concurrent('runs as it stands, and shows the same again:', SLOW, () => {
  const wrongs: [string, (request: Received) => number | undefined][] = [
    ['control', request => (fits(request) ? 500 : undefined)],
    ['accepts/event/ADD_CASE_DECISION', request => (has('ADD_CASE_DECISION')(request) ? 422 : undefined)],
    ['accepts/extra-members', request => (has('cvHookExtra')(request) ? 422 : undefined)],
    ['body/spaces', request => (has('{"event": ')(request) ? 401 : undefined)],
    ['behaviour/charset', request => (/charset/.test(request.headers['content-type'] ?? '') ? 415 : undefined)],
    ['behaviour/get', request => (request.method === 'GET' ? 200 : undefined)],
    ['refuses/63-digits', request => (request.headers['x-cv-signature']?.length === 63 ? 500 : undefined)],
    ['refuses/two-headers', request => (request.headers['x-cv-signature']?.includes(',') ? 200 : undefined)],
  ]

  it.each(sample(wrongs, 3))('%s', async (id, wrong) => {
    const { url, requests } = await right(wrong)
    const { record, sent } = await failed(['--url', url, '--only', id], requests)
    expect(record).toMatchObject({ id, outcome: 'fail' })
    const again = await paste(record.reproduce)
    expect(
      jsonLines(again.stdout)
        .filter(one => one.outcome === 'fail')
        .map(told),
    ).toEqual([told(record)])
    expect(requests.map(one => one.body.toString())).toEqual(sent)
  })

  it('with odd values, files, headers and limits', async () => {
    const { url, requests } = await right(request => (has('charset')(request) ? undefined : 422))
    const at = folder({ "it's $HOME.json": '{"payload":{"case":{"status":"APPROVED"}}}' })
    const args = [
      '--merge',
      "it's $HOME.json",
      '--set',
      'payload.case.isArchived=true',
      '--unset',
      'payload.case.title',
    ]
    const more = ['--header', 'X-Odd: a \'b\' "$c"', '--timeout', '9s', '--retries', '1', '--strict']
    const { record, sent } = await failed(['--url', url, '--only', 'control', ...args, ...more], requests, at)
    expect(record.reproduce).toContain('--set payload.case.isArchived=true')
    await paste(record.reproduce, ENV, at)
    expect(requests[0]!.body.toString()).toBe(sent[0])
    expect(requests[0]!.headers['x-odd']).toBe('a \'b\' "$c"')
  })
})

describe.concurrent('what may be about somebody is not printed, but asked for by the shell:', SLOW, () => {
  const texts = [
    ['a text', '--set', 'payload.case.title', PLANTED],
    ['a text with quotes', '--set-string', 'payload.case.title', 'a "b" \'c\' $d `e`'],
    ['digits of a telephone', '--set', 'payload.case.submitter.phoneNumber', '12025550143'],
    ['an id', '--set', 'payload.case.shortId', 'CV-00017'],
  ] as const

  it.each(sample(texts, 2))('%s', async (_title, option, path, value) => {
    const { url, requests } = await right(() => 422)
    const { record, sent } = await failed(['--url', url, '--only', 'control', option, `${path}=${value}`], requests)
    const { reproduce } = record
    expect(reproduce).not.toContain(value)
    expect(reproduce).toContain(` ${option} ${path}="\${SET_1:?the value of ${path}}" `)
    const unset = await paste(reproduce)
    expect(unset).toMatchObject({ stdout: '', stderr: expect.stringContaining(`SET_1: the value of ${path}`) })
    expect(unset.code).not.toBe(0)
    expect(requests).toEqual([])
    await paste(reproduce, { ...ENV, SET_1: value })
    expect(requests[0]!.body.toString()).toBe(sent[0])
  })

  it.each([
    ['an enum', 'payload.case.status=APPROVED'],
    ['a flag', 'payload.case.isEscalated=true'],
    ['null', 'payload.case.closedAt=null'],
  ])('%s is printed', async (_title, change) => {
    const { url, requests } = await right(() => 422)
    const { record } = await failed(['--url', url, '--only', 'control', '--set', change], requests)
    expect(record.reproduce).toContain(` --set ${change} `)
  })

  it('a URL with a token', async () => {
    const { url, requests } = await right(() => 422)
    const { record, sent } = await failed(['--url', `${url}?token=t0p`, '--only', 'control'], requests)
    expect(record.reproduce).not.toContain('t0p')
    const unset = await paste(record.reproduce)
    expect(unset).toMatchObject({ stdout: '', stderr: expect.stringContaining('CV_HOOK_URL: the whole URL') })
    await paste(record.reproduce, { ...ENV, CV_HOOK_URL: `${url}?token=t0p` })
    expect(requests[0]!.body.toString()).toBe(sent[0])
  })
})
