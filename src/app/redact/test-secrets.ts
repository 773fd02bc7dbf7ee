/**
 * Secrets that sign copies and nothing else. Each has what its fault needs to show, say a line break at its end, and
 * nothing more of the secret that it stands for.
 */
import type { NamedSecret } from '../../core/signature.js'
import { keyVariants } from '../../explain/secret/faults.js'
import { UNMISTAKEN } from './letters.js'

/** Characters of a base: beyond what faults cut secrets to. */
const LENGTHS = [32, 80, 272]

/** The test secrets of one run, by what they stand for. */
export interface TestSecrets {
  /** Stand for secrets that are accepted. */
  readonly accepted: readonly NamedSecret[]
  /** Stand for secrets that only explain. */
  readonly suspects: readonly NamedSecret[]
  /** Secrets that may stand for one, such that a fault of it has a key; those in use first. */
  candidates(kind: 'accepted' | 'suspects', label: string, how: string): Iterable<NamedSecret>
  /** Takes one into use. */
  keep(kind: 'accepted' | 'suspects', secret: NamedSecret): void
}

/**
 * Makes the test secrets of a run.
 *
 * @param given the first one, where the user has named it
 * @param random gives bytes
 */
export function createTestSecrets(given: string | undefined, random: (count: number) => Uint8Array): TestSecrets {
  const used = { accepted: [] as NamedSecret[], suspects: [] as NamedSecret[] }
  const letters = (count: number) => Array.from(random(count), byte => UNMISTAKEN[byte % UNMISTAKEN.length]).join('')
  const fresh = () => ({
    text: (length: number) => `cvtest${letters(length - 6)}`,
    hex: () => Buffer.from(random(32)).toString('hex'),
  })
  const ownLabel = (kind: keyof typeof used, label: string) => {
    const count = used[kind].filter(one => one.label === label || one.label.startsWith(`${label} (`)).length
    return count === 0 ? label : `${label} (${count + 1})`
  }
  return {
    ...used,
    *candidates(kind, label, how) {
      const known = used[kind].filter(one => one.label === label || one.label.startsWith(`${label} (`))
      yield* known.filter(one => hasKey(one.value, how))
      const name = ownLabel(kind, label)
      const first = kind === 'accepted' && given !== undefined && !used.accepted.some(one => one.value === given)
      for (const value of first ? withForm(given, fresh()) : forms(fresh())) {
        if (hasKey(value, how)) yield { label: name, value }
      }
    },
    keep(kind, secret) {
      if (!used[kind].some(one => one.label === secret.label)) used[kind].push(secret)
    },
  }
}

const hasKey = (secret: string, how: string) => how === '' || keyNamed(secret, how) !== undefined

/** The key that a secret becomes by a fault; the secret itself without one. */
export function keyNamed(secret: string, how: string): string | Uint8Array | undefined {
  if (how === '') return secret
  for (const variant of keyVariants(secret)) if (variant.how === how) return variant.key
  return undefined
}

interface Fresh {
  text(length: number): string
  hex(): string
}

function* withForm(given: string, fresh: Fresh): Iterable<string> {
  yield given
  yield* around(given)
  yield* forms(fresh)
}

function* forms(fresh: Fresh): Iterable<string> {
  const base = fresh.text(LENGTHS[0]!)
  yield base
  yield fresh.hex()
  yield* around(base)
  for (const length of LENGTHS.slice(1)) yield fresh.text(length)
  const [one, other] = [base.slice(0, 14), base.slice(14)]
  for (const sign of INSIDE) yield one + sign + other
  yield `${one}$${one}`
  yield `${base}\u00e9`
  yield `${base}e\u0301`
  yield base.toLowerCase()
  yield base.toUpperCase()
  yield `whsec_${Buffer.from(base).toString('base64')}`
  yield Buffer.from(base).toString('base64')
  yield `"${base}" `
}

const INSIDE = [
  ...'#$ &;\n=!%"\':|+\\',
  ' #',
  '\0',
  '$$',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a shell would have replaced
  '${NAME}',
  '%2B',
  '&amp;',
  '\\n',
  '\u200b',
  '\u00a0',
  '\u00ad',
  '\t',
]

function* around(base: string): Iterable<string> {
  for (const end of ['\n', ' ', '\r\n', '\r', '\t', '\n\n', '\\n', '\\r\\n', ';', ',', '\u200b', '\u00a0', '"', '='])
    yield base + end
  for (const start of [' ', '\n', '\ufeff', '\u200b']) yield start + base
  yield ` ${base} `
  yield `\n${base}\n`
  for (const [open, close] of ['""', "''", '``', '“”']) yield `${open}${base}${close}`
  for (const prefix of ['CV_HOOK_SECRET=', 'export CV_SECRET=', 'Bearer ', 'whsec_', 'v1,', 'sha256='])
    yield prefix + base
  yield `CV_SECRET="${base}"`
  yield `export CV_SECRET=Bearer ${base}`
}
