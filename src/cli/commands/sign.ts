/** `cv-hook sign`: the signature of a file or of standard input, read in pieces so that size does not matter. */
import { CvHookError, EXIT } from '../../core/errors.js'
import { secretWarnings } from '../../core/secrets.js'
import { createSigner } from '../../core/signature.js'
import { hashFile } from '../../store/hash-file.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { addContextOptions, type ContextFlags, readContext } from '../options/context.js'
import { addSecretOptions, type FoundSecret, resolveSecrets, type SecretOptions } from '../options/secret.js'

interface SignOptions extends SecretOptions, ContextFlags {
  file: string
  explain?: boolean
}

/** Fills the options of `sign`. */
export function signCommand(io: Io, exit: (code: number) => void, run = runSign): CommandForm {
  const command = new CommandForm('cv-hook sign')
    .description('Print the x-cv-signature of the bytes of a file, or of standard input.')
    .argument('[file]', 'the file; - or nothing: standard input', '-')
    .option(
      '--explain',
      "tell what is hashed: how many bytes, how they begin and end (masked), and the secret's length",
    )
  addSecretOptions(command, 'not possible here: there is nothing to sign with')
  addContextOptions(command, 'print {"type":"signature", ...}')
  return command
    .addHelpText(
      'after',
      helpEnd(
        io,
        [
          'sign body.json --secret-env CV_SECRET',
          'sign body.json --secret-env CV_SECRET --explain',
          'fixture ADD_CASE_DECISION | cv-hook sign --secret-env CV_SECRET',
        ],
        'The bytes are signed as they are: a newline at the end counts.',
      ),
    )
    .action(async (file: string, flags: Omit<SignOptions, 'file'>) => exit(await run({ ...flags, file }, io)))
}

/** Prints the signature; a newline at the end of the input is pointed out, since it is the commonest slip. */
export async function runSign(options: SignOptions, io: Io): Promise<number> {
  if (options.unsigned) throw new CvHookError('usage', 'sign needs a secret')
  const context = await readContext(options, io)
  const [secret] = await resolveSecrets(options, context, io)
  const signer = createSigner(secret!.value)
  const explainer = options.explain ? await openExplainer(secret!) : undefined
  const sink = { update: (chunk: Uint8Array) => void [signer.update(chunk), explainer?.watch.update(chunk)] }
  const { bytes, last } = options.file === '-' ? await hashStdin(io, sink) : hashFile(options.file, 'sign', sink)
  const signature = signer.digest('hex')
  if (explainer && !context.json) io.err(explainer.text(io.terminal.err.columns))
  else if (!explainer) {
    if (last === 0x0a) io.err('note: the last byte is a newline, and it is signed too\n')
    if (bytes === 0) io.err('note: the input is empty\n')
  }
  const record = { type: 'signature', signature, bytes, secret: secret!.label, explain: explainer?.record() }
  await io.out(context.json ? jsonLine(record) : `${signature}\n`)
  return EXIT.ok
}

/** What watches the bytes on their way into the signature, and then tells of them. */
async function openExplainer({ label, source, value }: FoundSecret) {
  const [{ SignedBytesWatch }, { renderSignedBytes }] = await Promise.all([
    import('../../explain/signed-bytes.js'),
    import('../render/signed-bytes.js'),
  ])
  const watch = new SignedBytesWatch()
  const characters = [...value].length
  const facts = { label, source, characters, bytes: Buffer.byteLength(value), warnings: secretWarnings(value) }
  return {
    watch,
    text: (columns: number) => renderSignedBytes(watch.describe(), facts, columns),
    record: () => ({ ...watch.describe(), secret: facts }),
  }
}

async function hashStdin(
  io: Io,
  signer: { update(chunk: Uint8Array): unknown },
): Promise<{ bytes: number; last: number | undefined }> {
  if (io.stdin.isTTY) {
    throw new CvHookError('usage', 'sign reads a file or a pipe, not the keyboard', [
      'cv-hook fixture ADD_CASE_DECISION | cv-hook sign ...',
    ])
  }
  let bytes = 0
  let last: number | undefined
  for await (const chunk of io.stdin) {
    signer.update(chunk)
    bytes += chunk.length
    last = chunk.at(-1) ?? last
  }
  return { bytes, last }
}
