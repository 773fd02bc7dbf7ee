/** Verdicts on deliveries, as text: a line for what came of it, then what helps to act on it. */
import type { AdvisedExplanation } from '../../app/explain-delivery.js'
import type { Judgement } from '../../app/judge.js'
import type { Verified } from '../../app/verify.js'
import type { BytesTrust } from '../../captures/delivery.js'
import { printable } from '../../core/printable.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { formatSize } from '../../core/units.js'
import type { Finding } from '../../events/findings.js'
import { headLines, under } from './outcome-line.js'
import type { Page } from './style.js'

/** What is said of one delivery. */
export interface ShownVerdict extends Verified {
  /** The pseudonym of the case, where there is one. */
  caseName: string | undefined
  /** What the event says, in safe words. */
  says: string
  /** What settles what could not be told, one line each. */
  ask: readonly string[]
}

/** Findings that are shown of one delivery; records hold them all. */
const SHOWN_FINDINGS = 5

/** One verdict. */
export function renderVerdict(shown: ShownVerdict, view: Page): string {
  const { delivery, judgement, explanation } = shown
  const { style } = view
  const lines = [
    ...verdictLines(judgement, delivery.trust, view),
    ...indented(
      `${printable(delivery.source)}; ${delivery.body ? formatSize(delivery.body.length) : 'no body'}, ${TRUST_WORDS[delivery.trust]}`,
      view,
      style.dim,
    ),
  ]
  const says = [shown.says, shown.caseName].filter(Boolean).join('; ')
  if (says) lines.push(...indented(says, view))
  const notes = [...(delivery.lossy === undefined ? [] : [delivery.lossy]), ...delivery.notes]
  lines.push(...notes.flatMap(note => indented(`note: ${printable(note)}`, view, style.dim)))
  if (explanation) lines.push(...explanationLines(explanation, view))
  lines.push(...findingLines(judgement.findings, view))
  lines.push(...shown.ask.flatMap(line => indented(line, view)))
  return `${lines.join('\n')}\n`
}

const MARKS = { valid: '✓', invalid: '✗', unsigned: '✗', unverifiable: '?' } as const

function verdictLines(judgement: Judgement, trust: BytesTrust, page: Page): string[] {
  const { style } = page
  const { verdict, code } = judgement
  const unasked = verdict === 'unsigned' && code === 'ok'
  const fine = verdict === 'valid' || unasked
  const paint = fine ? style.green : verdict === 'unverifiable' ? style.yellow : style.red
  const mark = unasked ? '-' : MARKS[verdict]
  const name = judgement.event ?? 'delivery'
  const words = verdictWords(judgement, trust)
  return headLines(paint(mark), name, words, page)
}

/** A verdict in words. */
export function verdictWords({ verdict, code, secret, masked }: Judgement, trust: BytesTrust): string {
  switch (code) {
    case 'ok':
      if (verdict === 'unsigned') return 'not verified (--unsigned)'
      return secret === undefined ? 'valid by its static header' : `valid, signed with ${secret}`
    case 'no-signature':
      return verdict === 'unsigned'
        ? `unsigned: it has no ${SIGNATURE_HEADER} header`
        : 'unverifiable: no signature stands beside the body'
    case 'malformed':
      return `${verdict}: ${SIGNATURE_HEADER} is not 64 hex digits`
    case 'multiple':
      return `${verdict}: more than one ${SIGNATURE_HEADER} header`
    case 'mismatch':
      return verdict === 'invalid'
        ? 'invalid: the signature does not fit the body'
        : `unverifiable: the signature does not fit this text, which was ${trust === 'typed' ? 'typed or pasted' : 'printed by a program'}`
    case 'no-secret':
      return 'unverifiable: no secret is given'
    case 'lossy-capture':
      return masked === undefined
        ? 'unverifiable: the recording does not hold what was sent'
        : `unverifiable: the recording masks the header ${printable(masked)}`
    case 'static-header-missing':
      return 'unsigned: the static header is missing'
    case 'static-header-wrong':
      return 'invalid: the static header has another value'
  }
}

/** How far bytes can be trusted, in words. */
export const TRUST_WORDS: Readonly<Record<BytesTrust, string>> = {
  wire: 'bytes as on the wire',
  receiver: 'bytes as the receiver had them',
  logged: 'bytes as a program printed them',
  typed: 'bytes as a person wrote them',
}

/** Why a signature does not match, and what to do. */
export function explanationLines(explanation: AdvisedExplanation, view: Page): string[] {
  const { summary, where, looksLike, causes, advice } = explanation
  const { style } = view
  const snippet = advice.framework ? `; cv-hook snippet ${advice.framework.id}` : ''
  return [
    ...indented(summary, view, explanation.proof === 'none' ? style.dim : style.cyan),
    ...(where ? indented(`where: byte ${where.offset}, near  ${where.text}`, view) : []),
    ...(looksLike === undefined ? [] : indented(looksLike, view)),
    ...indented(`fix: ${advice.fix}`, view, style.yellow),
    ...(causes.length === 0 ? [] : indented(`more: cv-hook help causes ${causes[0]}${snippet}`, view, style.dim)),
  ]
}

/** The first findings, and how many more there are. */
export function findingLines(findings: readonly Finding[], view: Page): string[] {
  const { style } = view
  const more = findings.length - SHOWN_FINDINGS
  return [
    ...findings.slice(0, SHOWN_FINDINGS).flatMap(({ severity, path, message }) => {
      const paint = severity === 'error' ? style.red : style.yellow
      return indented(`${severity}: ${path === '' ? '' : `${printable(path)} `}${message}`, view, paint)
    }),
    ...(more > 0 ? indented(`and ${more} more findings; --json has them all`, view, style.dim) : []),
  ]
}

/** A command is to be copied: it stays whole. */
function indented(text: string, { columns }: Page, paint = (line: string) => line): string[] {
  if (text.startsWith('cv-hook ')) return [`      ${text}`]
  return under(text, columns, paint)
}
