/**
 * The command that runs one check again, with the same bodies. No value of a secret stands in it, and nothing that may be
 * about somebody: what has to be filled in is a variable, without which the shell says so and runs nothing.
 */

import { splitSet } from '../../events/changes.js'
import type { HeaderLine } from '../options/headers.js'
import type { TestFlags } from '../options/test.js'
import { bashQuote } from './request.js'

/** What the command is made of. */
export interface ReproduceFacts {
  flags: TestFlags
  /** The endpoint as it may be shown. */
  shownUrl: string
  headers: readonly HeaderLine[]
  seed: string
  /** Whether the value of a change, by its place among them, may be shown. */
  isShown(change: number): boolean
}

const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : bashQuote(text))

const VALUES = [
  ['profile', '--profile'],
  ['config', '--config'],
  ['payload', '--payload'],
  ['documents', '--documents'],
  ['documentUrl', '--document-url'],
  ['expectStatus', '--expect-status'],
  ['expectRefusal', '--expect-refusal'],
  ['expectWithin', '--expect-within'],
  ['wait', '--wait'],
  ['cacert', '--cacert'],
  ['cert', '--cert'],
  ['key', '--key'],
] as const

const SWITCHES = [
  ['unsigned', '--unsigned'],
  ['secretPrompt', '--secret-prompt'],
  ['insecure', '--insecure'],
  ['allowRemote', '--allow-remote'],
  ['force', '--force'],
  ['strict', '--strict'],
] as const

const LISTS = [
  ['events', '--events'],
  ['secretEnv', '--secret-env'],
  ['secretFile', '--secret-file'],
  ['headerEnv', '--header-env'],
  ['staticHeader', '--static-header'],
] as const

/** Options that have a value also where none is given: told where it is another. */
const DEFAULTED = [
  ['timeout', '--timeout', '30s'],
  ['retries', '--retries', '0'],
] as const

/** A variable that has to be set: POSIX shells say what is missing, and run nothing. */
const filledIn = (variable: string, what: string) => `"\${${variable}:?${what}}"`

/** The command that runs one check again. */
export const reproduceCommand = (id: string, facts: ReproduceFacts): string => commandWith(`--only ${word(id)}`, facts)

/** The command that finds out why valid deliveries are refused. */
export const diagnoseCommand = (facts: ReproduceFacts): string => commandWith('--diagnose', facts)

function commandWith(what: string, { flags, shownUrl, headers, seed, isShown }: ReproduceFacts): string {
  const parts = ['cv-hook test']
  const add = (option: string, value: string) => parts.push(`${option} ${word(value)}`)
  if (flags.url !== undefined) {
    // Credentials and tokens of a URL stay where they are.
    if (flags.url === shownUrl) add('--url', flags.url)
    else parts.push(`--url ${filledIn('CV_HOOK_URL', 'the whole URL')}`)
  }
  for (const [name, option] of LISTS) for (const value of flags[name] ?? []) add(option, value)
  if (flags.secret) parts.push('--secret-env CV_HOOK_SECRET')
  for (const [name, option] of VALUES) if (flags[name] !== undefined) add(option, flags[name])
  for (const [name, option, usual] of DEFAULTED) if (flags[name] !== usual) add(option, flags[name])
  for (const [name, option] of SWITCHES) if (flags[name]) parts.push(option)
  const left = [...headers]
  for (const option of flags.header ?? []) {
    const name = option.split(':', 1)[0]!.trim()
    const at = left.findIndex(one => one.name === name)
    const variable = at < 0 ? undefined : left.splice(at, 1)[0]!.variable
    if (variable === undefined) add('--header', option)
    else add('--header-env', `${name}=${variable}`)
  }
  let hidden = 0
  for (const [at, { option, value }] of (flags.change ?? []).entries()) {
    if (!option.startsWith('set') || isShown(at)) add(`--${option}`, value)
    else {
      const path = value.slice(0, splitSet(value))
      const what = /^[\w.[\]]+$/.test(path) ? path : `--${option}`
      parts.push(`--${option} ${word(`${path}=`)}${filledIn(`SET_${++hidden}`, `the value of ${what}`)}`)
    }
  }
  parts.push(what)
  add('--seed', seed)
  return parts.join(' ')
}
