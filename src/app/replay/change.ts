/** Changes to recorded bodies: members set, removed and merged, documents grown, ids and times made new. */
import type { CapturedDelivery } from '../../captures/delivery.js'
import { asBuffer } from '../../core/bytes.js'
import { CvHookError } from '../../core/errors.js'
import { parseJson } from '../../core/parse-json.js'
import type { Json } from '../../core/path.js'
import { formatSize } from '../../core/units.js'
import { allEntries } from '../../events/catalogue.js'
import {
  anyItem,
  applyChanges,
  type Change,
  type MemberKnowledge,
  padDocument,
  textsSet,
  unknownMember,
} from '../../events/changes.js'
import { memberKnowledge } from '../../events/fields.js'
import { createRenewal } from '../../events/renew.js'
import { recognise } from '../../events/shape.js'
import { decodedContent } from '../content.js'
import { increase } from '../judgement-counts.js'

/** What is changed. */
export interface BodyChanges {
  changes: readonly Change[]
  /** Bytes that each body is grown to. */
  pad: number | undefined
  force: boolean
  /** Makes ids and times new; the same seed makes the same ones. */
  seed: string | undefined
}

/** The body of a delivery, changed and written anew; or why that cannot be. */
export type BodyChanger = (delivery: CapturedDelivery) => { body: Buffer } | { why: string }

/** The changes of a run. */
export interface RunChanges {
  change: BodyChanger
  /** Paths that were not changed in some deliveries, with how many; `never` where it was none in which they were. */
  missed(): { path: string; deliveries: number; never: boolean }[]
}

/** The parsed form of more would not fit the memory. */
const LARGEST_CHANGED = 8 * 1024 ** 2

/**
 * Makes what changes the bodies of a run; undefined where nothing is to be changed. With a seed, the first delivery then
 * happens at the moment that the seed stands for.
 *
 * @throws CvHookError while changing: `unknown-path` for a path that no event knows, `usage` for a value that does not fit
 */
export function createChanges({ changes, pad, force, seed }: BodyChanges): RunChanges | undefined {
  if (changes.length === 0 && pad === undefined && seed === undefined) return undefined
  const renew = seed === undefined ? undefined : createRenewal(seed, new Set(textsSet(changes)))
  const missed = new Map<string, number>()
  const known = pathsOfAllEvents()
  let changed = 0

  const apply = (body: Json) => {
    const knowledge = knowledgeOf(body)
    for (const path of applyChanges(body, changes, knowledge, { force, skipMissing: true })) {
      // A slip of the pen is told at once, and not after the last delivery: no event has such a member.
      if (!force && !known().has(anyItem(path))) throw unknownMember(path, known())
      increase(missed, path)
    }
  }

  return {
    change(delivery) {
      const bytes = decodedContent(delivery.headers, delivery.body!) ?? delivery.body!
      if (bytes.length > LARGEST_CHANGED) {
        return { why: `its body is larger than ${formatSize(LARGEST_CHANGED)}, the most that can be changed` }
      }
      const read = parsedBody(bytes)
      if ('why' in read) return read
      apply(read.body)
      changed++
      const fault = pad === undefined ? undefined : padded(read.body, pad)
      if (fault !== undefined) return { why: fault }
      const written = Buffer.from(JSON.stringify(read.body))
      return { body: renew ? renew(written) : written }
    },
    missed: () => [...missed].map(([path, deliveries]) => ({ path, deliveries, never: deliveries === changed })),
  }
}

function parsedBody(bytes: Uint8Array): { body: Json } | { why: string } {
  try {
    return { body: parseJson(asBuffer(bytes).toString('utf8')) }
  } catch (error) {
    if (error instanceof CvHookError) return { why: `its body cannot be written anew: ${error.message}` }
    return { why: 'its body is no JSON that can be read, so that nothing in it can be changed' }
  }
}

function padded(body: Json, pad: number): string | undefined {
  try {
    padDocument(body, pad)
    return undefined
  } catch (error) {
    if (error instanceof CvHookError) return error.message
    throw error
  }
}

const knowledge = new Map<string, MemberKnowledge>()
const UNKNOWN: MemberKnowledge = { paths: new Map() }

function knowledgeOf(body: Json): MemberKnowledge {
  const { entry, shape } = recognise(body)
  if (!entry || shape === 'unknown') return UNKNOWN
  const key = `${entry.name} ${shape}`
  const known = knowledge.get(key)
  if (known) return known
  const made = memberKnowledge(entry.name, shape)
  knowledge.set(key, made)
  return made
}

/** Made only when a delivery lacks a member that was to be changed. */
function pathsOfAllEvents(): () => ReadonlySet<string> {
  let paths: Set<string> | undefined
  return () => {
    paths ??= new Set(
      allEntries().flatMap(({ name, variants }) =>
        variants.flatMap(variant => [...memberKnowledge(name, variant).paths.keys()]),
      ),
    )
    return paths
  }
}
