/** A diagnosis as text. */
import type { DiagnosisText } from '../../app/diagnosis-text.js'
import type { Diagnosis } from '../../contract/diagnose/diagnosis.js'
import type { Page } from './style.js'
import { table } from './table.js'
import { wrap } from './wrap.js'

/** Writes it for a terminal. */
export function renderDiagnosis(
  { verdict, causes, refused, requests, event }: Diagnosis & { event: string },
  { summary, fix, framework }: DiagnosisText,
  { style, columns }: Page,
): string {
  const good = verdict === 'sound'
  const paint = good ? style.green : style.red
  const mark = good ? '✓' : '✗'
  return `${[
    ...wrap(`${mark} ${summary}`, columns).map(line => style.bold(paint(line))),
    ...wrap(`${good ? 'next' : 'fix'}: ${fix}`, columns - 2).map(line => `  ${good ? line : style.yellow(line)}`),
    ...table(
      [
        ...(causes.length > 0 ? [['causes', causes.join(', ')]] : []),
        ...(framework
          ? [
              [
                'receiver',
                `${framework.title}${framework.guessed ? ' (a guess)' : ''}; cv-hook snippet ${framework.id}`,
              ],
            ]
          : []),
        ...(refused.length > 0 ? [['refused', refused.join(', ')]] : []),
        ['requests', String(requests)],
        ['event', event],
        ...(causes.length > 0 ? [['more', `cv-hook help causes ${causes[0]}`]] : []),
      ],
      columns,
      '  ',
    ),
  ].join('\n')}\n`
}
