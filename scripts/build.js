/** Builds dist/: fixtures and payload types are generated, the code is bundled in lazily loaded chunks, declarations are written. */
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { rollUpDeclarations } from './declarations.js'
import { generateFixtures } from './fixtures.js'
import { flatCommander } from './flat-commander.js'
import { flatUndici } from './flat-undici.js'
import { generateForms } from './forms.js'
import { lightTerminal } from './light-terminal.js'
import { generateCatalogue, generateMembers } from './members.js'
import { generatePayloadTypes } from './payload-types.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** Files of the source, as regular expressions with slashes; libraries by a part of their path. */
const of = (files, library = '$^') =>
  new RegExp(`[\\\\/]src[\\\\/](?:${files.join('|').replaceAll('/', '[\\\\/]')})\\.ts$|${library}`)

/**
 * What goes into one file: what nearly every run needs, since each file costs more to open than a screen of code to
 * parse; what it takes to sign, and what to read a recording of our own and to judge a delivery; and rooms that few
 * commands need, which would share files with the former.
 */
const CHUNKS = [
  {
    name: 'base',
    test: of([
      'core/(?:errors|printable|readable|secrets|units)',
      'cli/(?:io|main|program|run-command|topics)',
      'cli/render/(?:style|wrap)',
      'cli/(?:command-form|help-end|plain-arguments)',
      'cli/options/(?:collect|context|count|framework|report|secret|suspects|variable)',
      'store/(?:files|profile)',
    ]),
  },
  { name: 'sign', test: of(['core/signature', 'store/hash-file', 'cli/commands/sign']) },
  { name: 'catalogue', test: of(['(?:events|generated)/catalogue', 'core/(?:path|suggest)'], 'fastest-levenshtein') },
  {
    name: 'judge',
    test: of([
      'core/(?:headers|masked|utf8)',
      'events/(?:compare|findings|fit|has-path|json-(?:cursor|names|scan)|member-tree|shape|shown-name|validate|wording)',
      'events/(?:pseudonyms|safe-part|safe-text|summary|values)',
      'generated/members',
      'captures/(?:body-text|delivery|draft|encoding|headers|known|own|problems|receipt-line)',
      'captures/(?:formats/cv-hook|json/parsed|json/text-bytes)',
      'store/(?:capture-file|capture-pieces|capture-streams|gathered|line-cutter)',
      'app/(?:explain-delivery|judge|verify|verify-counts|verify-records)',
      'cli/(?:capture-sources|each-source|gathered-out|verify-run)',
      'cli/(?:commands/verify|render/verdict|render/verify)',
    ]),
  },
  { name: 'overview', test: of(['cli/(?:overview|render/table)']) },
  { name: 'members', test: of(['events/(?:fields|json-schema|mask)']) },
  {
    name: 'judging',
    test: of([
      'store/referenced-files',
      'app/(?:delivery-filter|judge-content)',
      'cli/(?:options/filter|render/ask|verify-report)',
    ]),
  },
  { name: 'explain', test: of(['explain/.+']) },
  { name: 'captures', test: of(['captures/(?!record\\.).+']) },
  { name: 'json', test: of(['core/json-(?:spelling|tokens|tree|write)']) },
  // Text of base64 costs less beside text of base64.
  {
    name: 'packed',
    test: of(['generated/fixtures', 'events/(?:documents|fixture|full-case)'], 'undici-parser'),
  },
  {
    name: 'plan',
    test: of([
      'core/(?:parse-json|random|status)',
      'events/(?:changes|fresh)',
      'app/(?:plan|step-changes)',
      'cli/(?:options/payload|options/selection|plan-notices)',
    ]),
  },
  {
    name: 'sending',
    test: of([
      'core/forge',
      'app/(?:answer-hints|send|send-one|send-records|sign-step)',
      'cli/(?:progress|standard-headers|render/outcome-line|render/request|render/send)',
    ]),
  },
  {
    name: 'connection',
    test: of([
      'captures/record',
      'http/(?:delivery|retry-after|target)',
      'cli/(?:capture-file|options/connection|options/headers)',
    ]),
  },
  {
    name: 'endpoint',
    test: of(
      [
        'http/(?:address|attempt|endpoint|.+-failure|failure|kept-connection|lane|opening|proxy|request|result|route|tunnel|wire)',
      ],
      'undici',
    ),
  },
  { name: 'listener', test: of(['http/(?:connections|listener|protocol-error|refusals|replies)']) },
  {
    name: 'files',
    test: of(['core/json-form', 'generated/forms', 'events/scenario', 'store/(?:choose-profile|config|json-file)']),
  },
  { name: 'writing', test: of(['store/(?:capture-writer|disk-reason|ready-file|report-file)']) },
  {
    name: 'contract',
    test: of([
      'contract/(?!baseline|diagnose).+',
      'app/(?:all-checks|contract-bodies|control-advice|test|test-.+)',
      'cli/render/test',
    ]),
  },
  {
    name: 'send',
    test: of(['http/latency', 'app/send-counts', 'cli/(?:commands/send|dry-run|run-deliveries|send-.+)']),
  },
  { name: 'completion', test: of(['cli/completion/scripts', 'cli/commands/completion']) },
  { name: 'topics', test: of(['cli/topics/(?:config|exit-codes|phi|signatures|text)']) },
]

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
const NAMESPACE = '{t:e=>{let n={};for(let k in e)Object.defineProperty(n,k,{get:e[k],enumerable:!0});return n}}'

