/** A library's CommonJS file as an ES module: one that a bundler writes flat, and of which it keeps what is reached. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** What starts a value that does nothing but make something. */
const MAKER = /^(?:Symbol|Object\.freeze|new \w+)\(/

/**
 * @param file the full path, from which what it requires is found
 * @param builtin makes the expression for a module of Node's
 */
export function toModule(
  code,
  file,
  builtin = id => `/* @__PURE__ */ process.getBuiltinModule(${JSON.stringify(id)})`,
) {
  const names = /^(?:export )?const (\{[^}]+\}|\w+) = require\(["']([^"']+)["']\)(\.\w+)?;?$/gm
  const flat = code
    .replace(/^(['"])use strict\1;?\n/, '')
    .replace(names, (_all, name, id, member = '') => {
      if (id.startsWith('node:')) return name === 'process' ? '' : `const ${name} = ${builtin(id)}${member};`
      const found = createRequire(file).resolve(id)
      const what = name.startsWith('{') ? name : exportsOne(found) ? name : `* as ${name}`
      return `import ${what} from ${JSON.stringify(found)};`
    })
    .replace(/^exports\.(\w+) = \1;/gm, 'export { $1 };')
    .replace(/^module\.exports = (?:class \w+|\w+;?$)/m, one => one.replace('module.exports =', 'export default'))
    .replace(/^module\.exports = \{([\s\S]*)\}\s*(?![\s\S])/m, (_all, list) => exported(list))
  const [left] = /^.*(?:\brequire\(|\bexports\.).*$/m.exec(flat) ?? []
  if (left) throw new Error(`${file} is written otherwise than expected: ${left}`)
  return flat
}

const exportsOne = file => /^module\.exports = (?:class )?\w+/m.test(readFileSync(file, 'utf8'))

/** `name` and `name: value`, with commas between them. */
function exported(list) {
  return list
    .split(/,\s*\n|\n/)
    .map(one => one.trim())
    .filter(Boolean)
    .map(one => {
      if (/^\w+$/.test(one)) return `export { ${one} };`
      const [, name, value] = /^(\w+): ([\s\S]+)$/.exec(one) ?? []
      if (!value) throw new Error(`cannot export ${one}`)
      return `export const ${name} = ${MAKER.test(value) ? '/* @__PURE__ */ ' : ''}${value};`
    })
    .join('\n')
}

/**
 * Replaces parts of a library's file. Each must be there, or the build fails: another version is to be looked at.
 *
 * @param changes what, as text or regular expression, and by what
 */
export function changed(code, changes, file) {
  return changes.reduce((rest, [what, by]) => {
    const next = typeof what === 'string' ? rest.replaceAll(what, by) : rest.replace(what, by)
    if (next === rest) throw new Error(`${file} has no ${what} any more`)
    return next
  }, code)
}
