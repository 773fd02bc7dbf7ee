/** `--dry-run`: the exact requests, printed instead of sent. */
import type { Plan } from '../app/plan.js'
import { drawRound, roundRandom } from '../app/round.js'
import { signStep } from '../app/sign-step.js'
import { asBuffer } from '../core/bytes.js'
import { CvHookError, EXIT } from '../core/errors.js'
import { printable } from '../core/printable.js'
import { type NamedSecret, SIGNATURE_HEADER } from '../core/signature.js'
import { parseTarget } from '../http/target.js'
import { type CommandForm, OptionForm } from './command-form.js'
import type { Io } from './io.js'
import { jsonLine } from './json-line.js'
import { type ConnectionFlags, noEndpoint } from './options/connection.js'
import { type Context, profileHints } from './options/context.js'
import type { HeaderLine } from './options/headers.js'
import type { ReportFlags } from './options/report.js'
import { tellSeed } from './plan-notices.js'
import {
  asCurl,
  asHttp,
  asJson,
  asPowerShell,
  bashQuote,
  REQUEST_FORMATS,
  type RequestFormat,
  type RequestText,
} from './render/request.js'

/** The options as commander gives them. */
export interface DryRunFlags {
  dryRun?: boolean
  as?: RequestFormat
}

/** Adds the group of options, to which others may follow. */
export function addDryRunOptions(command: CommandForm, requests: string, them: string): CommandForm {
  return command
    .optionsGroup('Instead of sending, or besides:')
    .option('--dry-run', `print the ${requests}, send nothing`)
    .addOption(new OptionForm('--as <format>', `how --dry-run prints ${them} (default: http)`).choices(REQUEST_FORMATS))
}

/**
 * Whether requests are printed.
 *
 * @throws CvHookError `usage` where a report is wanted as well
 */
export function asksForRequests(flags: DryRunFlags & ReportFlags): boolean {
  const asks = flags.dryRun === true || flags.as !== undefined
  if (asks && flags.report)
    throw new CvHookError('usage', '--report tells of deliveries: it does not go with --dry-run')
  return asks
}

/** The error for a run that has no endpoint. */
export const nowhereToSend = (context: Context) =>
  noEndpoint(
    ...profileHints(context),
    'use --url http://localhost:3000/webhooks, set CV_HOOK_URL, or --dry-run --as body',
  )

/** What every printed request shares. */
export interface RequestPrinting {
  url: string | undefined
  /** Whether there are bodies without a signature, so that none can be asked for. */
  unsigned: boolean
  options: Pick<ConnectionFlags, 'insecure' | 'cacert' | 'cert' | 'key'> & Pick<DryRunFlags, 'as'>
  context: Context
}

/** One request to print. */
export interface PrintedRequest {
  event: string | null
  headers: readonly HeaderLine[]
  body: Uint8Array
  signature: string | undefined
}

/** Prints requests one after another. */
export interface RequestPrinter {
  print(request: PrintedRequest): Promise<void>
  /** After the last one. */
  end(): Promise<void>
}

/**
 * Makes a printer.
 *
 * @param several whether bodies are set apart by line breaks
 * @throws CvHookError `usage` for a format that cannot be printed
 */
export function createRequestPrinter(
  { url, unsigned, options, context }: RequestPrinting,
  several: boolean,
  io: Io,
): RequestPrinter {
  const format = options.as ?? (context.json ? 'json' : 'http')
  const needsUrl = format !== 'body' && format !== 'signature'
  if (needsUrl && url === undefined) {
    throw new CvHookError('usage', `--as ${format} needs an endpoint`, [
      ...profileHints(context),
      'use --url http://localhost:3000/webhooks, or --as body',
    ])
  }
  if (format === 'signature' && unsigned) throw new CvHookError('usage', '--as signature needs a secret')
  const target = needsUrl ? parseTarget(url!) : undefined
  // A terminal must not obey what stands in a body; a pipe gets every byte.
  const show = (chunk: string | Buffer) => io.out(io.terminal.out.isTTY ? printable(chunk.toString(), '\r\n\t') : chunk)
  const { reveal } = context
  let first = true
  return {
    async print({ event, headers, body: bytes, signature }) {
      const body = asBuffer(bytes)
      const begins = first
      first = false
      if (format === 'body') return show(several ? Buffer.concat([body, Buffer.from('\n')]) : body)
      if (format === 'signature') return show(`${signature ?? ''}\n`)
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
        insecure: options.insecure ?? false,
        curlOptions: curlOptions(options),
      }
      if (format === 'http') {
        if (!begins) await io.out('\n\n')
        await show(asHttp(request, reveal))
      } else if (format === 'json') await show(jsonLine(asJson(request, event, reveal)))
      else await show(`${format === 'curl' ? asCurl(request, reveal) : asPowerShell(request, reveal)}\n`)
      if (begins && !reveal) nameVariables(request, format, io)
    },
    async end() {
      if (!io.terminal.out.isTTY || first) return
      if (format === 'http') await io.out('\n\n')
      else if (format === 'body') await io.out('\n')
    },
  }
}

interface DryRun extends Omit<RequestPrinting, 'unsigned'> {
  plan: Plan
  secret: NamedSecret | undefined
  headers: readonly HeaderLine[]
}

/** Prints every request of the plan's first round; returns the exit code. */
export async function printRequests({ plan, secret, headers, ...printing }: DryRun, io: Io): Promise<number> {
  const printer = createRequestPrinter({ ...printing, unsigned: !secret }, plan.steps.length > 1, io)
  const bodyOf = drawRound(plan, roundRandom(plan))
  for (const [index, step] of plan.steps.entries()) {
    await printer.print({ event: step.event, headers, ...signStep(step, bodyOf(index), secret) })
  }
  await printer.end()
  io.err('note: nothing was sent\n')
  tellSeed(plan.seed, io)
  return EXIT.ok
}

function nameVariables({ headers }: RequestText, format: string, io: Io): void {
  if (format !== 'curl' && format !== 'powershell') return
  for (const { name, variable, value } of headers) {
    if (variable && io.env[variable] !== value)
      io.err(`note: set ${variable} to the value of ${name} first, or use --reveal\n`)
  }
}

function curlOptions(options: RequestPrinting['options']): string[] {
  return [
    ...(options.cacert ? ['--cacert', bashQuote(options.cacert)] : []),
    ...(options.cert && options.key ? ['--cert', bashQuote(options.cert), '--key', bashQuote(options.key)] : []),
  ]
}
