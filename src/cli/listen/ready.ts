/** What is said once the listener listens: where, what is verified, and what to do next. */
import { namedSecret } from '../options/secret.js'
import { plainWord } from '../render/request.js'
import { wrap } from '../render/wrap.js'
import type { ListenFlags, ListenSettings } from './settings.js'

const LOOPBACK = /^(?:127\.|::1$|localhost$)/i

/** The lines, without a newline at their ends; those that are to be copied stand alone, and stay whole. */
export function readyLines(
  { secrets, accepted, forward }: ListenSettings,
  { url, columns, flags }: { url: string; columns: number; flags: Pick<ListenFlags, 'host' | 'staticHeader'> },
): string[] {
  const { host, staticHeader = [] } = flags
  const port = new URL(url).port || '80'
  const targets = forward && (forward.targets.length === 1 ? 'one endpoint' : `${forward.targets.length} endpoints`)
  return [
    `listening on ${url} (any path), ${verifying(secrets, accepted.staticHeaders.length, accepted.unsigned)}`,
    ...(targets ? [`passing on to ${targets}`] : []),
    ...(LOOPBACK.test(host)
      ? []
      : [`warning: ${host} can be reached from other machines; whoever reaches it can deliver`]),
    'next:',
    `  cv-hook send ADD_CASE_DECISION --url ${url}${[...staticHeader.map(one => ` --static-header ${plainWord(one)}`), secretOption(secrets)].join('')}`,
    'from outside, with a tunnel whose URL CareValidate is then given:',
    `  cloudflared tunnel --url ${url}`,
    `  ngrok http ${port}`,
  ].flatMap(line => (line.startsWith(' ') ? line : wrap(line, columns)))
}

function verifying(secrets: ListenSettings['secrets'], headers: number, unsigned: boolean): string {
  if (unsigned) return 'nothing is verified'
  const names = secrets.map(namedSecret)
  if (headers > 0) names.push(headers === 1 ? 'a static header' : `${headers} static headers`)
  return `verifying with ${names.join(', ')}`
}

/** How a sender of ours names the same secret. */
function secretOption([first]: ListenSettings['secrets']): string {
  if (!first) return ' --unsigned'
  if (first.source === 'CV_HOOK_SECRET') return ''
  if (/^[A-Z_][A-Z0-9_]*$/.test(first.source)) return ` --secret-env ${first.source}`
  return first.source.startsWith('-') ? ' --secret-prompt' : ` --secret-file ${first.source}`
}
