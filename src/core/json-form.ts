/**
 * What a JSON file of the user's is to look like, as the part of JSON Schema that such files need, and what is wrong with
 * one, in a sentence. The build makes the forms of schemas, so that no command loads a library to read a file.
 */
import { CvHookError, type ErrorCode } from './errors.js'
import { formatPath, isObject, type Segment } from './path.js'

/** A schema. */
export interface JsonForm {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonForm[]
  readonly properties?: { readonly [member: string]: JsonForm }
  readonly required?: readonly string[]
  /** What the members have that `properties` does not name; false where there may be none. */
  readonly additionalProperties?: JsonForm | false
  readonly items?: JsonForm
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  /** A regular expression. */
  readonly pattern?: string
}

/** One thing that is wrong. */
export interface FormFault {
  readonly path: readonly Segment[]
  /** The sentence, without the member's name before it. */
  readonly text: string
  /** The name of a member that is not known in the object at `path`. */
  readonly unknown?: string
  /** The value is of the right kind all the same. */
  readonly slight?: true
}

/** How a fault is told. */
export interface FormErrors {
  /** What the file itself is called. */
  whole: string
  code: ErrorCode
  /** Where a member stands in the file, e.g. `story.json:12`. */
  where(path: Segment[]): Promise<string>
  hints?(fault: FormFault): string[]
}

/**
 * Checks a value.
 *
 * @throws CvHookError with the code of `errors`, that names the member and its line
 */
export async function checkForm(
  value: unknown,
  form: JsonForm,
  { whole, code, where, hints }: FormErrors,
): Promise<void> {
  const faults = faultsOf(value, form, [])
  // A member that is not known explains another that is missing.
  const fault = faults.find(one => one.unknown !== undefined) ?? faults[0]
  if (!fault) return
  const { path, text, unknown } = fault
  const place = await where(unknown === undefined ? [...path] : [...path, unknown])
  throw new CvHookError(code, `${place}: ${formatPath(path) || whole} ${text}`, hints?.(fault))
}

function faultsOf(value: unknown, form: JsonForm, path: readonly Segment[]): FormFault[] {
  if (form.anyOf) return alternatives(value, form.anyOf, path)
  if (form.enum) {
    return form.enum.includes(value) ? [] : [{ path, text: `must be one of ${form.enum.join(', ')}` }]
  }
  if (!hasType(value, form.type)) return [{ path, text: `must be of type ${form.type}` }]
  if (Array.isArray(value)) return listFaults(value, form, path)
  if (isObject(value)) return memberFaults(value, form, path)
  if (form.pattern !== undefined && !new RegExp(form.pattern, 'u').test(value as string)) {
    return [{ path, text: 'is not of the right form' }]
  }
  const { minimum = -Infinity, maximum = Infinity } = form
  if ((value as number) < minimum) return [{ path, text: `is below ${minimum}`, slight: true }]
  return (value as number) > maximum ? [{ path, text: `is above ${maximum}`, slight: true }] : []
}

function hasType(value: unknown, type: string | undefined): boolean {
  switch (type) {
    case undefined:
      return true
    case 'integer':
      return Number.isSafeInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    default:
      return typeof value === type
  }
}

function listFaults(
  value: unknown[],
  { items, minItems = 0, maxItems = Infinity }: JsonForm,
  path: readonly Segment[],
) {
  if (value.length < minItems) return [{ path, text: `has fewer entries than ${minItems}` }]
  if (value.length > maxItems) return [{ path, text: `has more entries than ${maxItems}` }]
  return value.flatMap((item, index) => faultsOf(item, items ?? {}, [...path, index]))
}

function memberFaults(value: object, form: JsonForm, path: readonly Segment[]): FormFault[] {
  const { properties = {}, required = [], additionalProperties = {} } = form
  const missing = required
    .filter(name => !Object.hasOwn(value, name))
    .map(name => ({ path: [...path, name], text: 'is missing' }))
  const others = Object.entries(value).flatMap(([name, inner]): FormFault[] => {
    const known = Object.hasOwn(properties, name) ? properties[name]! : additionalProperties
    if (known) return faultsOf(inner, known, [...path, name])
    return [{ path, text: `has an unknown member "${name.slice(0, 60)}"`, unknown: name, slight: true }]
  })
  return [...missing, ...others]
}

/** The alternative that got furthest says what is really wrong. */
function alternatives(value: unknown, forms: readonly JsonForm[], path: readonly Segment[]): FormFault[] {
  const all = forms.map(form => faultsOf(value, form, path))
  const near = all.filter(faults => faults.every(one => one.slight))
  if (near.length > 0) return near.find(faults => faults.length === 0) ?? near[0]!
  const inner = all.flat().find(one => one.path.length > path.length || one.unknown !== undefined)
  return [inner ?? { path, text: 'is not of the right type' }]
}
