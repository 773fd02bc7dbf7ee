/**
 * Writes what the library's entries reach of the emitted declarations into one file, and the entries as lists of names
 * from it: a consumer has nothing to download or to read that is ours alone. They are of CommonJS, which ES modules can
 * name as well.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The file of what is reached. */
const LIBRARY = 'library'

/** @param entries names of the entries' files, without their ending */
export function rollUpDeclarations(folder, entries) {
  const files = entries.map(name => join(folder, `${name}.d.ts`))
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    lib: ['lib.esnext.d.ts'],
  })
  const checker = program.getTypeChecker()
  const reached = new Map()
  const isOurs = node => node?.getSourceFile().fileName.startsWith(folder.replaceAll('\\', '/'))
  const lists = files.map(file => {
    const source = program.getSourceFile(file)
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source))
    for (const symbol of symbols) reach(aimOf(symbol, checker), { checker, reached, isOurs })
    return `${source.text.slice(0, source.statements[0].getStart())}${listOf(symbols, checker)}`
  })
  for (const file of readdirSync(folder)) rmSync(join(folder, file), { recursive: true })
  writeFileSync(join(folder, `${LIBRARY}.d.cts`), libraryOf([...reached.values()]))
  for (const [index, name] of entries.entries()) {
    writeFileSync(join(folder, `${name}.d.cts`), lists[index])
    writeFileSync(join(folder, `${name}.d.ts`), `export * from './${name}.cjs';\n`)
  }
}

function libraryOf(reached) {
  const libs = new Set(reached.flatMap(({ libs }) => libs))
  const references = [...libs].map(lib => `/// <reference lib="${lib}" />`)
  const text = [...references, ...reached.flatMap(({ texts }) => texts)].join('\n')
  // A level is one character, which is less to download.
  return `${text.replace(/^(?: {4})+/gm, spaces => '\t'.repeat(spaces.length / 4))}\n`
}

/** What a name stands for that is imported, or exported again. */
function aimOf(symbol, checker) {
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return symbol
  const from = ts.findAncestor(symbol.declarations[0], one => one.moduleSpecifier)?.moduleSpecifier.text
  if (!from?.startsWith('.')) throw new Error(`the public types import ${from}`)
  return checker.getAliasedSymbol(symbol)
}

function listOf(symbols, checker) {
  const names = symbols.map(symbol => {
    const aim = aimOf(symbol, checker)
    const type = aim.flags & ts.SymbolFlags.Value ? '' : 'type '
    return `${type}${aim.name === symbol.name ? aim.name : `${aim.name} as ${symbol.name}`}`
  })
  return `export { ${names.join(', ')} } from './${LIBRARY}.cjs';\n`
}

/** Takes the declarations of a symbol, and of all that they name. */
function reach(symbol, context) {
  const { checker, reached, isOurs } = context
  const statements = (symbol.declarations ?? []).map(statementOf).filter(isOurs)
  const known = reached.get(symbol.name)
  if (statements.length === 0 || known?.symbol === symbol) return
  if (known) throw new Error(`two public types are called ${symbol.name}`)
  const texts = []
  const libs = statements.flatMap(one => one.getSourceFile().libReferenceDirectives.map(({ fileName }) => fileName))
  reached.set(symbol.name, { symbol, texts, libs })
  for (const statement of statements) {
    const { text, named } = rewritten(statement, checker)
    texts.push(text)
    for (const one of named) reach(one, context)
  }
}

/** The statement that a declaration of ours is, or stands in, at the top of its file; nothing for what is declared deeper. */
function statementOf(node) {
  if (ts.isVariableDeclaration(node)) return statementOf(node.parent.parent)
  return node.parent && ts.isSourceFile(node.parent) ? node : undefined
}

/** A statement with its comment, as it is right where all are in one file, and the symbols that it names. */
function rewritten(statement, checker) {
  const source = statement.getSourceFile()
  const named = []
  const edits = []
  const replace = (at, end, text) => edits.push({ at, end, text })
  if (!statement.modifiers?.some(one => one.kind === ts.SyntaxKind.ExportKeyword)) {
    replace(statement.getStart(), statement.getStart(), 'export ')
  }
  const walk = node => {
    if (ts.isImportTypeNode(node)) replace(node.getStart(), node.qualifier.getStart(), '')
    const symbol = ts.isIdentifier(node) && checker.getSymbolAtLocation(node)
    const aim = symbol && aimOf(symbol, checker)
    if (aim) named.push(aim)
    // A name that is another's beside it.
    if (aim !== symbol && aim.name !== node.text) replace(node.getStart(), node.end, aim.name)
    ts.forEachChild(node, walk)
  }
  const union = unionOf(statement, checker)
  if (union) replace(statement.type.getStart(), statement.type.end, union)
  else walk(statement)
  const parts = []
  let at = commentOf(statement)?.pos ?? statement.getStart(source)
  for (const edit of edits.toSorted((one, other) => one.at - other.at)) {
    parts.push(source.text.slice(at, edit.at), edit.text)
    at = edit.end
  }
  return { text: [...parts, source.text.slice(at, statement.end)].join(''), named }
}

/** What is said of a statement, without what is said of its file before it. */
const commentOf = statement => ts.getJSDocCommentsAndTags(statement).findLast(ts.isJSDoc)

/** The texts of which one is meant, where a type takes them from values that nobody else needs to see. */
function unionOf(statement, checker) {
  if (!ts.isTypeAliasDeclaration(statement) || statement.typeParameters) return undefined
  const type = checker.getTypeAtLocation(statement.name)
  if (!type.isUnion() || !type.types.every(one => one.isStringLiteral())) return undefined
  return type.types.map(({ value }) => JSON.stringify(value)).join(' | ')
}
