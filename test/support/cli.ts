/** Runs the command line as a user would, with nothing of the test's own environment but PATH. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inside } from './inside.js'
import { PLANTED } from './planted.js'
import { HEAVY } from './tier.js'

/** The built binary. */
export const BIN = fileURLToPath(new URL('../../bin/cv-hook.cjs', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How a run ended. */
export interface CliResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** Standard output as bytes. */
  bytes: Buffer
}

/** How to run. */
export interface CliOptions {
  env?: Record<string, string>
  cwd?: string
  input?: string | Uint8Array
  /** Standard input does not end after `input`. */
  inputGoesOn?: boolean
  /** Files may not grow beyond so many blocks of 1024 bytes, as on a disk that is full. */
  limitFiles?: number
  /** Whether the fast tier may run it in this process; by default where nothing is asked for that needs another. */
  mayBeInside?: boolean
  /** Called when output comes, so that a test can act at the right moment. */
  onOutput?: (text: string, child: ReturnType<typeof spawn>, stream: 'stdout' | 'stderr') => void
}

/**
 * Runs `cv-hook` with these arguments and waits for its end: in the heavy tier always the built binary. The fast tier
 * runs in this process what needs none of its own, since the start of a process costs more than most commands.
 */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { limitFiles, inputGoesOn, onOutput } = options
  const { mayBeInside = limitFiles === undefined && !inputGoesOn && !onOutput } = options
  if (HEAVY || !mayBeInside) return binary(args, options)
  return checked(args, await inside(args, options))
}

/** Runs the built binary with these arguments and waits for its end. */
export async function binary(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { limitFiles } = options
  const command = [process.execPath, BIN, ...args]
  const result =
    limitFiles === undefined
      ? await run(process.execPath, [BIN, ...args], options)
      : await run('bash', ['-c', `ulimit -f ${limitFiles} && exec "$@"`, 'bash', ...command], options)
  return checked(args, result)
}

function checked(args: readonly string[], result: CliResult): CliResult {
  const all = result.stdout + result.stderr
  if (!args.includes('--reveal') && all.includes(PLANTED)) {
    throw new Error(`cv-hook ${args.join(' ')} printed what a patient wrote:\n${all}`)
  }
  return result
}

/** Runs any program the same way. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd = ROOT, input, inputGoesOn = false, onOutput }: CliOptions = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { PATH: process.env['PATH'], ...env } })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', chunk => {
      out.push(chunk)
      onOutput?.(String(chunk), child, 'stdout')
    })
    child.stderr.on('data', chunk => {
      err.push(chunk)
      onOutput?.(String(chunk), child, 'stderr')
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const bytes = Buffer.concat(out)
      resolve({ code, signal, stdout: bytes.toString(), stderr: Buffer.concat(err).toString(), bytes })
    })
    child.stdin.on('error', () => {})
    if (input !== undefined && inputGoesOn) child.stdin.write(input)
    else if (input === undefined) child.stdin.end()
    else child.stdin.end(input)
  })
}

/** The JSON lines of an output. */
export const jsonLines = (text: string): any[] =>
  text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
