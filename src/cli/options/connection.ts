/** How an endpoint is reached: the same options on every command that sends. */
import type { Command } from 'commander'
import { CvHookError } from '../../core/errors.js'
import { parseDuration } from '../../core/units.js'
import type { Profile } from '../../store/profile.js'
import type { Io } from '../io.js'
import { collect } from './collect.js'
import { isVariableName, shownVariable } from './variable.js'

/** The connection options as commander gives them. */
export interface ConnectionFlags {
  header?: string[]
  headerEnv?: string[]
  staticHeader?: string[]
  timeout: string
  retries: string
  insecure?: boolean
  cacert?: string
  cert?: string
  key?: string
  allowRemote?: boolean
}

/** A header to send; `variable` names where its value came from, or could come from, when it is a secret. */
export interface HeaderLine {
  name: string
  value: string
  variable?: string
}

/** Adds the group of connection options. */
export function addConnectionOptions(command: Command): Command {
  return command
    .optionsGroup('Connection:')
    .option('--header <"Name: value">', 'send this header as well', collect)
    .option('--header-env <Name=VARIABLE>', 'the same, with the value of a variable', collect)
    .option(
      '--static-header <Name=VARIABLE>',
      'the fixed header of an older set-up, with the value of a variable',
      collect,
    )
    .option('--timeout <duration>', 'give up an attempt after this long', '30s')
    .option('--retries <n>', 'try again after transport errors, 429 and 503', '0')
    .option('--insecure', 'accept any TLS certificate')
    .option('--cacert <file>', 'trust the certificates in this PEM file')
    .option('--cert <file>', 'show this client certificate (PEM)')
    .option('--key <file>', 'the key of the client certificate (PEM)')
    .option('--allow-remote', 'let bulk sends leave this machine')
}

/** The connection options, read and checked. */
export interface Connection {
  headers: HeaderLine[]
  timeoutMs: number
  retries: number
  insecure: boolean
  ca?: Buffer
  cert?: Buffer
  key?: Buffer
}

/** Names whose values are never shown. */
const SECRET_NAME = /auth|cookie|token|key|secret|bypass|password|session|signature/i

/**
 * Reads the connection options.
 *
 * @throws CvHookError `usage` for a bad header or number, `no-secret` for a variable that is not set, `unreadable`
 */
export async function readConnection(
  flags: ConnectionFlags,
  profile: Profile | undefined,
  io: Io,
): Promise<Connection> {
  const { checkHeader, parseHeaderOption } = await import('../../http/headers.js')
  const headers: HeaderLine[] = []
  for (const [name, source] of Object.entries(profile?.headers ?? {})) {
    headers.push('env' in source ? fromVariable(name, source.env, io) : literal(name, source.value, headers))
  }
  for (const option of flags.header ?? []) {
    const [name, value] = parseHeaderOption(option)
    headers.push(literal(name, value, headers))
  }
  for (const option of [...(flags.headerEnv ?? []), ...(flags.staticHeader ?? [])])
    headers.push(headerFromVariable(option, io))
  for (const { name, value } of headers) checkHeader(name, value)
  if ((flags.cert === undefined) !== (flags.key === undefined))
    throw new CvHookError('usage', '--cert and --key go together')
  const { readUserFile } = await import('../../store/files.js')
  const pem = (path: string | undefined, option: string) =>
    path === undefined ? {} : { [option]: readUserFile(path, `--${option}`) }
  return {
    headers,
    timeoutMs: atLeast(1, parseDuration(flags.timeout, '--timeout'), '--timeout'),
    retries: parseCount(flags.retries, '--retries', 0, 100),
    insecure: flags.insecure ?? false,
    ...(flags.cacert === undefined ? {} : { ca: readUserFile(flags.cacert, '--cacert') }),
    ...pem(flags.cert, 'cert'),
    ...pem(flags.key, 'key'),
  }
}

/**
 * Reads `Name=VARIABLE` of `--header-env` and `--static-header`.
 *
 * @throws CvHookError `usage`, `no-secret`, `empty-secret`
 */
export function headerFromVariable(option: string, io: Io): HeaderLine & { variable: string } {
  const equals = option.indexOf('=')
  if (equals < 1)
    throw new CvHookError('usage', '--header-env and --static-header want Name=VARIABLE', [
      'write --header-env X-Bypass=BYPASS_TOKEN',
    ])
  return fromVariable(option.slice(0, equals), option.slice(equals + 1), io)
}

/**
 * Reads a whole number.
 *
 * @throws CvHookError `usage` when it is none or out of range
 */
export function parseCount(text: string, option: string, min: number, max: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) {
    throw new CvHookError('usage', `${option}: "${text.slice(0, 40)}" is not a whole number from ${min} to ${max}`)
  }
  return value
}

function atLeast(min: number, value: number, option: string): number {
  if (value < min) throw new CvHookError('usage', `${option} must be at least ${min} ms`)
  return value
}

function fromVariable(name: string, variable: string, io: Io): HeaderLine & { variable: string } {
  if (!isVariableName(variable))
    throw new CvHookError('usage', `header ${name}: what stands after "=" is not the name of a variable`)
  const value = io.env[variable]
  if (value === undefined) throw new CvHookError('no-secret', `header ${name}: ${shownVariable(variable)} is not set`)
  if (value === '')
    throw new CvHookError('empty-secret', `header ${name}: ${shownVariable(variable)} is set, but empty`)
  return { name, value, variable }
}

/** A header whose value was written down; a secret's value is then shown as a variable. */
function literal(name: string, value: string, others: readonly HeaderLine[]): HeaderLine {
  return SECRET_NAME.test(name) ? { name, value, variable: variableFor(name, others) } : { name, value }
}

/** A variable of its own for a header's value, for commands that are printed. */
function variableFor(name: string, others: readonly HeaderLine[]): string {
  const plain = `HEADER_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
  const taken = others.filter(other => other.variable === plain || other.variable?.startsWith(`${plain}_`)).length
  return taken === 0 ? plain : `${plain}_${taken + 1}`
}
