/** How an endpoint is reached: the same options on every command that sends. */
import { CvHookError } from '../../core/errors.js'
import { parsePositiveDuration } from '../../core/units.js'
import { readUserFile } from '../../store/files.js'
import type { Profile } from '../../store/profile.js'
import type { CommandForm } from '../command-form.js'
import type { Io } from '../io.js'
import { collect } from './collect.js'
import { parseCount } from './count.js'
import { type HeaderFlags, type HeaderLine, readHeaders } from './headers.js'

/** The connection options as commander gives them. */
export interface ConnectionFlags extends HeaderFlags {
  timeout: string
  retries: string
  insecure?: boolean
  cacert?: string
  cert?: string
  key?: string
  allowRemote?: boolean
}

/** Adds the group of connection options. */
export function addConnectionOptions(command: CommandForm): CommandForm {
  return addEndpointOptions(command.optionsGroup('Connection:'))
    .option(
      '--static-header <Name=VARIABLE>',
      'the fixed header of an older set-up, with the value of a variable',
      collect,
    )
    .option('--allow-remote', 'let bulk sends, tests and replays leave this machine')
}

/** Adds the option that names the endpoint. */
export const addUrlOption = (command: CommandForm): CommandForm =>
  command.option('--url <url>', 'the endpoint (default: CV_HOOK_URL, or the url of the profile)')

/** The endpoint, where one is named. */
export const urlOf = (flags: { url?: string }, profile: Profile | undefined, io: Io): string | undefined =>
  flags.url ?? io.env['CV_HOOK_URL'] ?? profile?.url

/** The error where none is. */
export const noEndpoint = (...hints: string[]) => new CvHookError('usage', 'no endpoint is given', hints)

/** Adds the options that say how one endpoint is reached. */
export function addEndpointOptions(command: CommandForm): CommandForm {
  return command
    .option('--header <"Name: value">', 'send this header as well', collect)
    .option('--header-env <Name=VARIABLE>', 'the same, with the value of a variable', collect)
    .option('--timeout <duration>', 'give up an attempt after this long', '30s')
    .option('--retries <n>', 'try again after transport errors, 429 and 503', '0')
    .option('--insecure', 'accept any TLS certificate')
    .option('--cacert <file>', 'trust the certificates in this PEM file')
    .option('--cert <file>', 'show this client certificate (PEM)')
    .option('--key <file>', 'the key of the client certificate (PEM)')
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

/**
 * Reads the connection options.
 *
 * @throws CvHookError `usage` for a bad header or number, `no-secret` for a variable that is not set, `unreadable`
 */
export function readConnection(flags: ConnectionFlags, profile: Profile | undefined, io: Io): Connection {
  const headers = readHeaders(flags, profile, io)
  if ((flags.cert === undefined) !== (flags.key === undefined))
    throw new CvHookError('usage', '--cert and --key go together')
  const pem = (path: string | undefined, option: string) =>
    path === undefined ? {} : { [option]: readUserFile(path, `--${option}`) }
  return {
    headers,
    timeoutMs: parsePositiveDuration(flags.timeout, '--timeout'),
    retries: parseCount(flags.retries, '--retries', 0, 100),
    insecure: flags.insecure ?? false,
    ...(flags.cacert === undefined ? {} : { ca: readUserFile(flags.cacert, '--cacert') }),
    ...pem(flags.cert, 'cert'),
    ...pem(flags.key, 'key'),
  }
}

/** How each connection is made, as far as the options say it. */
export function routeOptions({ timeoutMs, insecure, ca, cert, key }: Connection, io: Io) {
  return {
    timeoutMs,
    insecure,
    ...(ca ? { ca } : {}),
    ...(cert && key ? { cert, key } : {}),
    env: io.env,
  }
}

/** Whether the options or the profile let a run leave this machine for this host. */
export const allowsRemote = (
  flags: Pick<ConnectionFlags, 'allowRemote'>,
  profile: Profile | undefined,
  hostname: string,
): boolean => flags.allowRemote === true || (profile?.allowRemote ?? []).includes(hostname)
