/** Reports as their readers see them: what they say of a run, and that nothing in them is obeyed, drawn or followed. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REPORT_KINDS, renderReport } from '../../src/report/reports.js'
import type { ReportRun } from '../../src/report/run.js'
import { anyRun, obeyed, RUN, result } from './sample.js'

const render = (kind: (typeof REPORT_KINDS)[number], run: ReportRun = RUN) => renderReport(kind, run).document

/** A run with this text in every place. */
const filledWith = (text: string, more: Partial<ReportRun> = {}): ReportRun => ({
  ...RUN,
  title: text,
  facts: [[text, text]],
  results: [
    result(text, 'fail', {
      title: text,
      group: text,
      expected: text,
      actual: text,
      why: text,
      fix: text,
      reproduce: text,
      details: [text, text],
    }),
  ],
  problem: text,
  ...more,
})

describe('junit', () => {
  it('says what passed, failed, could not be told and was left out', () => {
    expect(render('junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cv-hook test" tests="7" failures="1" errors="2" time="2.345">
  <testsuite name="accepts" tests="1" failures="0" errors="0" skipped="0" time="0.012" timestamp="2026-03-04T05:06:07">
    <properties>
      <property name="version" value="0.1.0"/>
      <property name="endpoint" value="http://127.0.0.1:3000/hook?k=***"/>
    </properties>
    <testcase name="accepts ADD_CASE_DECISION [accepts-decision]" classname="cv-hook.test.accepts" time="0.012"/>
  </testsuite>
  <testsuite name="refuses" tests="3" failures="1" errors="2" skipped="0" time="0.004" timestamp="2026-03-04T05:06:07">
    <properties>
      <property name="version" value="0.1.0"/>
      <property name="endpoint" value="http://127.0.0.1:3000/hook?k=***"/>
    </properties>
    <testcase name="refuses a delivery without signature [refuses-missing]" classname="cv-hook.test.refuses" time="0.004">
      <failure message="expected 4xx, got 200" type="fail">expected: 4xx
actual: 200
why: Anybody could send it.
fix: Compare x-cv-signature &amp; answer 401.
reproduce: cv-hook test --only refuses-missing --url &#39;http://127.0.0.1:3000/hook&#39;
answer: {&quot;ok&quot;:true}
  second line</failure>
    </testcase>
    <testcase name="refuses 63 digits [refuses-crash]" classname="cv-hook.test.refuses" time="0.000">
      <error message="the connection was closed" type="error">actual: the connection was closed</error>
    </testcase>
    <testcase name="refuses a prefix [refuses-prefix]" classname="cv-hook.test.refuses" time="0.000">
      <error message="The control was refused." type="inconclusive">why: The control was refused.</error>
    </testcase>
  </testsuite>
  <testsuite name="behaviour" tests="3" failures="0" errors="0" skipped="2" time="0.000" timestamp="2026-03-04T05:06:07">
    <properties>
      <property name="version" value="0.1.0"/>
      <property name="endpoint" value="http://127.0.0.1:3000/hook?k=***"/>
    </properties>
    <testcase name="answers in time [behaves-fast]" classname="cv-hook.test.behaviour" time="0.000">
      <system-out>actual: 2 tries</system-out>
    </testcase>
    <testcase name="refuses GET [behaves-get]" classname="cv-hook.test.behaviour" time="0.000">
      <skipped message="recommended, not met (fail): 200"/>
      <system-out>actual: 200</system-out>
    </testcase>
    <testcase name="takes a repeat [behaves-twice]" classname="cv-hook.test.behaviour" time="0.000">
      <skipped message="The receiver is dead."/>
      <system-out>why: The receiver is dead.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`)
  })

  it('is red for a run that did not come to its end, even one without results', () => {
    const text = render('junit', { ...RUN, results: [], problem: 'interrupted (SIGINT)' })
    expect(text).toContain('<testsuites name="cv-hook test" tests="1" failures="0" errors="1"')
    expect(text).toContain('<error message="interrupted (SIGINT)" type="error">')
  })

  it('holds what XML does not know as visible escapes', () => {
    const text = render('junit', filledWith('a\x00b\x1b[31m\ud800\uffff]]>'))
    expect(text).toContain('a\\0b\\x1b[31m\\ud800\\uffff]]&gt;')
    expect(text).not.toMatch(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u)
  })
})

describe('json', () => {
  it('is one document with the same results', () => {
    const report = JSON.parse(render('json'))
    expect(report).toMatchObject({
      type: 'report',
      version: 1,
      command: 'test',
      passed: false,
      startedAt: '2026-03-04T05:06:07.089Z',
      counts: { pass: 1, fail: 2, error: 1, inconclusive: 1, flaky: 1, skip: 1 },
      facts: [
        { name: 'version', value: '0.1.0' },
        { name: 'endpoint', value: expect.any(String) },
      ],
    })
    expect(report.results).toEqual(RUN.results)
  })
})

describe('github', () => {
  const commands = (run: ReportRun) => renderReport('github', run).commands!

  it('annotates what failed, and what is recommended or flaky as a warning', () => {
    expect(commands(RUN)).toBe(
      [
        '::error title=refuses a delivery without signature [refuses-missing]::fail: expected 4xx, got 200%0Afix: Compare x-cv-signature & answer 401.',
        '::error title=refuses 63 digits [refuses-crash]::error: the connection was closed',
        '::error title=refuses a prefix [refuses-prefix]::inconclusive: The control was refused.',
        '::warning title=answers in time [behaves-fast]::flaky: 2 tries',
        '::warning title=refuses GET [behaves-get]::fail: 200',
        '',
      ].join('\n'),
    )
  })

  it('escapes what would end a title or a line', () => {
    const run = { ...RUN, results: [result('a,b:c', 'fail', { title: '100%\n::x::', actual: 'a\r\nb%0Ac, d: e' })] }
    expect(commands(run)).toBe('::error title=100%25 %3A%3Ax%3A%3A [a%2Cb%3Ac]::fail: a b%250Ac, d: e\n')
  })

  it('says how many there are beyond what GitHub shows', () => {
    const results = Array.from({ length: 25 }, (_, at) => result(`r${at}`, 'fail'))
    const lines = commands({ ...RUN, results })
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(10)
    expect(lines.at(-1)).toBe('::error title=cv-hook::16 more are in the step summary')
  })

  it('keeps the summary below the size that GitHub takes', () => {
    const details = Array.from({ length: 60 }, () => '💉'.repeat(1000))
    const results = Array.from({ length: 30 }, (_, at) => result(`r${at}`, 'fail', { details }))
    const { document } = renderReport('github', { ...RUN, results })
    expect(Buffer.byteLength(document)).toBeLessThan(1024 ** 2)
    expect(document).toMatch(/\n\(cut: [^\n]*\)\n$/)
    expect((document.match(/^```/gm) ?? []).length % 2).toBe(0)
  })
})

