/** Runs to report on: one as it happens, one that is hostile, and any that can be made up. */
import fc from 'fast-check'
import { OUTCOMES, type ReportResult, type ReportRun } from '../../src/report/run.js'

/** A run with every outcome. */
export const RUN: ReportRun = {
  command: 'test',
  title: 'Contract of the receiver',
  startedAt: Date.UTC(2026, 2, 4, 5, 6, 7, 89),
  durationMs: 2345,
  facts: [
    ['version', '0.1.0'],
    ['endpoint', 'http://127.0.0.1:3000/hook?k=***'],
  ],
  results: [
    result('accepts-decision', 'pass', { title: 'accepts ADD_CASE_DECISION', group: 'accepts', durationMs: 12.3 }),
    result('refuses-missing', 'fail', {
      title: 'refuses a delivery without signature',
      expected: '4xx',
      actual: '200',
      durationMs: 4,
      why: 'Anybody could send it.',
      fix: 'Compare x-cv-signature & answer 401.',
      reproduce: "cv-hook test --only refuses-missing --url 'http://127.0.0.1:3000/hook'",
      details: ['answer: {"ok":true}', '  second line'],
    }),
    result('refuses-crash', 'error', { title: 'refuses 63 digits', actual: 'the connection was closed' }),
    result('refuses-prefix', 'inconclusive', { title: 'refuses a prefix', why: 'The control was refused.' }),
    result('behaves-fast', 'flaky', { title: 'answers in time', group: 'behaviour', actual: '2 tries' }),
    result('behaves-get', 'fail', { title: 'refuses GET', group: 'behaviour', level: 'should', actual: '200' }),
    result('behaves-twice', 'skip', { title: 'takes a repeat', group: 'behaviour', why: 'The receiver is dead.' }),
  ],
}

/** A result. */
export function result(id: string, outcome: ReportResult['outcome'], more: Partial<ReportResult> = {}): ReportResult {
  return { id, outcome, title: id, group: 'refuses', level: 'must', ...more }
}

/** What a receiver may put into its answers to be obeyed, shown or followed. */
export const HOSTILE: readonly string[] = [
  '::error title=a,file=b::gotcha',
  '\n::error::gotcha\n  ::set-output name=a::b',
  '\u00a0\u00ad:\u034f:add-mask::gotcha',
  'x ##[error]gotcha ##vso[task.setvariable variable=a]b ##teamcity[testFailed] #\u034f#[command]ls',
  ']]>',
  '--> <!-- -->',
  '<![CDATA[x]]>',
  '<?xml version="1.1"?>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
  '</testcase></system-out>',
  '&amp;&#0;&#x1;&lt;',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='x",
  '</pre></style><style>*{}',
  '\x00\x01\x08\x0b\x1f\x7f\x85\ufffe\uffff\ud800\udc00\ud800x\udfff\u202e\u200b\ufeff',
  '\x1b[31mred\x1b]0;title\x07',
  '\r\n\t a \r b',
  '',
  ' ',
  '`',
  '``` ```',
  '````\n````',
  '\n```\n# x\n~~~',
  '@somebody @org/team a@example.com #123 GH-4 org/repo#5 deadbeef0 !6 ~label %"milestone" ABC-123',
  'https://example.com http://example.com/a_b www.example.com ftp://example.com mailto:a@example.com',
  '[a](https://example.com) ![a](https://example.com/x.png) <https://example.com> [a]: https://example.com',
  '| a | b |\n|---|---|',
  'a\\|b \\\\|c',
  '\\',
  '# x',
  '- [ ] x',
  '1. x',
  '> x',
  '***',
  '===',
  '    code',
  '<details open>',
  '$\\href{https://example.com}{x}$ $$x$$ :smile: [^1] ==x== ~~x~~ **x** __x__',
  '%0A::error::gotcha%25',
  'x'.repeat(20_000),
]

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'`|<>&\'"\\:#@[]()!*_~-=+ \n\t\r%,;a1/.\ud800\u034f\u00a0'), maxLength: 30 }),
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 3 }).map(parts => parts.join('')),
)
const maybe = fc.option(text, { nil: undefined })

/** Any run: every text may be anything. */
export const anyRun: fc.Arbitrary<ReportRun> = fc.record({
  command: fc.constantFrom('send', 'test', 'verify'),
  title: text,
  startedAt: fc.integer({ min: 0, max: 4e12 }),
  durationMs: fc.integer({ min: 0, max: 1e7 }),
  facts: fc.array(fc.tuple(text, text), { maxLength: 3 }),
  results: fc.array(anyResult(), { maxLength: 4 }),
  problem: maybe,
}) as fc.Arbitrary<ReportRun>

function anyResult(): fc.Arbitrary<ReportResult> {
  return fc.record({
    id: text,
    title: text,
    group: text,
    level: fc.constantFrom('must', 'should'),
    outcome: fc.constantFrom(...OUTCOMES),
    expected: maybe,
    actual: maybe,
    durationMs: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
    why: maybe,
    fix: maybe,
    reproduce: maybe,
    details: fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined }),
  }) as fc.Arbitrary<ReportResult>
}

/** The commands that GitHub's runner would take out of a log: `::name ...::` at the start of a line, `##[name ...]` anywhere. */
export function obeyed(log: string): string[] {
  return log.split(/\r\n|[\r\n]/).flatMap(line => {
    // It compares as its culture does: what has no weight in sorting is not seen.
    const seen = line.replace(/[\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cf}]/gu, '')
    const start = seen.trimStart()
    const command = /^::(\w[\w-]*)[\s\S]*?::/.exec(start) ?? /##\w*\[(\w[\w.-]*)/.exec(seen)
    return command ? [command[0]] : []
  })
}
