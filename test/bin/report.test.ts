/** --report: written whatever becomes of the run, checked before it begins, and obeyed by nobody. */
import type { ChildProcess } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { obeyed } from '../report/sample.js'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder, receiver, SECRET } from './receiver.js'

afterAll(cleanUp)

const env = { S: SECRET }
const text = (path: string) => readFileSync(path, 'utf8')

/** Sends to a receiver that answers with this status and body. */
async function send(args: string[], { status = 200, body = '{"ok":true}', cwd = folder(), more = {} } = {}) {
  const server = await receiver(response => response.writeHead(status).end(body))
  const result = await cli(['send', '--url', server.url, '--secret-env', 'S', ...args], {
    cwd,
    env: { ...env, ...more },
  })
  expectDecent(result)
  return { ...result, cwd, server }
}

describe.concurrent('a report', () => {
  it('is written as several kinds at once, into folders that are made, for its owner alone', async () => {
    const kinds = ['junit=out/deep/r.xml', 'html=out/r.html', 'json=out/r.json', 'markdown=out/r.md']
    const { code, cwd, stdout } = await send(
      ['CREATE_CASE', 'PAYMENT_ADDED', ...kinds.flatMap(kind => ['--report', kind])],
      { status: 500 },
    )
    expect(code).toBe(1)
    expect(stdout).toContain('0 of 2 as expected')
    expect(text(`${cwd}/out/deep/r.xml`)).toMatch(/<testsuites name="cv-hook send" tests="2" failures="2" errors="0"/)
    expect(text(`${cwd}/out/r.html`)).toMatch(/^<!doctype html>[\s\S]*PAYMENT_ADDED[\s\S]*<\/html>\n$/)
    expect(JSON.parse(text(`${cwd}/out/r.json`))).toMatchObject({
      passed: false,
      facts: expect.arrayContaining([{ name: 'secret', value: 'secret 1 (S)' }]),
      results: [
        { title: 'CREATE_CASE', outcome: 'fail', expected: '2xx', actual: expect.stringMatching(/^500 after /) },
        { title: 'PAYMENT_ADDED', outcome: 'fail' },
      ],
    })
    expect(text(`${cwd}/out/r.md`)).toContain('❌ **2 failed**')
    expect(readdirSync(`${cwd}/out`).sort()).toEqual(['deep', 'r.html', 'r.json', 'r.md'])
    for (const file of ['deep/r.xml', 'r.html', 'r.json', 'r.md'])
      expect(lstatSync(`${cwd}/out/${file}`).mode & 0o777).toBe(0o600)
  })

  it('takes the place of an older one', async () => {
    const cwd = folder({ 'r.md': 'old' })
    await send(['CREATE_CASE', '--report', 'markdown=r.md'], { cwd })
    expect(text(`${cwd}/r.md`)).toMatch(/^## Deliveries of `CREATE_CASE`\n\n✅ \*\*1 passed\*\*/)
    expect(readdirSync(cwd)).toEqual(['r.md'])
  })

  it.each(['markdown', 'markdown=-'])('has standard output for itself: %s', async kind => {
    const { code, stdout, stderr } = await send(['CREATE_CASE', '--report', kind])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^## Deliveries of [\s\S]*\| 1 \| `CREATE_CASE` \| ✅ passed \| [\d.]+ ms \|\n$/)
    expect(stderr).toContain('✓ CREATE_CASE  200')
  })

  it('holds the records of --json apart from the file', async () => {
    const { cwd, stdout } = await send(['CREATE_CASE', '--json', '--report', 'junit=r.xml'])
    expect(jsonLines(stdout).map(line => line.type)).toEqual(['delivery', 'summary'])
    expect(text(`${cwd}/r.xml`)).toContain('<testcase name="CREATE_CASE [1]"')
  })

  it("masks the receiver's answer to the user's own data", async () => {
    const cwd = folder({ 'body.json': '{"event":"CREATE_CASE"}' })
    const args = ['--data', 'body.json', '--report', 'markdown=r.md']
    await send(args, { cwd, status: 400, body: 'Zoë Planted is unknown' })
    expect(text(`${cwd}/r.md`)).toContain('(masked; --reveal shows it)')
    expect(text(`${cwd}/r.md`)).not.toContain('Planted')
    await send([...args, '--reveal'], { cwd, status: 400, body: 'Zoë Planted is unknown' })
    expect(text(`${cwd}/r.md`)).toContain('answer: Zoë Planted is unknown')
  })

  it('of a bulk run lists the first thousand of those that went well, and says so', async () => {
    const { cwd } = await send([
      'CREATE_CASE',
      '--fresh',
      '--count',
      '1200',
      '--concurrency',
      '8',
      '--report',
      'json=r',
    ])
    const { results, facts } = JSON.parse(text(`${cwd}/r`))
    expect(results).toHaveLength(1000)
    expect(facts).toContainEqual({ name: 'deliveries', value: '1200, 1200 as expected' })
    expect(facts).toContainEqual({ name: 'listed here', value: '1000 as expected, 0 not' })
  })
})

describe.concurrent('for GitHub', () => {
  it('annotates on standard error and adds to the summary of the step', async () => {
    const cwd = folder({ summary: '# before\n' })
    const more = { GITHUB_STEP_SUMMARY: `${cwd}/summary` }
    const { stdout, stderr } = await send(['CREATE_CASE', '--json', '--report', 'github'], { cwd, more, status: 500 })
    expect(jsonLines(stdout)).toHaveLength(2)
    expect(stderr).toMatch(/^::error title=CREATE_CASE \[1\]::fail: expected 2xx, got 500 after [\d.]+ ms%0Afix: .+$/m)
    expect(text(`${cwd}/summary`)).toMatch(/^# before\n## Deliveries of `CREATE_CASE`/)
  })

  it('writes the summary to a file of its own, and needs none', async () => {
    const { cwd, code } = await send(['CREATE_CASE', '--report', 'github=summary.md', '--report', 'github'])
    expect(code).toBe(0)
    expect(text(`${cwd}/summary.md`)).toContain('✅ **1 passed**')
  })

  it.each(['40', '80'])(
    'lets a receiver give no command, in the report or on a screen of %s columns',
    async COLUMNS => {
      const body = `::error::gotcha ${'x '.repeat(40)}\n::add-mask::gotcha ##[error]gotcha ${'y '.repeat(30)}::warning::gotcha`
      const args = ['CREATE_CASE', '--report', 'github', '--report', 'markdown=r.md']
      const { stdout, stderr, cwd } = await send(args, { body, status: 400, more: { COLUMNS } })
      const lines = `${stdout}\n${stderr}\n${text(`${cwd}/r.md`)}`.split('\n')
      const own = lines.filter(line => line.startsWith('::error title=CREATE_CASE '))
      expect(own).toHaveLength(1)
      expect(lines.filter(line => !own.includes(line)).flatMap(obeyed)).toEqual([])
      expect(lines.filter(line => line.includes('gotcha'))).not.toEqual([])
    },
  )
})

describe.concurrent('what cannot be written is refused before anything is sent', () => {
  it.each([
    ['a kind that is not known', ['junt=r.xml'], /--report: there is no kind "junt"/, /did you mean junit/],
    ['a file without a kind', ['r.xml'], /no kind "r\.xml"/, /write --report junit=r\.xml/],
    ['nothing', [''], /no kind ""/, /kinds: junit, html, json, markdown, github/],
    ['an empty file name', ['junit='], /--report junit= names no file/, /is the variable set/],
    ['a home that the shell did not expand', ['junit=~/r.xml'], /does not expand ~/, /\$HOME/],
    ['a folder', ['junit=sub'], /cannot write the report sub: it is a directory/],
    ['a link', ['junit=link'], /cannot write the report link: it is a symbolic link/],
    ['a device', ['junit=/dev/null'], /\/dev\/null: it is not a regular file/],
    ['a file as a folder', ['junit=file/r.xml'], /file\/r\.xml: a part of the path is not a directory/],
    ['a place that takes no file', ['junit=/proc/r.xml'], /cannot write the report \/proc\/r\.xml: /],
    [
      'two on standard output',
      ['junit', 'html'],
      /--report junit and --report html both want standard output/,
      /html=FILE/,
    ],
    ['two in one file', ['junit=r', 'html=./r'], /--report html: \.\/r is written by another option/],
  ])('%s', async (_title, reports, message, hint?: RegExp) => {
    const cwd = folder({ file: '', 'sub/file': '' })
    symlinkSync('file', `${cwd}/link`)
    const { server, ...result } = await send(['CREATE_CASE', ...reports.flatMap(one => ['--report', one])], { cwd })
    expectRefusal(result, message, hint)
    expect(server.connections).toBe(0)
    expect(readdirSync(cwd).sort()).toEqual(['file', 'link', 'sub'])
  })

  it.each([
    ['records on standard output', ['--json', '--report', 'markdown'], /--json and --report markdown both want/],
    ['the capture file', ['--capture', 'c', '--report', 'json=c'], /--report json: c is written by another option/],
    ['a dry run', ['--dry-run', '--report', 'json=r'], /--report .* does not go with --dry-run/],
  ])('a collision with %s', async (_title, args, message) => {
    const { server, cwd, code, stderr, stdout } = await send(['CREATE_CASE', ...args])
    expect({ code, connections: server.connections, left: readdirSync(cwd) }).toEqual({
      code: 2,
      connections: 0,
      left: [],
    })
    expect(stderr).toMatch(message)
    expect(stdout.replace(/^\{"type":"error".*\n$/, '')).toBe('')
  })
})

describe.concurrent('a run that does not end well', () => {
  it('is reported when the endpoint cannot be reached', async () => {
    const { code, cwd } = await send(['CREATE_CASE', '--url', 'http://127.0.0.1:1/', '--report', 'junit=r.xml'])
    expect(code).toBe(3)
    expect(text(`${cwd}/r.xml`)).toMatch(
      /errors="1"[\s\S]*<error message="expected 2xx, got refused: [^"]* refused the connection"/,
    )
  })

  it('is reported when it cannot even begin', async () => {
    const bulk = ['CREATE_CASE', '--fresh', '--count', '2', '--url', 'http://nothing.invalid/']
    const { code, cwd, stderr } = await send([...bulk, '--report', 'junit=r.xml', '--report', 'markdown=r.md'])
    expect(code).toBe(3)
    expect(stderr).toMatch(/^error: the host name nothing\.invalid/m)
    expect(text(`${cwd}/r.xml`)).toMatch(
      /tests="1" failures="0" errors="1"[\s\S]*<error message="the host name nothing\.invalid/,
    )
    expect(text(`${cwd}/r.md`)).toContain('**The run is not complete:** the host name `nothing.invalid`')
  })

  it('is reported when it is interrupted, with what was done until then', async () => {
    const cwd = folder()
    let child: ChildProcess | undefined
    const server = await receiver((response, _request, index) => {
      if (index === 1) child!.kill('SIGINT')
      else response.end()
    })
    const args = ['send', 'CREATE_CASE', 'PAYMENT_ADDED', 'ORDER_CREATED', '--unsigned', '--url', server.url]
    const result = await cli([...args, '--report', 'json=r.json'], {
      cwd,
      onOutput: (_text, running) => {
        child = running
      },
    })
    expect(result.code).toBe(130)
    expect(JSON.parse(text(`${cwd}/r.json`))).toMatchObject({
      passed: false,
      problem: 'the run was interrupted',
      results: [
        { title: 'CREATE_CASE', outcome: 'pass' },
        { title: 'PAYMENT_ADDED', outcome: 'inconclusive' },
      ],
    })
  })

  it('loses no other report when one cannot be written after all, and exits with 2', async () => {
    const cwd = folder({ 'gone/file': '' })
    const server = await receiver(response => {
      rmSync(`${cwd}/gone`, { recursive: true })
      writeFileSync(`${cwd}/gone`, '')
      response.end()
    })
    const reports = ['--report', 'junit=gone/r.xml', '--report', 'json=r.json']
    const result = await cli(['send', 'CREATE_CASE', '--unsigned', '--url', server.url, ...reports], { cwd })
    expect(result.code).toBe(2)
    expect(result.stdout).toContain('✓ CREATE_CASE  200')
    expect(result.stderr).toMatch(
      /^error: cannot write the report gone\/r\.xml: a part of the path is not a directory$/m,
    )
    expect(JSON.parse(text(`${cwd}/r.json`))).toMatchObject({ passed: true })
  })
})
