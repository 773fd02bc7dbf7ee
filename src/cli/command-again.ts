/** A command to copy: what was run, once more, with what was asked for added to it. */
import { isSignature, stripBlanks } from '../core/signature.js'
import { plainWord } from './render/request.js'

/** The words of a command that reads the same recording again. */
export interface CommandAgain {
  file: string
  /** The options that say how it is read, with a blank before each. */
  reading: string
  /** Those that name secrets, likewise; none where the profile or the environment names them. */
  secrets: string
}

/** The options of a run that a command which repeats it needs. */
export interface RunOptions {
  format?: string
  bytes?: string
  files?: string
  signature?: string
  config?: string
  profile?: string
  secret?: readonly string[]
  secretEnv?: readonly string[]
  secretFile?: readonly string[]
  secretPrompt?: boolean
  staticHeader?: readonly string[]
  alsoTryEnv?: readonly string[]
  alsoTryFile?: readonly string[]
}

/**
 * How a run is repeated for one of its recordings. Names of variables and files stand in it, never a secret.
 *
 * @param hasSecret whether the run knew one; else the command has a place for it
 */
export function commandAgain(options: RunOptions, file: string, hasSecret: boolean): CommandAgain {
  const { signature } = options
  const words = (name: string, values: readonly string[] = []) =>
    values.map(value => ` ${name} ${plainWord(value)}`).join('')
  const one = (name: string, value: string | undefined) => (value === undefined ? '' : words(name, [value]))
  return {
    // What came by a pipe has no name.
    file: file === '-' ? 'FILE' : plainWord(file),
    reading: [
      one('--format', options.format),
      one('--bytes', options.bytes),
      one('--files', options.files),
      // A value of another form may be a secret.
      one('--signature', signature === undefined || isSignature(stripBlanks(signature)) ? signature?.trim() : 'VALUE'),
      one('--config', options.config),
      one('--profile', options.profile),
    ].join(''),
    secrets: [
      !hasSecret || options.secret || options.secretPrompt ? ' --secret-env NAME' : '',
      words('--secret-env', options.secretEnv),
      words('--secret-file', options.secretFile),
      words('--static-header', options.staticHeader),
      words('--also-try-env', options.alsoTryEnv),
      words('--also-try-file', options.alsoTryFile),
    ].join(''),
  }
}
