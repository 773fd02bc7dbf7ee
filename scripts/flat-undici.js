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
    ['util.parseOrigin(url)', 'new URL(url)'],
    [/^ {2}(?:get|set) pipelining \(\w*\) \{\n[\s\S]*?^ {2}\}\n/gm, ''],
    [/^ {2}\[kClose\] \(\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    [/^ {2}\[kConnect\] \(cb\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    [/^ {4}this\[k(?:MaxConcurrentStreams|HTTP2\w+|PingInterval)\] = .+\n/gm, ''],
    [/^ {4}if \(client\[kClosedResolve\] && !client\[kSize\]\) \{\n[\s\S]*?^ {4}\}\n/m, ''],
    [/^ {8}if \(this\[kClosedResolve\]\) \{\n[\s\S]*?^ {8}\}\n/m, ''],
    // What lane.ts gives is right, and what it does not give has a default.
    [/^ {4}if \(keepAlive !== undefined\) \{\n[\s\S]*?(?=^ {4}super\()/m, ''],
    [/^ {4}if \(typeof connect !== 'function'\) \{\n[\s\S]*?^ {4}\} else \{[\s\S]*?^ {4}\}\n/m, ''],
    [/^ {4}(?:socket|request|connect|idle)Timeout,\n/gm, ''],
    [/^ {4}(?:keepAlive|maxKeepAliveTimeout|socketPath|tls|maxCachedSessions|autoSelect\w+|allowH2|useH2c),\n/gm, ''],
    [/^ {4}(?:maxConcurrentStreams|initialWindowSize|connectionWindowSize|pingInterval|webSocket),\n/gm, ''],
    [/^ {4}eventSource\n/m, ''],
    ['super({ webSocket, eventSource })', 'super()'],
    ['localAddress: client[kLocalAddress]', ''],
    [/^ {4}this\[kLocalAddress\] = .+\n/m, ''],
    [/^const (?:buildConnector|connectH2|\{ ClientStats \}) = .+\n/gm, ''],
    [/^ {2}get stats \(\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    ["socket.alpnProtocol === 'h2'", 'false'],
    ['util.isIterable(request.body)', 'false'],
  ],
  'dispatcher/client-h1.js': [
    // Nothing here is upgraded, and time is kept by lane.ts.
    [/^ {2}onUpgrade \(head\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    [/^ {8}if \(ret === constants\.ERROR\.PAUSED_UPGRADE\) \{\n.+\n {8}\} else /m, ' '.repeat(8)],
    [/^ {4}if \((?:upgrade|request\.method === 'CONNECT')\) \{\n {6}assert[\s\S]*?^ {4}\}\n/gm, ''],
    [/^ {2}if \((?:upgrade \|\| method === 'CONNECT'|client\[kMaxRequests\] .+)\) \{\n[\s\S]*?^ {2}\}\n/gm, ''],
    [/^ {2}if \(upgrade\) \{\n.+\n {2}\} else (?=if)/m, '  '],
    [/^ {4}if \(maxResponseSize > -1 .+\) \{\n[\s\S]*?^ {4}\}\n/m, ''],
    [/^ {8}if \(client\[kRunning\] > 0 && (?:\(request\.upgrade|util\.bodyLength)[\s\S]*?^ {8}\}\n/gm, ''],
    [/^function setTypeOfService [\s\S]*?^\}\n/m, ''],
    ['  setTypeOfService(socket, request)\n', ''],
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
    [/^ {2}close \(callback\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    [/^const UnwrapHandler = .+\n/m, ''],
    ['    handler = UnwrapHandler.unwrap(handler)\n', ''],
    [/^ {4}this\[k(?:WebSocket|EventSource)Options\] = .+\n/gm, ''],
    [/^ {2}get (?:webSocket|eventSource)Options \(\) \{\n[\s\S]*?^ {2}\}\n/gm, ''],
  ],
  'dispatcher/dispatcher.js': [
    [/^const (?:WrapHandler|wrapInterceptor) = .+\n/gm, ''],
    [/^ {2}compose \(\.\.\.args\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
  ],
  'core/request.js': [
    // What attempt.ts and request.ts give is right; method, path and headers are a user's, and are checked.
    [
      /^ {4}if \((?:upgrade|\w+Timeout|reset|expectContinue|throwOnError|maxRedirections|typeOfService) .+\{\n.+\n {4}\}\n/gm,
      '',
    ],
    [/^ {4}\} else if \(ArrayBuffer\.isView\(body\)\) \{\n[\s\S]*?(?=^ {4}\} else \{\n {6}throw)/m, ''],
    [
      /^ {4}\} else if \(headers && typeof headers === 'object'\) \{\n[\s\S]*?(?=^ {4}\} else if \(headers != null)/m,
      '',
    ],
    [/^ {2}if \(Array\.isArray\(val\)\) \{\n[\s\S]*?^ {2}\} else (?=if \(typeof val === 'string')/m, '  '],
    ['    assertRequestHandler(handler, method, upgrade)\n', ''],
    [/^ {2}onUpgrade \(.+\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
    [/^ {2}addHeader \(.+\) \{\n[\s\S]*?^ {2}\}\n/m, ''],
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
    [/^const validTokenChars = [\s\S]*?^\]\)\n/m, ''],
    [/^function isTokenCharCode [\s\S]*?^\}\n/m, ''],
    ['  isTokenCharCode,\n', ''],
    [/^const setupConnectTimeout = [\s\S]*?(?=^\/\*\*$)/m, ''],
    ['  setupConnectTimeout,\n', ''],
    [/^const timers = .+\n/m, ''],
    ['isBlobLike(body)', 'false'],
    ['if (characters.length >= 12) return tokenRegExp', 'return tokenRegExp'],
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
