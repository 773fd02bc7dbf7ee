/** Keeps of the emitted declarations only those that the library's entries reach. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export function pruneDeclarations(folder, entries) {
  const keep = new Set()
  const visit = file => {
    if (keep.has(file)) return
    keep.add(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, specifier] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
      if (!specifier.startsWith('.')) {
        if (!specifier.startsWith('node:')) throw new Error(`${file}: the public types import ${specifier}`)
        continue
      }
      visit(normalize(join(dirname(file), specifier.replace(/\.js$/, '.d.ts'))))
    }
  }
  for (const entry of entries) visit(entry)
  for (const file of readdirSync(folder, { recursive: true })) {
    if (file.endsWith('.d.ts') && !keep.has(normalize(file))) rmSync(join(folder, file))
  }
}
