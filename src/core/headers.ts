/** Looking headers up: names are compared whatever their case, and every value counts. */

/**
 * The values of a header, in the order received.
 *
 * @param name in lower case
 */
export function headerValues(headers: Iterable<readonly [name: string, value: string]>, name: string): string[] {
  const values: string[] = []
  for (const [one, value] of headers) if (one.length === name.length && one.toLowerCase() === name) values.push(value)
  return values
}

/** The first value of a header. */
export const headerValue = (headers: Iterable<readonly [name: string, value: string]>, name: string) =>
  headerValues(headers, name).at(0)

/** The pairs of what Node gives as one list: name, value, name, ... */
export function rawPairs(raw: readonly string[]): Array<[name: string, value: string]> {
  const headers: Array<[string, string]> = []
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([raw[at]!, raw[at + 1]!])
  return headers
}
