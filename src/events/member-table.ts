/** All members of all events as plain data: what the build makes of the schemas, so that no command has to load zod for them. */
import type { FieldMeta } from './field-meta.js'

/** The table. Members that are alike stand in it once, and are named by their place. */
export interface MemberTable {
  metas: FieldMeta[]
  members: MemberRow[]
  /** Lists of names that objects have, with commas between them. */
  names: string[]
  /** The body of each event, in the shapes of its catalogue entry and in their order. */
  bodies: Record<string, number[]>
}

/**
 * One member: what is known of it, {@link NULLABLE} and {@link OPTIONAL}, and what is inside: of a list its item, of an
 * object the names of its members, then the members in their order. The choice of one that an event's name is has no
 * values here, so that bodies may be alike.
 */
export type MemberRow = [meta: number, flags: number, ...inner: number[]]

export const NULLABLE = 1
export const OPTIONAL = 2
