/** The JSON Schema (draft 2020-12) of an event's body. It asks only for members that are documented, and is open for more. */
import { sendableEvent, type Variant } from './catalogue.js'
import type { Evidence, FieldKind } from './field-meta.js'
import { KINDS } from './fields.js'
import { eventTree, type Member } from './member-tree.js'

type JsonSchema = Record<string, unknown>

const SHAPES: Record<Variant, string> = {
  event: 'only event data',
  full: 'full case data',
  legacy: 'older shape',
}

/**
 * The JSON Schema of an event's body.
 *
 * Enumerations are what the documents list; bodies with other values are met in practice.
 *
 * @throws CvHookError `unknown-event`, `usage`
 */
export function eventJsonSchema(event: string, variant: Variant = 'event'): JsonSchema {
  const { name, meaning } = sendableEvent(event, variant)
  const { description, ...body } = schemaOf(eventTree(name, variant), 'documented')
  const properties = { ...(body['properties'] as JsonSchema), event: { type: 'string', const: name } }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${name} (${SHAPES[variant]})`,
    description: `Sent when ${[meaning, description].filter(Boolean).join('; ')}.`,
    ...body,
    properties,
  }
}

function typeOf(kind: FieldKind): JsonSchema {
  const [type, format] = KINDS[kind]
  const types = type.split(' | ')
  return {
    type: types.length === 1 ? type : types,
    ...(format === 'base64' ? { contentEncoding: format } : format && { format }),
  }
}

function schemaOf(member: Member, above: Evidence): JsonSchema {
  const { meta, members, item, nullable } = member
  const schema: JsonSchema = typeOf(meta.kind)
  if (nullable) schema['type'] = [schema['type'], 'null'].flat()
  const description = describe(member, above)
  if (description) schema['description'] = description
  if (meta.values) {
    if (meta.open) schema['examples'] = meta.values
    else schema['enum'] = nullable ? [...meta.values, null] : meta.values
  }
  if (item) schema['items'] = schemaOf(item, member.evidence)
  if (members) {
    schema['properties'] = Object.fromEntries(
      [...members].map(([name, inner]) => [name, schemaOf(inner, member.evidence)]),
    )
    const required = [...members].filter(([, inner]) => !inner.optional && inner.evidence === 'documented')
    if (required.length > 0) schema['required'] = required.map(([name]) => name)
  }
  return schema
}

const ATTESTED: Record<Evidence, string | undefined> = {
  documented: undefined,
  example: 'seen in an example only',
  inferred: 'inferred: no document shows it here',
}

// What holds for a whole object is not said again of each of its members. A choice between members is said in words:
// as `anyOf` it would make every generated type a union of nothing much.
function describe({ meta, evidence }: Member, above: Evidence): string {
  const either = meta.oneOf && `has ${meta.oneOf.map(path => path.join('.')).join(' or ')}`
  return [meta.note, either, evidence === above ? undefined : ATTESTED[evidence]].filter(Boolean).join('; ')
}
