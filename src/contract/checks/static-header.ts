/** The fixed header of an older set-up: missing, wrong, or almost right. */
import type { RawHeader } from '../../captures/record.js'
import type { Check, Kit } from '../check.js'

const FIX = 'Compare the whole value, as bytes and in constant time, and answer 401 unless it is equal.'

interface Spec {
  readonly id: string
  readonly title: string
  readonly why: string
  change(statics: readonly RawHeader[]): RawHeader[]
}

const values =
  (change: (value: string) => string): Spec['change'] =>
  statics =>
    statics.map(([name, value]) => [name, change(value)])

const SPECS: readonly Spec[] = [
  {
    id: 'missing',
    title: 'a delivery without the static header is refused',
    why: 'Where no value is configured, some receivers let everything through.',
    change: () => [],
  },
  {
    id: 'wrong',
    title: 'a wrong static header is refused',
    why: 'The value is right but for one character after it: only a comparison of the whole tells.',
    change: values(value => `${value}x`),
  },
  {
    id: 'other-case',
    title: 'the static header in another letter case is refused',
    why: 'A comparison that ignores case makes a secret weaker than it looks.',
    change: values(otherCase),
  },
]

/** The checks of a static header that has this value; one without letters has no other case. */
export function staticHeaderChecks(statics: readonly RawHeader[]): Check[] {
  if (statics.length === 0) return []
  const applicable = SPECS.filter(
    one => one.id !== 'other-case' || statics.every(([, value]) => otherCase(value) !== value),
  )
  return applicable.map(({ id, title, why, change }) => ({
    id: `refuses/static-header/${id}`,
    group: 'refuses',
    level: 'must',
    title,
    why,
    fix: FIX,
    expect: 'refused',
    send: (kit: Kit) => [{ ...kit.valid(kit.body()), statics: change(kit.statics) }],
  }))
}

function otherCase(value: string): string {
  const upper = value.toUpperCase()
  return upper === value ? value.toLowerCase() : upper
}
