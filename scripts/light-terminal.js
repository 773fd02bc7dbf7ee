/** ora and chalk without what nothing here reaches: a spinner beside a line of plain letters, and colours by name. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { changed } from './flat-module.js'

const ora = fileURLToPath(import.meta.resolve('ora'))
const chalk = fileURLToPath(import.meta.resolve('chalk'))

/** A method or a block, which ends as deep as it starts. */
const block = (depth, start) => [new RegExp(`^\\t{${depth}}${start} \\{\\n[^]*?^\\t{${depth}}\\}\\n`, 'm'), '']

const CHANGES = {
  [ora]: [
    // The cursor stays, and so does what is typed.
    block(2, 'if \\(this\\.#options\\.hideCursor\\)'),
    block(3, 'if \\(this\\.#options\\.hideCursor\\)'),
    block(2, 'if \\(this\\.#options\\.discardStdin .+\\)'),
    block(2, 'if \\(this\\.#isDiscardingStdin\\)'),
    block(2, "if \\(process\\.env\\.NODE_ENV === 'test'\\)"),
    ...['succeed', 'fail', 'warn', 'info', 'stopAndPersist'].map(name => block(1, `${name}\\(.+\\)`)),
    [/^import (?:cliCursor|stdinDiscarder|logSymbols|stringWidth) from .+\n/gm, ''],
    ['stringWidth(line)', 'line.length'],
  ],
  [chalk]: [
    // Colours by number.
    [/^const getModelAnsi = [\s\S]*?(?=^const proto = )/m, ''],
    // Whether a terminal takes colour is known before chalk is loaded.
    [/^import supportsColor from .+\n/m, ''],
    ['} = supportsColor;', '} = {stdout: {level: 1}, stderr: {level: 1}};'],
  ],
  [chalk.replace('index.js', 'vendor/ansi-styles/index.js')]: [
    [/^\tstyles\.color\.ansi = [\s\S]*?(?=^\treturn styles)/m, ''],
  ],
}

/** A plugin of rolldown. */
export const lightTerminal = {
  name: 'light-terminal',
  load: id => (CHANGES[id] ? changed(readFileSync(id, 'utf8'), CHANGES[id], id) : null),
  /** Of ora's ninety spinners, the two that it takes by itself. */
  transform: (code, id) => {
    if (!/[\\/]cli-spinners[\\/]spinners\.json$/.test(id)) return null
    const { dots, line } = JSON.parse(code)
    return JSON.stringify({ dots, line })
  },
}
