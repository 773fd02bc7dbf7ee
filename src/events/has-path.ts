/** Members of a value by a path of names, own ones only. */

/** Whether an object has a member at a path of names. */
export function hasPath(value: unknown, path: readonly string[]): boolean {
  let node = value
  for (const name of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return false
    node = (node as Record<string, unknown>)[name]
  }
  return true
}
