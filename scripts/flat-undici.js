/** undici's client without what nothing here reaches: its requests are bytes over HTTP/1.1, on sockets that we connect. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { changed, toModule } from './flat-module.js'

const require = createRequire(import.meta.url)
const lib = join(dirname(require.resolve('undici/package.json')), 'lib')
const at = file => join(lib, file)

/** By file, what is replaced by what. */
const CHANGES = {
  'dispatcher/client.js': [
    // What lane.ts gives is right, and what it does not give has a default.
    [/^ {4}if \(keepAlive !== undefined\) \{\n[\s\S]*?(?=^ {4}super\()/m, ''],
    [/^ {4}if \(typeof connect !== 'function'\) \{\n[\s\S]*?^ {4}\} else (?=\{)/m, ''],
    [/^const (?:buildConnector|connectH2|\{ ClientStats \}) = .+\n/gm, ''],
    [/^ {2}get stats \(\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    ["socket.alpnProtocol === 'h2'", 'false'],
    ['util.isIterable(request.body)', 'false'],
  ],
  'dispatcher/client-h1.js': [
    [/util\.(?:isStream|isBlobLike|isIterable|isAsyncIterable|isFormDataLike)\((?:request\.)?body\)/g, 'false'],
    [
      /^function lazyllhttp \(\) \{\n[\s\S]*?(?=^ {2}return new WebAssembly)/m,
      'function lazyllhttp () {\n  const mod = new WebAssembly.Module(parser())\n',
    ],
    [/^ +if \(!extractBody\) \{\n.+\n +\}\n/m, ''],
    // Fast timers are for thousands of requests at once.
    [/^const timers = .+\n/m, `import parser from '\\0undici-parser'\n`],
    ['timers.setFastTimeout', 'setTimeout'],
    ['timers.clearTimeout', 'clearTimeout'],
  ],
  'dispatcher/dispatcher-base.js': [
    [/^const UnwrapHandler = .+\n/m, ''],
    ['    handler = UnwrapHandler.unwrap(handler)\n', ''],
    [/^ {2}get (?:webSocket|eventSource)Options \(\) \{\n[\s\S]*?^ {2}\}\n/gm, ''],
  ],
  'dispatcher/dispatcher.js': [
    [/^const (?:WrapHandler|wrapInterceptor) = .+\n/gm, ''],
    [/^ {2}compose \(\.\.\.args\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
  ],
  'core/request.js': [
    [/\b(?:isStream|isFormDataLike|isIterable|isBlobLike)\(body\)/g, 'false'],
    ['query ? serializePathWithQuery(path, query) : path', 'path'],
    // A table of known names, which saves to make them lower-case and to check them.
    [/^const \{ headerNameLowerCasedRecord \} = .+\n/m, ''],
    ['let headerName = headerNameLowerCasedRecord[key]\n', 'let headerName\n'],
    ['headerNameLowerCasedRecord[headerName] === undefined && ', ''],
  ],
  'core/util.js': [
    [/^const \{ (?:tree|headerNameLowerCasedRecord) \} = .+\n/gm, ''],
    [/\btree\.lookup\(value\) \?\? |\bheaderNameLowerCasedRecord\[value\] \?\? /g, ''],
    [/^const \[nodeMajor, nodeMinor\] = .+\n/m, ''],
    [/^ {2}node(?:Major|Minor),\n/gm, ''],
    [/^const setupConnectTimeout = [\s\S]*?(?=^\/\*\*$)/m, ''],
    ['  setupConnectTimeout,\n', ''],
    [/^const timers = .+\n/m, ''],
    ['isBlobLike(body)', 'false'],
  ],
  'core/errors.js': [
    // There is one undici here: an error of its classes is an instance of them.
    [/^const k\w+ = Symbol\.for\(.+\n/gm, ''],
    [/^\n? {2}(?:static \[Symbol\.hasInstance\]|get \[k\w+\]) \(.*\) \{\n[\s\S]*?^ {2}\}\n/gm, ''],
  ],
}

/** Nobody listens to what it tells of its doings. */
const SILENT = [
  [/^const \{ channels \} = require\(.+\n/m, ''],
  [/\bchannels\.\w+\.hasSubscribers/g, 'false'],
]

const changesOf = (file, code) => [...(code.includes('channels') ? SILENT : []), ...(CHANGES[file] ?? [])]

/** Of the parser's constants, those that the client asks for. */
function constants() {
  const { ERROR, TYPE } = require(at('llhttp/constants.js'))
  return `export const ERROR = ${JSON.stringify(ERROR)}\nexport const TYPE = ${JSON.stringify(TYPE)}\n`
}

/**
 * undici brings its parser twice, for processors with and without SIMD, a gain that cannot be measured here: one of
 * them, compressed, is 50 kB less to download, and half a millisecond more before the first request.
 */
function parser() {
  const bytes = brotliCompressSync(require(at('llhttp/llhttp-wasm.js')))
  return `export default () => process.getBuiltinModule('node:zlib').brotliDecompressSync(Buffer.from('${bytes.toString('base64')}', 'base64'))`
}

/** A plugin of rolldown. */
export const flatUndici = {
  name: 'flat-undici',
  resolveId: id => (id === '\0undici-parser' ? id : null),
  load: id => (id === '\0undici-parser' ? parser() : null),
  transform: (code, id) => {
    if (!id.startsWith(lib)) return null
    const file = id.slice(lib.length + 1).replaceAll('\\', '/')
    if (file === 'llhttp/constants.js') return { code: constants(), moduleType: 'js' }
    return { code: toModule(changed(code, changesOf(file, code), id), id), moduleType: 'js' }
  },
}
