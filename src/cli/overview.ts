/** What `cv-hook --help` prints. It needs no commander. */
import { VERSION } from '../generated/version.js'
import { table } from './render/table.js'
import { wrap } from './render/wrap.js'
import { TOPICS } from './topics.js'

/**
 * The overview, at most `columns` wide.
 *
 * @param commands each command with its purpose
 */
export function overview(commands: Readonly<Record<string, { purpose: string }>>, columns: number): string {
  const rows = (list: string[][]) => table(list, columns, '  ').join('\n')
  return `${wrap(`cv-hook ${VERSION}: send correctly signed CareValidate case webhooks`, columns).join('\n')}

Usage: cv-hook <command> [options]

Commands:
${rows(Object.entries(commands).map(([name, { purpose }]) => [name, purpose]))}

More help:
${rows(Object.entries(TOPICS).map(([name, { words, purpose }]) => [`help ${name}${words ? ` ${words}` : ''}`, purpose]))}

Options:
${rows([
  ['-V, --version', 'print the version'],
  ['-h, --help', "show this help; after a command, that command's"],
])}

Examples:
  cv-hook demo
  cv-hook events decision
  cv-hook send ADD_CASE_DECISION --url http://localhost:3000/webhooks
  cv-hook send --scenario approved-and-shipped --fresh --profile staging
  cv-hook test --url http://localhost:3000/webhooks
  cv-hook fixture ADD_CASE_DECISION | cv-hook sign --secret-env CV_SECRET

${wrap('The secret comes from --secret-env, a profile, or CV_HOOK_SECRET.', columns).join('\n')}

Exit codes:
${rows([
  ['0', 'done'],
  ['1', 'the answer is no'],
  ['2', 'could not try'],
  ['3', 'the endpoint could not be reached'],
  ['70', 'a bug of ours'],
])}
`
}
