/** Objects and choices that many schemas hold in the same form, each under a name of its own, so that the types of 58 events do not repeat them. */

/** An object of fewer members, or a choice between fewer texts, is as easily read where it stands. */
const LEAST_MEMBERS = 3

/** Names of forms whose member would be a poor name, by what they consist of. */
const KNOWN = {
  'id firstName lastName': 'Person',
  'id firstName lastName email': 'Correspondent',
  'addressLine1 addressLine2 city state country postalCode': 'Address',
  // As `Response` it would hide the global of that name.
  'id isArchived question text createdAt': 'Answer',
  'NO_SHOW ASYNC_TEXT_EMAIL SYNC_VIDEO SYNC_PHONE ORDER_FORM': 'VisitType',
}

/**
 * @returns `interfaces`: the forms met at least twice, in order of their names; `refer`: a schema with its forms, at
 * any depth, replaced by those names
 */
export function sharedForms(schemas) {
  const met = new Map()
  for (const schema of schemas) eachForm(schema, [], (form, members) => meet(met, form, members))
  const shared = [...met].filter(([, form]) => form.count > 1)
  const types = nameAll(shared)
  const refer = schema => referring(schema, types)
  const interfaces = shared
    .map(([key, form]) => ({ type: types.get(key), schema: withMembers(form.schema, refer) }))
    .sort((one, other) => (one.type < other.type ? -1 : 1))
  return { interfaces, refer }
}

function meet(met, schema, members) {
  const parts = partsOf(schema)
  // What a payload holds is told by its event: a name would only hide it.
  if (members.length === 0 || members.at(-1) === 'payload' || parts.length < LEAST_MEMBERS) return
  const key = keyOf(schema)
  const form = met.get(key) ?? { schema: plain(schema), name: nameOf(schema, members), count: 0 }
  met.set(key, { ...form, count: form.count + 1 })
}

/** What a form consists of. */
const partsOf = schema => (schema.enum ? schema.enum.filter(text => text !== null) : Object.keys(schema.properties))

// What is said of one place, and whether null may stand there, is no part of the form.
function plain({ description, type, ...form }) {
  return form.enum ? { enum: partsOf(form) } : { ...form, type: 'object' }
}

const keyOf = schema => JSON.stringify(plain(schema))

/** An object is named after its member; a choice also after the object that it is a member of. */
function nameOf(schema, members) {
  const named = schema.enum ? members.slice(-2) : members.slice(-1)
  return KNOWN[partsOf(schema).join(' ')] ?? named.map(capitalised).join('')
}

/** The fullest form takes the plain name, one that vouches for no member is partial, and others are numbered. */
function nameAll(shared) {
  const required = ({ schema }) => schema.enum?.length ?? schema.required?.length ?? 0
  const types = new Map()
  const taken = new Set()
  for (const [key, form] of shared.toSorted(([, one], [, other]) => required(other) - required(one))) {
    const name = `${required(form) === 0 ? 'Partial' : ''}${form.name}`
    let type = name
    for (let number = 2; taken.has(type); number++) type = `${name}${number}`
    taken.add(type)
    types.set(key, type)
  }
  return types
}

const capitalised = member => `${member[0].toUpperCase()}${member.slice(1)}`

function eachForm(schema, members, visit) {
  if (schema.enum || schema.properties) visit(schema, members)
  if (schema.items) eachForm(schema.items, [...members.slice(0, -1), members.at(-1).replace(/s$/, '')], visit)
  for (const [name, inner] of Object.entries(schema.properties ?? {})) eachForm(inner, [...members, name], visit)
}

function referring(schema, types) {
  const type = (schema.enum || schema.properties) && types.get(keyOf(schema))
  if (!type) return withMembers(schema, inner => referring(inner, types))
  const { description } = schema
  return { ...(description && { description }), tsType: schema.type.includes('null') ? `${type} | null` : type }
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
