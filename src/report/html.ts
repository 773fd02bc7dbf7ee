/** The run as one HTML file: nothing from outside, no script, a policy that forbids both, good on paper. */
import { formatDuration } from '../core/units.js'
import { STYLE, STYLE_HASH } from './html-style.js'
import { escapeAttribute, escapeMarkup } from './markup.js'
import {
  countsInWords,
  groupResults,
  isNotable,
  OUTCOME_WORDS,
  type ReportResult,
  type ReportRun,
  resultFacts,
  runPassed,
} from './run.js'

const POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

/** The report. */
export function renderHtml(run: ReportRun): string {
  const { command, title, startedAt, durationMs, facts, results, problem } = run
  const passed = runPassed(run)
  const notable = results.filter(isNotable)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeMarkup(`${passed ? '✓' : '✗'} ${title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escapeMarkup(title)}</h1>
<p class="verdict ${passed ? 'pass' : 'fail'}">${passed ? '✓' : '✗'} ${countsInWords(results)}</p>
${problem === undefined ? '' : `<p class="problem"><strong>The run is not complete:</strong> ${escapeMarkup(problem)}</p>\n`}${list(
  [
    ['command', `cv-hook ${command}`],
    ['started', new Date(startedAt).toISOString()],
    ['took', formatDuration(durationMs)],
    ...facts,
  ],
)}
</header>
<main>
${[...groupResults(results)].map(([group, members]) => renderGroup(group, members)).join('\n')}
${notable.length === 0 ? '' : `<h2>Details</h2>\n${notable.map(renderDetails).join('\n')}\n`}</main>
</body>
</html>
`
}

function renderGroup(group: string, results: readonly ReportResult[]): string {
  const rows = results.map(
    ({ id, title, level, outcome, durationMs }) =>
      `<tr><td>${escapeMarkup(id)}</td><td>${escapeMarkup(title)}</td><td class="outcome ${outcome}">${OUTCOME_WORDS[outcome]}${level === 'should' ? ' <span class="note">(recommended)</span>' : ''}</td><td class="time">${durationMs === undefined ? '' : formatDuration(durationMs)}</td></tr>`,
  )
  return `<h2>${escapeMarkup(group)}</h2>
<table>
<thead><tr><th scope="col">id</th><th scope="col">what</th><th scope="col">outcome</th><th scope="col">time</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

function renderDetails(result: ReportResult): string {
  const { id, title, outcome, reproduce, details } = result
  const lines = [...(reproduce === undefined ? [] : [`$ ${reproduce}`]), ...(details ?? [])]
  return `<section>
<h3><span class="${outcome}">${OUTCOME_WORDS[outcome]}</span> ${escapeMarkup(`${id}: ${title}`)}</h3>
${list(resultFacts(result))}${lines.length === 0 ? '' : `\n<pre>${escapeMarkup(lines.join('\n'))}</pre>`}
</section>`
}

const list = (facts: readonly (readonly [string, string])[]) =>
  `<dl>\n${facts.map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>\n`).join('')}</dl>`
