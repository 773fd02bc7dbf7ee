/** `cv-hook complete <shell> -- <word>...`: what a completion script asks at the Tab key. Not for people. */
import type { Io } from '../io.js'
import { type Completable, candidates } from './candidates.js'
import type { Shell } from './scripts.js'
import type { Candidate, Source } from './values.js'

/** Answers a script. Whatever goes wrong, nothing is said: the line is being written. */
export async function complete(argv: readonly string[], all: Completable, io: Io): Promise<number> {
  const [shell, , ...given] = argv as [Shell, '--', ...string[]]
  const { words, start } = shell === 'bash' ? bashWords(given) : { words: given.map(word => word.trim()), start: 0 }
  const found = await candidates(words, all, io).catch((): Source => [])
  await io.out(
    lines(found, shell, start)
      .map(line => `${line}\n`)
      .join(''),
  )
  return 0
}

function lines(source: Source, shell: Shell, start: number): string[] {
  if (source === 'files') return [':files']
  const open = source.length > 0 && source.every(({ value }) => value.endsWith('='))
  return [...source.map(one => line(one, shell, start)), ...(open ? [':nospace'] : [])]
}

function line({ value, description = '' }: Candidate, shell: Shell, start: number): string {
  const text = description.replace(/[\t\n]/g, ' ')
  if (shell === 'bash') return value.slice(start)
  if (shell === 'zsh') return [value, text].map(part => part.replace(/[\\:]/g, '\\$&')).join(text === '' ? '' : ':')
  return text === '' ? value : `${value}\t${text}`
}

/** bash cuts words at "=" and ":", and replaces only what stands behind the last of them. */
function bashWords(given: readonly string[]): { words: string[]; start: number } {
  const words: string[] = []
  let joins = false
  for (const piece of given) {
    const cut = /^[=:]+$/.test(piece)
    if ((cut || joins) && words.length > 0) words[words.length - 1] += piece
    else words.push(piece)
    joins = cut
  }
  const last = words.at(-1) ?? ''
  return { words, start: Math.max(last.lastIndexOf('='), last.lastIndexOf(':')) + 1 }
}
