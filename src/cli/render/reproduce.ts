/** The command that runs one check again, with the same bodies. No value of a secret stands in it. */
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
] as const

const LISTS = [
  ['events', '--events'],
  ['secretEnv', '--secret-env'],
  ['secretFile', '--secret-file'],
  ['headerEnv', '--header-env'],
  ['staticHeader', '--static-header'],
] as const

/** The command that runs one check again. */
export const reproduceCommand = (id: string, facts: ReproduceFacts): string => commandWith(`--only ${word(id)}`, facts)

/** The command that finds out why valid deliveries are refused. */
export const diagnoseCommand = (facts: ReproduceFacts): string => commandWith('--diagnose', facts)

function commandWith(what: string, { flags, shownUrl, headers, seed }: ReproduceFacts): string {
  const parts = ['cv-hook test']
  const add = (option: string, value: string) => parts.push(`${option} ${word(value)}`)
  if (flags.url !== undefined) {
    // Credentials and tokens of a URL stay where they are.
    if (flags.url === shownUrl) add('--url', flags.url)
    else parts.push('--url "$CV_HOOK_URL"')
  }
  for (const [name, option] of LISTS) for (const value of flags[name] ?? []) add(option, value)
  if (flags.secret) parts.push('--secret-env CV_HOOK_SECRET')
  for (const [name, option] of VALUES) if (flags[name] !== undefined) add(option, flags[name])
  for (const [name, option] of SWITCHES) if (flags[name]) parts.push(option)
  for (const option of flags.header ?? []) {
    const name = option.split(':', 1)[0]!
    const variable = headers.find(one => one.name === name)?.variable
    if (variable === undefined) add('--header', option)
    else add('--header-env', `${name}=${variable}`)
  }
  for (const { option, value } of flags.change ?? []) {
    // What is set may be about somebody: only where it goes is told.
    add(`--${option}`, option.startsWith('set') ? value.replace(/=.*$/s, '=<as before>') : value)
  }
  parts.push(what)
  add('--seed', seed)
  return parts.join(' ')
}
