/** The recordings that a command reads: files, or standard input. */
import { BYTES_TRUST, type BytesTrust, CAPTURE_FORMATS, type CaptureFormat } from '../captures/delivery.js'
import { CvHookError } from '../core/errors.js'
import { stripBlanks } from '../core/signature.js'
import { type CaptureReading, readCaptureFile } from '../store/capture-file.js'
import { isPipe, mustOpen } from '../store/files.js'
import { type CommandForm, OptionForm } from './command-form.js'
import type { Io } from './io.js'

/** Which recordings are read, and how, as commander gives it. */
export interface SourceFlags {
  captures: string[]
  format?: CaptureFormat
  bytes?: BytesTrust
  files?: string
  signature?: string
}

/**
 * Adds the group of options.
 *
 * @param judged whether the bytes themselves matter, and a body may stand without a request
 */
export function addSourceOptions(command: CommandForm, judged = true): CommandForm {
  command
    .optionsGroup('What is read:')
    .addOption(new OptionForm('--format <format>', 'the format (default: found by looking)').choices(CAPTURE_FORMATS))
  if (judged) {
    command
      .addOption(
        new OptionForm('--bytes <trust>', 'how far the bytes can be trusted (default: by format)').choices(BYTES_TRUST),
      )
      .option('--signature <value>', 'the x-cv-signature of a body that stands alone')
  }
  return command.option('--files <folder>', 'let a curl command read files of this folder (@file)')
}

/** One recording. */
export interface Source {
  /** As it stands on the command line. */
  name: string
  /** Whether it can be read only once: standard input, or a named pipe. */
  isOnce(): boolean
  /**
   * Refuses a recording that is not there, before anything is done with the others.
   *
   * @throws CvHookError `unreadable`
   */
  check(): void
  /** Begins to read. */
  open(): CaptureReading
}

/**
 * The recordings in the order given.
 *
 * @throws CvHookError `usage` when nothing is given and standard input is the keyboard, and for what is empty
 */
export function captureSources(
  command: 'verify' | 'replay' | 'redact',
  { captures, format, bytes, files, signature }: SourceFlags,
  io: Io,
): Source[] {
  const given = captures.length > 0 ? captures : ['-']
  if (given.includes('')) throw new CvHookError('usage', 'the name of a capture is empty', ['is the variable set?'])
  if (given.filter(name => name === '-').length > 1)
    throw new CvHookError('usage', 'standard input (-) can be read only once')
  if (signature !== undefined && stripBlanks(signature) === '')
    throw new CvHookError('usage', '--signature is empty', ['is the variable set?'])
  if (given.includes('-') && io.stdin.isTTY) {
    throw new CvHookError(
      'usage',
      `${command} reads files or a pipe, not the keyboard: a terminal cuts what is pasted`,
      [
        `put the capture into a file: cv-hook ${command} capture.txt`,
        `or pipe it: pbpaste | cv-hook ${command}, xclip -o | cv-hook ${command}, Get-Clipboard | cv-hook ${command}`,
      ],
    )
  }
  const options = {
    ...(format ? { format } : {}),
    ...(bytes ? { trust: bytes } : {}),
    ...(signature === undefined ? {} : { signature }),
    ...(files === undefined ? {} : { filesFolder: files }),
  }
  return given.map(name => ({
    name,
    isOnce: () => name === '-' || isPipe(name),
    check: () => name === '-' || mustOpen(name),
    open: () => readCaptureFile(name === '-' ? { stdin: io.stdin } : { path: name }, options),
  }))
}
