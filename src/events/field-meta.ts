/** What is known of a member beside its type: how it is attested, whether it may be shown, what its values mean. */
/** Documented in a table or shape, seen in an example only, or deduced. */
export type Evidence = 'documented' | 'example' | 'inferred'

/** What kind of thing an id is an id of. */
export type IdKind =
  | 'case'
  | 'short'
  | 'user'
  | 'organization'
  | 'bundle'
  | 'activity'
  | 'decision'
  | 'medicine'
  | 'form'
  | 'response'
  | 'comment'
  | 'attachment'
  | 'payment'
  | 'order'
  | 'calendar-event'
  | 'product'

/** What a member holds. */
export type FieldKind =
  | 'object'
  | 'list'
  | 'text'
  | 'uuid'
  | 'id'
  | 'time'
  | 'flag'
  | 'integer'
  | 'number'
  | 'amount'
  | 'choice'
  | 'document'
  | 'url'

/** What is known of a member beside its type. */
export interface FieldMeta {
  kind: FieldKind
  evidence: Evidence
  /** Whether its value may be shown as it is. */
  safe: boolean
  note?: string
  /** The known values of a choice. */
  values?: readonly string[]
  /** Whether a choice may hold other values without a finding. */
  open?: boolean
  idKind?: IdKind
  /** Of an object: paths of which at least one must be there. */
  oneOf?: ReadonlyArray<readonly string[]>
  /** A second place for a member: accepted, but not listed in full. */
  alternative?: boolean
}

/** How a member differs from the plain case: documented, always there, never null. */
export interface FieldOptions {
  evidence?: Evidence
  nullable?: boolean
  /** Its absence is no finding; always so for members seen in an example only. */
  optional?: boolean
  safe?: boolean
  note?: string
  alternative?: boolean
}
