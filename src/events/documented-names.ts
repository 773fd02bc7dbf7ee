/** Every member name that a document lists, whatever the event and the shape: such a name tells nothing of anybody. */
import { allEntries } from './catalogue.js'
import { eventTree, type Member } from './member-tree.js'

let names: Set<string> | undefined

/** Whether some document lists a member of this name. The first call builds the schema of every event. */
export function isDocumentedName(name: string): boolean {
  if (!names) {
    names = new Set()
    for (const entry of allEntries()) {
      for (const variant of entry.variants) collect(eventTree(entry.name, variant), names)
    }
  }
  return names.has(name)
}

function collect({ parts, item }: Member, into: Set<string>): void {
  for (const { name, member } of parts) {
    into.add(name)
    collect(member, into)
  }
  if (item) collect(item, into)
}
