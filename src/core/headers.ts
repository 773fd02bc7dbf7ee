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
