/** `--dry-run`: the exact requests, printed instead of sent. */
import { drawRound, type Plan, roundRandom } from '../app/plan.js'
import { signStep } from '../app/sign-step.js'
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { type NamedSecret, SIGNATURE_HEADER } from '../core/signature.js'
import { parseTarget } from '../http/target.js'
import type { Io } from './io.js'
import type { ConnectionFlags } from './options/connection.js'
import type { Context } from './options/context.js'
import type { HeaderLine } from './options/headers.js'
import {
  asCurl,
  asHttp,
  asJson,
  asPowerShell,
  bashQuote,
  type RequestFormat,
  type RequestText,
} from './render/request.js'

interface DryRun {
  plan: Plan
  secret: NamedSecret | undefined
  url: string | undefined
  headers: readonly HeaderLine[]
  options: Pick<ConnectionFlags, 'insecure' | 'cacert' | 'cert' | 'key'> & { as?: RequestFormat }
  context: Context
}

/** Prints every request of the plan's first round; returns the exit code. */
export async function printRequests({ plan, secret, url, headers, options, context }: DryRun, io: Io): Promise<number> {
  const format = options.as ?? (context.json ? 'json' : 'http')
  const needsUrl = format !== 'body' && format !== 'signature'
  if (needsUrl && url === undefined) {
    throw new CvHookError('usage', `--as ${format} needs an endpoint`, ['use --url http://localhost:3000/webhooks'])
  }
  if (format === 'signature' && !secret) throw new CvHookError('usage', '--as signature needs a secret')
  const target = needsUrl ? parseTarget(url!) : undefined
  const bodyOf = drawRound(plan, roundRandom(plan))
  // A terminal must not obey what stands in a body; a pipe gets every byte.
  const show = (chunk: string | Buffer) => io.out(io.terminal.out.isTTY ? printable(chunk.toString(), '\r\n\t') : chunk)
  for (const [index, step] of plan.steps.entries()) {
    const { body: bytes, signature } = signStep(step, bodyOf(index), secret)
    const body = Buffer.from(bytes)
    if (format === 'body') await show(plan.steps.length > 1 ? Buffer.concat([body, Buffer.from('\n')]) : body)
    else if (format === 'signature') await show(`${signature ?? ''}\n`)
    else {
      const request: RequestText = {
        url: `${target!.protocol}//${target!.authority}${target!.path}`,
        authority: target!.authority,
        path: target!.path,
        headers: [
          ...headers,
          ...(signature === undefined ? [] : [{ name: SIGNATURE_HEADER, value: signature }]),
          ...(target!.authorization && !headers.some(header => header.name.toLowerCase() === 'authorization')
            ? [{ name: 'authorization', value: target!.authorization, variable: 'CV_HOOK_AUTHORIZATION' }]
            : []),
        ],
        body,
        curlOptions: curlOptions(options),
      }
      if (format === 'http') await show(asHttp(request, context.reveal))
      else if (format === 'json') await show(`${JSON.stringify(asJson(request, step.event, context.reveal))}\n`)
      else
        await show(`${format === 'curl' ? asCurl(request, context.reveal) : asPowerShell(request, context.reveal)}\n`)
      if (index === 0 && !context.reveal) nameVariables(request, format, io)
    }
    if (format === 'http' && (index < plan.steps.length - 1 || io.terminal.out.isTTY)) await io.out('\n\n')
  }
  if (io.terminal.out.isTTY && format === 'body') await io.out('\n')
  io.err('note: nothing was sent\n')
  if (plan.seed !== undefined) io.err(`note: --seed ${plan.seed} makes the same ids and times again\n`)
  return EXIT.ok
}

function nameVariables({ headers }: RequestText, format: string, io: Io): void {
  if (format !== 'curl' && format !== 'powershell') return
  for (const { name, variable, value } of headers) {
    if (variable && io.env[variable] !== value)
      io.err(`note: set ${variable} to the value of ${name} first, or use --reveal\n`)
  }
}

function curlOptions(options: DryRun['options']): string[] {
  return [
    ...(options.insecure ? ['--insecure'] : []),
    ...(options.cacert ? ['--cacert', bashQuote(options.cacert)] : []),
    ...(options.cert && options.key ? ['--cert', bashQuote(options.cert), '--key', bashQuote(options.key)] : []),
  ]
}
