/** What is written to dist/, made smaller and quicker to load. */

/** One character beyond ASCII makes a file take twice the memory, and longer to parse, when it is loaded. */
const plainCharacters = code =>
  code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What a file gives to others, in one statement where the bundler writes one for each name. */
function exportsTogether(code) {
  const getters = []
  const rest = code.replace(
    /[,;]?Object\.defineProperty\(exports,"?([\w$]+)"?,\{enumerable:!0,get:function\(\)\{return ?([^{}]+)\}\}\)/g,
    (_all, name, value) => {
      getters.push(`${name}:{get:()=>${value}}`)
      return ''
    },
  )
  if (rest.includes('defineProperty(exports,"')) throw new Error('exports are written otherwise than expected')
  if (getters.length === 0) return code
  return `${rest.replace(/;?\s*$/, '')};Object.defineProperties(exports,{${getters.join(',')}});`
}

/** What the bundler's runtime has for modules of our own: the object that `import()` of a module in the same file gives. */
const NAMESPACE = '{t:e=>new Proxy({},{get:(n,k)=>e[k]?.()})}'

/** The bundler's runtime is a file to load, and every file costs: what is needed of it stands where it is needed. */
function withoutRuntime(code) {
  const [required, name] = code.match(/([\w$]+)=require\("\.\/(?:chunks\/)?rolldown-runtime\.cjs"\)/) ?? []
  if (required === undefined) return code
  const [wrapped, wrap] = [/([\w$]+)=([\w$]+)\.n\(\1,1\)/g, `${name}.n(`]
  const plain = code.replace(wrapped, (all, module, runtime) =>
    runtime === name ? `${module}=Object.create(${module},{default:{value:${module}}})` : all,
  )
  if (plain.includes(wrap)) throw new Error('the runtime is used otherwise than expected')
  return plain.replace(required, () => `${name}=${NAMESPACE}`)
}

/** The bundler's plugin. */
export const small = {
  name: 'small',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.fileName === 'chunks/rolldown-runtime.cjs') delete files[file.fileName]
      else if (file.type === 'chunk') file.code = plainCharacters(withoutRuntime(exportsTogether(file.code)))
    }
  },
}
