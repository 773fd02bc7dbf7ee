/** Objects that many schemas hold in the same form, each under a name of its own, so that the types of 58 events do not repeat them. */

/** An object of fewer members is as easily read where it stands. */
const LEAST_MEMBERS = 3

/** Names of forms whose member would be a poor name, by what they consist of. */
const KNOWN = {
  'id firstName lastName': 'Person',
  'id firstName lastName email': 'Correspondent',
  'addressLine1 addressLine2 city state country postalCode': 'Address',
  // As `Response` it would hide the global of that name.
  'id isArchived question text createdAt': 'Answer',
}

/**
 * @returns `interfaces`: the forms met at least twice, in order of their names; `refer`: a schema with its forms, at
 * any depth, replaced by those names
 */
export function sharedForms(schemas) {
  const met = new Map()
  for (const schema of schemas) eachObject(schema, undefined, (object, member) => meet(met, object, member))
  const shared = [...met].filter(([, form]) => form.count > 1)
  const types = nameAll(shared)
  const refer = schema => referring(schema, types)
  const interfaces = shared
    .map(([key, form]) => ({ type: types.get(key), schema: withMembers(form.schema, refer) }))
    .sort((one, other) => (one.type < other.type ? -1 : 1))
  return { interfaces, refer }
}

function meet(met, object, member) {
  // What a payload holds is told by its event: a name would only hide it.
  if (member === undefined || member === 'payload' || Object.keys(object.properties).length < LEAST_MEMBERS) return
  const key = keyOf(object)
  const { description, ...schema } = object
  const form = met.get(key) ?? { schema: { ...schema, type: 'object' }, member, count: 0 }
  met.set(key, { ...form, count: form.count + 1 })
}

// What is said of one place, and whether null may stand there, is no part of the form.
function keyOf({ description, type, ...form }) {
  return JSON.stringify(form)
}

/** The fullest form takes the plain name, one that vouches for no member is partial, and others are numbered. */
function nameAll(shared) {
  const required = ({ schema }) => schema.required?.length ?? 0
  const types = new Map()
  const taken = new Set()
  for (const [key, form] of shared.toSorted(([, one], [, other]) => required(other) - required(one))) {
    const known = KNOWN[Object.keys(form.schema.properties).join(' ')]
    const name = `${required(form) === 0 ? 'Partial' : ''}${known ?? capitalised(form.member)}`
    let type = name
    for (let number = 2; taken.has(type); number++) type = `${name}${number}`
    taken.add(type)
    types.set(key, type)
  }
  return types
}

const capitalised = member => `${member[0].toUpperCase()}${member.slice(1)}`

function eachObject(schema, member, visit) {
  if (schema.items) eachObject(schema.items, member.replace(/s$/, ''), visit)
  if (!schema.properties) return
  visit(schema, member)
  for (const [name, inner] of Object.entries(schema.properties)) eachObject(inner, name, visit)
}

function referring(schema, types) {
  const type = schema.properties && types.get(keyOf(schema))
  if (!type) return withMembers(schema, inner => referring(inner, types))
  const { description } = schema
  return { ...(description && { description }), tsType: schema.type.includes('null') ? `(${type} | null)` : type }
}

function withMembers(schema, change) {
  const { properties, items } = schema
  return {
    ...schema,
    ...(items && { items: change(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, change(inner)])),
    }),
  }
}
