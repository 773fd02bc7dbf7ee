/** Values that stand for what a patient wrote: planted into bodies, and looked for in everything that is printed. */

/** Stands in every planted text. {@link cli} fails when a run prints it that was not told to reveal. */
export const PLANTED = 'Zq7Planted'

/** A copy of a JSON value in which every text is a planted one, apart from those that have to stay. */
export function plant(value: unknown, stays: (key: string, text: string) => boolean = () => false, key = ''): unknown {
  if (typeof value === 'string') return stays(key, value) ? value : `${PLANTED} ${key}`
  if (Array.isArray(value)) return value.map(item => plant(item, stays, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plant(member, stays, name)]))
}
