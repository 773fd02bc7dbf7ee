// Evaluates one JavaScript expression over the body on standard input: node make.mjs '<expression of raw and body>' > result
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInThisContext } from 'node:vm'
import { brotliCompressSync } from 'node:zlib'

const expression = process.argv[2]
const jsonc = () => createRequire(import.meta.url)('jsonc-parser')

/** Reads a stream by chunks and joins them as text, which splits characters that lie across two chunks. */
function joinChunks(raw, size) {
  let text = ''
  for (let start = 0; start < raw.length; start += size) text += raw.subarray(start, start + size)
  return text
}

/** What an editor does with "Format document": Visual Studio Code's own formatter. */
function formatDocument(body) {
  const { format, applyEdits } = jsonc()
  return applyEdits(body, format(body, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }))
}

if (expression === '--version') {
  process.stdout.write(`Node ${process.versions.node}`)
} else if (expression === '--version-jsonc') {
  const { version } = createRequire(import.meta.url)('jsonc-parser/package.json')
  process.stdout.write(`Node ${process.versions.node}, jsonc-parser ${version}`)
} else {
  const raw = readFileSync(0)
  const tools = { brotliCompressSync, joinChunks, formatDocument }
  const work = runInThisContext(`(raw, body, { ${Object.keys(tools).join(', ')} }) => ${expression}`)
  process.stdout.write(work(raw, raw.toString('utf8'), tools))
}