/** A file that takes nothing else of the bundler's runtime does not load it, since every file costs. */
function withoutRuntime(code) {
  const [required, name] = code.match(/([\w$]+)=require\("\.\/(?:chunks\/)?rolldown-runtime\.cjs"\)/) ?? []
  if (required === undefined || code.includes(`${name}.n(`)) return code
  return code.replace(required, () => `${name}=${NAMESPACE}`)
}

/** Changes of what is written. */
const small = {
  name: 'small',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = plainCharacters(withoutRuntime(exportsTogether(file.code)))
    }
  },
}

generateFixtures(root)
generateCatalogue(root, await bundleSource('event-entries'))
generateMembers(root, await bundleSource('event-schemas'))
const schemas = await bundleSource('schemas')
await generatePayloadTypes(root, schemas)
const forms = {
  BASELINE: schemas.baselineJsonSchema(),
  CONFIG: schemas.configJsonSchema(),
  SCENARIO: schemas.scenarioJsonSchema(),
}
generateForms(root, forms)

rmSync(dist, { recursive: true, force: true })
// CommonJS, since loading the first ES module alone costs a fifth of what an empty node takes to start.
await bundle({ main: 'src/cli/main.ts', library: 'src/index.ts', contract: 'src/receiver-contract.ts' }, dist, 'cjs')
writeModuleEntry('library', 'index')
writeModuleEntry('contract', 'contract')
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'scripts/tsconfig.declarations.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
rollUpDeclarations(join(dist, 'types'), ['index', 'receiver-contract'])
writeFileSync(join(dist, 'scenario.schema.json'), `${JSON.stringify(forms.SCENARIO)}\n`)
writeFileSync(join(dist, 'config.schema.json'), `${JSON.stringify(forms.CONFIG)}\n`)

async function bundle(input, dir, format = 'esm') {
  const extension = format === 'cjs' ? 'cjs' : 'js'
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    external: id => id.startsWith('node:'),
    // Some libraries' CommonJS cannot be bundled; their ES modules can.
    resolve: { mainFields: ['module', 'main'] },
    // A constant that is inlined is a file less to load at start-up.
    plugins: [flatCommander, flatUndici, lightTerminal, small],
    optimization: { inlineConst: { mode: 'all', pass: 2 } },
  })
  await build.write({
    dir,
    format,
    minify: true,
    comments: false,
    entryFileNames: `[name].${extension}`,
    // A module of the scratch folder is loaded once under its name, whatever it is by then.
    chunkFileNames: format === 'cjs' ? 'chunks/[name].cjs' : 'chunks/[name]-[hash].js',
    codeSplitting: { groups: CHUNKS, includeDependenciesRecursively: false },
  })
}

/** An ES module of the library: the same code as the command line's, under its names. */
function writeModuleEntry(bundle, module) {
  const names = Object.keys(createRequire(import.meta.url)(join(dist, `${bundle}.cjs`))).sort()
  writeFileSync(
    join(dist, `${module}.js`),
    `import library from './${bundle}.cjs'\n\nexport const { ${names.join(', ')} } = library\n`,
  )
}

/** Some of the source is needed while building, before dist exists: it is bundled on its own into a scratch folder. */
async function bundleSource(name) {
  const scratch = join(root, 'src/generated/.build')
  rmSync(scratch, { recursive: true, force: true })
  await bundle({ [name]: `scripts/${name}.ts` }, scratch)
  const file = join(scratch, `${name}.js`)
  if (!existsSync(file)) throw new Error(`${file} was not written`)
  return import(pathToFileURL(file).href)
}