describe('html', () => {
  it('allows its own style sheet and nothing else', () => {
    const page = render('html')
    const style = /<style>([\s\S]*)<\/style>/.exec(page)![1]!
    const hash = `sha256-${createHash('sha256').update(style).digest('base64')}`
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    )
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|\s(?:href|src)=|url\(|@import/i)
  })

  it('tells each result, and in detail what is to be acted on', () => {
    const page = render('html')
    for (const { id } of RUN.results) expect(page).toContain(`<td>${id}</td>`)
    expect(page).toContain('<dt>expected</dt><dd>4xx</dd>')
    expect(page).toContain('Compare x-cv-signature &amp; answer 401.')
    expect(page).toContain(
      '<p class="verdict fail">✗ 1 passed, 1 skipped, 1 flaky, 1 inconclusive, 1 not possible, 2 failed</p>',
    )
  })
})

describe('markdown', () => {
  it('can be pasted into a ticket', () => {
    expect(render('markdown', { ...RUN, results: RUN.results.slice(0, 2) })).toBe(`## Contract of the receiver

❌ **1 passed, 1 failed**

| what | value |
| --- | --- |
| command | cv-hook test |
| started | 2026-03-04 05:06:07 UTC |
| took | 2.3 s |
| version | 0.1.0 |
| endpoint | \`http://127.0.0.1:3000/hook?k=***\` |

### accepts

| id | what | outcome | time |
| --- | --- | --- | --- |
| accepts-decision | accepts \`ADD_CASE_DECISION\` | ✅ passed | 12 ms |

### refuses

| id | what | outcome | time |
| --- | --- | --- | --- |
| refuses-missing | refuses a delivery without signature | ❌ failed | 4 ms |

#### ❌ refuses-missing: refuses a delivery without signature

- expected: 4xx
- actual: 200
- why: Anybody could send it.
- fix: Compare x-cv-signature \`&\` answer 401.

To reproduce:

\`\`\`text
cv-hook test --only refuses-missing --url 'http://127.0.0.1:3000/hook'
\`\`\`

\`\`\`text
answer: {"ok":true}
  second line
\`\`\`
`)
  })

  it('lists the first 200 of a group, of which those to act on come first, and details of 50', () => {
    const many = Array.from({ length: 260 }, (_, at) => result(`r${at}`, at < 200 ? 'pass' : 'fail'))
    const text = render('markdown', { ...RUN, results: many })
    const rows = text.match(/^\| r\d+ \|.*$/gm)!
    expect(rows).toHaveLength(200)
    expect(rows.slice(0, 60).every(row => row.includes('❌ failed'))).toBe(true)
    expect(text).toContain('\n\n60 more are not listed.\n')
    const details = text.match(/^#### ❌ r\d+/gm)!
    expect(text).toContain(`\n${60 - details.length} more have no details here.\n`)
  })

  it.each([
    ['a mention', '@org/team', '`@org/team`'],
    ["an issue's number", 'fixes #12', 'fixes `#12`'],
    ['a link', 'see https://example.com', 'see `https://example.com`'],
    ['a bar, which would end a cell', 'a|b', '`a\\x7cb`'],
    ['backticks', 'a `b` ``c``', 'a ``` `b` ``c`` ```'],
    ['punctuation around code', 'x (a_b), c_d e_f: "g_h".', 'x (`a_b`), `c_d e_f`: "`g_h`".'],
    ['HTML', '<b>bold</b>', '`<b>bold</b>`'],
    ['the hash of a commit', 'in deadbee', 'in `deadbee`'],
    ['line breaks', 'a\n\n# b', 'a `#` b'],
  ])('shows %s, and no more', (_what, title, shown) => {
    expect(render('markdown', { ...RUN, results: [result('x', 'pass', { title })] })).toContain(`| x | ${shown} | ✅`)
  })
})

describe('a run that did not come to its end', () => {
  it.each(REPORT_KINDS)('is told as such: %s', kind => {
    const passed = { ...RUN, results: [result('one', 'pass')] }
    const { document, commands = '' } = renderReport(kind, { ...passed, problem: 'interrupted after one of two' })
    expect(document + commands).toContain('interrupted after one of two')
    expect(document + commands).toMatch(/not complete|"passed": false|errors="1"/)
  })
})

describe('texts from outside', () => {
  it('are never obeyed by a CI system that a report is printed to', () => {
    fc.assert(
      fc.property(anyRun, run => {
        for (const kind of REPORT_KINDS) expect(obeyed(render(kind, run)), kind).toEqual([])
        const { commands = '' } = renderReport('github', run)
        for (const line of commands.split('\n').slice(0, -1)) {
          expect(line).toMatch(/^::(?:error|warning) title=[^:,\r\n]*::[^\r\n]*$/)
          expect(
            obeyed(line.slice(2).replace(/^(\w+) title=[^:,]*::/, '')).filter(one => one.startsWith('##')),
          ).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are cut, and it is said how much', () => {
    for (const kind of REPORT_KINDS) {
      const document = render(kind, filledWith('x'.repeat(12_345)))
      expect(document).toContain('(cut: 2345 characters more)')
      expect(document.length).toBeLessThan(400_000)
    }
  })
})
