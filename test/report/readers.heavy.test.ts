/** Reports in the hands of the programs that read them: XML and HTML parsers of others, JUnit's schema and a consumer, GitHub's Markdown. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type ReportKind, renderReport } from '../../src/report/reports.js'
import type { ReportRun } from '../../src/report/run.js'
import { tidyRun } from '../../src/report/tidy.js'
import { hasPeer } from '../support/peers.js'
import { anyRun, RUN, result } from './sample.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-report-'))
afterAll(() => rmSync(folder, { recursive: true }))

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const render = (kind: ReportKind, run: ReportRun) => renderReport(kind, run).document

function pipe(
  program: string,
  args: string[],
  input: string,
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1e9 })
}

/** What Python reads in each document. */
function read(kind: 'junit' | 'html', documents: string[]): any[] {
  const { status, stdout, stderr } = pipe('python3', [beside('read.py'), kind], JSON.stringify(documents))
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout)
}

const runs = [RUN, { ...RUN, results: [], facts: [], problem: 'x' }, ...fc.sample(anyRun, { numRuns: 600, seed: 7 })]
const tidy = runs.map(tidyRun)

describe.runIf(hasPeer('python3'))("Python's parsers", () => {
  it('read every JUnit file, and find each text where it was put', () => {
    for (const [at, found] of read(
      'junit',
      runs.map(run => render('junit', run)),
    ).entries()) {
      const { results, problem, facts } = tidy[at]!
      const names = results.map(one => `${one.title} [${one.id}]`)
      expect([...found.cases].sort()).toEqual(
        [...names, ...(problem === undefined ? [] : ['the run was complete [run]'])].sort(),
      )
      expect(found.properties.slice(0, facts.length)).toEqual(found.suites.length > 0 ? facts.map(one => [...one]) : [])
      for (const one of results.filter(({ outcome, level }) => outcome === 'fail' && level === 'must')) {
        for (const line of one.details ?? []) expect(found.texts.some((text: string) => text.includes(line))).toBe(true)
      }
    }
  })

  it('read every HTML file, whose tags are our own and whose text is whole', () => {
    const pages = read(
      'html',
      runs.map(run => render('html', run)),
    )
    const known = new Set(read('html', [render('html', { ...RUN, problem: 'x' })])[0].tags)
    for (const [at, page] of pages.entries()) {
      expect(page.tags.filter((tag: string) => !known.has(tag))).toEqual([])
      const text = page.text.map(([, data]: string[]) => data).join('')
      for (const { title } of tidy[at]!.results) expect(text).toContain(title)
    }
  })
})

describe.runIf(hasPeer('xmllint'))('xmllint', () => {
  it('finds that every JUnit file fits the schema', () => {
    const files = runs.map((run, at) => {
      const file = join(folder, `${at}.xml`)
      writeFileSync(file, render('junit', run))
      return file
    })
    const { status, stderr } = pipe('xmllint', ['--noout', '--schema', beside('junit.xsd'), ...files], '')
    expect(
      stderr
        .split('\n')
        .filter(line => line !== '' && !line.endsWith(' validates'))
        .slice(0, 5),
    ).toEqual([])
    expect(status).toBe(0)
  })
})

describe.runIf(hasPeer('junitparser'))('junitparser', () => {
  const verify = (run: ReportRun) => {
    const file = join(folder, 'verify.xml')
    writeFileSync(file, render('junit', run))
    return pipe('junitparser', ['verify', file], '').status
  }

  it.each([
    ['all passed', { ...RUN, results: [result('a', 'pass'), result('b', 'skip'), result('c', 'flaky')] }, 0],
    ['only what is recommended was not met', { ...RUN, results: [result('a', 'fail', { level: 'should' })] }, 0],
    ['one failed', { ...RUN, results: [result('a', 'pass'), result('b', 'fail')] }, 1],
    ['one could not be told', { ...RUN, results: [result('a', 'pass'), result('b', 'inconclusive')] }, 1],
    ['the run was not complete', { ...RUN, results: [], problem: 'interrupted' }, 1],
  ] as const)('is green or red as the run was: %s', (_title, run, status) => {
    expect(verify(run)).toBe(status)
  })
})

describe.runIf(hasPeer('cmark-gfm'))("GitHub's Markdown", () => {
  const EXTENSIONS = ['table', 'autolink', 'strikethrough', 'tasklist', 'footnotes'].flatMap(one => ['-e', one])

  /** The document as GitHub would lay it out, unsafe HTML let through. */
  const layOut = (markdown: string) => pipe('cmark-gfm', ['--unsafe', ...EXTENSIONS], markdown).stdout

  it('lays out every report in the same few elements, and leaves nothing in prose that a tracker would follow', () => {
    const pages = read(
      'html',
      runs.map(run => layOut(render('markdown', run))),
    )
    const allowed = /^(?:h[234]|p|strong|table|thead|tbody|tr|t[hd]|ul|li|code|pre lang|pre|code class)$/
    for (const [at, page] of pages.entries()) {
      expect([at, page.tags.filter((tag: string) => !allowed.test(tag))]).toEqual([at, []])
      const prose = page.text.filter(([inside]: string[]) => inside === 'prose').map(([, data]: string[]) => data)
      expect(
        prose.filter((data: string) => /[@#~$\\`<>*[\]]|:\/\/|:[a-z]\w*:|www\.|GH-|[0-9a-f]{7}/i.test(data)),
      ).toEqual([])
    }
  })

  it('finds as many rows as there are results, each with four cells', () => {
    for (const run of runs.slice(0, 200)) {
      const html = layOut(render('markdown', run))
      const rows = [...html.matchAll(/<tr>\n([\s\S]*?)<\/tr>/g)].map(([, row]) => (row!.match(/<t[dh]>/g) ?? []).length)
      const groups = new Set(tidyRun(run).results.map(one => one.group)).size
      expect(rows.filter(cells => cells === 4)).toHaveLength(run.results.length + groups)
      expect(rows.filter(cells => cells === 2)).toHaveLength(run.facts.length + 4)
    }
  })
})
