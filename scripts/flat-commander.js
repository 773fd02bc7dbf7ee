/**
 * commander as ES modules, which a bundler writes into one flat file. Its CommonJS stays wrapped in functions, and what
 * is in a function is parsed twice: that alone would be a twentieth of what `cv-hook sign` takes.
 */
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { changed, toModule } from './flat-module.js'

const ENTRY = '\0flat-commander'
const lib = join(dirname(fileURLToPath(import.meta.resolve('commander'))), 'lib')
const isOurs = id => id.startsWith(lib)

/** commander loads child_process at once for executable subcommands, of which there are none here. */
const builtin = id => (id === 'node:child_process' ? '{}' : `process.getBuiltinModule('${id}')`)

/** Methods that only subcommands, hooks, options of the environment and the like need, of which there are none here. */
const UNREACHED = {
  command: `
    _executeSubCommand _checkForMissingExecutable _dispatchSubcommand _dispatchHelpCommand _registerCommand addCommand
    copyInheritedSettings unknownCommand executableDir helpCommand command alias version addHelpCommand hook
    _chainOrCallHooks _chainOrCallSubCommandHook _parseOptionsEnv _parseOptionsImplied _checkForConflictingOptions
    _checkForConflictingLocalOptions _conflictingOption _prepareForParse saveStateBeforeParse restoreStateBeforeParse
    storeOptionsAsProperties optsWithGlobals getOptionValueSourceWithGlobals requiredOption option _optionEx arguments
    showHelpAfterError showSuggestionAfterError passThroughOptions enablePositionalOptions allowUnknownOption summary
    allowExcessArguments commandsGroup parse`,
  option: 'preset conflicts implies env makeOptionMandatory',
  argument: 'argParser choices argRequired argOptional',
  help: `
    visibleCommands visibleGlobalOptions subcommandTerm longestSubcommandTermLength longestGlobalOptionTermLength
    subcommandDescription styleSubcommandDescription styleSubcommandTerm styleSubcommandText`,
}

const CHANGES = {
  command: [
    [/^ {4}this\._(?:parseOptionsEnv|parseOptionsImplied|checkForConflictingOptions|prepareForParse)\(\);.*\n/gm, ''],
    [/^ {6}promiseChain = this\._chainOrCallHooks\(.+\);\n/gm, ''],
    // Every command here has an action.
    [/^ {4}if \(operands && this\._findCommand\([\s\S]*?(?=^ {4}this\._outputHelpIfRequested\(parsed)/m, ''],
    [/(?<=^ {6}return promiseChain;\n {4}\}\n)[\s\S]*?(?=^ {2}\}\n)/m, ''],
  ],
  help: [
    [/^ {4}if \(helper\.showGlobalOptions\) \{\n[\s\S]*?(?=^ {4}return output\.join)/m, ''],
    [/^ {6}helper\.longest(?:GlobalOption|Subcommand)TermLength\(cmd, helper\),\n/gm, ''],
  ],
}

const changesOf = name => [
  ...(UNREACHED[name]?.trim().split(/\s+/) ?? []).map(method => [
    new RegExp(`^  ${method}\\([^)]*\\) \\{\\n[^]*?^  \\}\\n`, 'm'),
    '',
  ]),
  ...(CHANGES[name] ?? []),
]

/** A plugin of rolldown. */
export const flatCommander = {
  name: 'flat-commander',
  resolveId: id => (id === 'commander' ? ENTRY : null),
  load(id) {
    if (id !== ENTRY) return null
    const names = { Command: 'command', Option: 'option', CommanderError: 'error' }
    return Object.entries(names)
      .map(([name, file]) => `export { ${name} } from ${JSON.stringify(join(lib, `${file}.js`))}`)
      .join('\n')
  },
  transform: (code, id) => {
    if (!isOurs(id)) return null
    return { code: toModule(changed(code, changesOf(basename(id, '.js')), id), id, builtin), moduleType: 'js' }
  },
}
