/** Headers that a user adds: written down, from variables, or from the profile. */
import { CvHookError } from '../../core/errors.js'
import { looksSecret } from '../../core/secrets.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import { checkHeader, parseHeaderOption } from '../../http/headers.js'
import type { Profile } from '../../store/profile.js'
import type { Io } from '../io.js'
import { isVariableName, shownVariable } from './variable.js'

/** The header options as commander gives them. */
export interface HeaderFlags {
  header?: string[]
  headerEnv?: string[]
  staticHeader?: string[]
}

/** A header to send; `variable` names where its value came from, or could come from, when it is a secret. */
export interface HeaderLine {
  name: string
  value: string
  variable?: string
}

/**
 * Reads the headers, the profile's first.
 *
 * @throws CvHookError `usage` for a bad header, `no-secret` and `empty-secret` for a variable
 */
export function readHeaders(flags: HeaderFlags, profile: Profile | undefined, io: Io): HeaderLine[] {
  const given: HeaderLine[] = []
  for (const option of flags.header ?? []) {
    const [name, value] = parseHeaderOption(option)
    given.push(headerLine(name, value, given))
  }
  for (const option of flags.headerEnv ?? []) given.push(headerFromVariable(option, '--header-env', io))
  for (const option of flags.staticHeader ?? []) given.push(headerFromVariable(option, '--static-header', io))
  const headers = withProfile(given, profile, io)
  for (const { name, value } of headers) checkHeader(name, value)
  checkRepeats(headers, io)
  return headers
}

/** The profile's headers but for those that an option replaces, then those of the options. */
function withProfile(given: readonly HeaderLine[], profile: Profile | undefined, io: Io): HeaderLine[] {
  const taken = new Set(given.map(header => header.name.toLowerCase()))
  const headers: HeaderLine[] = []
  for (const [name, source] of Object.entries(profile?.headers ?? {})) {
    if (taken.has(name.toLowerCase())) continue
    headers.push(
      'env' in source ? fromVariable(name, source.env, io) : headerLine(name, source.value, [...given, ...headers]),
    )
  }
  return [...headers, ...given]
}

/** A header that is given twice is sent twice, as curl does; it may be a slip. */
function checkRepeats(headers: readonly HeaderLine[], io: Io): void {
  const names = headers.map(header => header.name.toLowerCase())
  const repeated = headers.filter((_, at) => names.indexOf(names[at]!) === at && names.lastIndexOf(names[at]!) !== at)
  const host = repeated.find(header => header.name.toLowerCase() === 'host')
  if (host) throw new CvHookError('usage', `the header ${host.name} can be given only once`)
  if (repeated.length === 0) return
  const list = repeated.map(header => header.name).join(' and ')
  io.err(`note: ${list} ${repeated.length > 1 ? 'are' : 'is'} sent more than once, as given\n`)
}

/**
 * Reads the static headers that a receiver wants.
 *
 * @throws CvHookError `usage`, `no-secret`, `empty-secret`
 */
export function readStaticHeaders(options: readonly string[] | undefined, io: Io): { name: string; value: string }[] {
  return (options ?? []).map(option => {
    const header = headerFromVariable(option, '--static-header', io)
    checkHeader(header.name, header.value)
    return header
  })
}

/**
 * Reads `Name=VARIABLE` of `--header-env` and `--static-header`.
 *
 * @throws CvHookError `usage`, `no-secret`, `empty-secret`
 */
function headerFromVariable(
  option: string,
  flag: '--header-env' | '--static-header',
  io: Io,
): HeaderLine & { variable: string } {
  const equals = option.indexOf('=')
  if (equals < 1) throw new CvHookError('usage', `${flag} wants Name=VARIABLE`, [`write ${flag} X-Bypass=BYPASS_TOKEN`])
  const name = option.slice(0, equals)
  const means = flag === '--static-header' ? NEVER_STATIC.get(name.toLowerCase()) : undefined
  if (means) throw new CvHookError('usage', `--static-header: ${name} ${means}, so that it cannot hold a fixed secret`)
  return fromVariable(name, option.slice(equals + 1), io)
}

/** What a delivery says by itself, by its name. */
const NEVER_STATIC: ReadonlyMap<string, string> = new Map([
  [SIGNATURE_HEADER, 'is computed from the body'],
  ['host', 'names the receiver'],
  ['content-type', 'says what the body is'],
])

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
export function headerLine(name: string, value: string, others: readonly HeaderLine[]): HeaderLine {
  return looksSecret(name) ? { name, value, variable: variableFor(name, others) } : { name, value }
}

/** A variable of its own for a header's value, for commands that are printed. */
function variableFor(name: string, others: readonly HeaderLine[]): string {
  const plain = `HEADER_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
  const taken = others.filter(other => other.variable === plain || other.variable?.startsWith(`${plain}_`)).length
  return taken === 0 ? plain : `${plain}_${taken + 1}`
}
