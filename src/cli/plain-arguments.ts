/** Arguments that need no parser: options in full with their values, and operands. All else is for commander. */
import { CvHookError } from '../core/errors.js'
import type { CommandForm, OptionForm } from './command-form.js'

/** One option as it was given; without a value for one that takes none. */
interface Given {
  option: OptionForm
  written: string | undefined
}

/**
 * Reads arguments that are written plainly, with the same result as commander's.
 *
 * @returns the operands, with the flags in the form's `values`; `undefined`, and nothing done, where commander is to decide
 */
export function readPlainArguments(form: CommandForm, argv: readonly string[]): string[] | undefined {
  const given: Given[] = []
  const operands: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const option = form.options.find(({ long }) => long === (equals === -1 ? word : word.slice(0, equals)))
    if (!option || (equals !== -1 && !option.takesValue)) return undefined
    const written = !option.takesValue ? undefined : equals === -1 ? argv[++at] : word.slice(equals + 1)
    if (option.takesValue && written === undefined) return undefined
    if (option.allowed && !option.allowed.includes(written!)) return undefined
    given.push({ option, written })
  }
  const most = form.operand === undefined ? 0 : form.operand.variadic ? Number.POSITIVE_INFINITY : 1
  if (operands.length > most) return undefined
  fill(form, given)
  return operands
}

function fill(form: CommandForm, given: readonly Given[]): void {
  const longs = new Set(form.options.map(({ long }) => long))
  for (const { preset, negates, member } of form.options) {
    if (preset !== undefined) form.values[member] = preset
    // `--no-findings` alone means that findings are on unless it is given.
    else if (negates && !longs.has(`--${member}`)) form.values[member] = true
  }
  for (const { option, written } of given) {
    const { member, parse } = option
    form.values[member] =
      written === undefined ? !option.negates : parse ? parse(written, form.values[member] as never) : written
  }
}

/**
 * An empty variable of the shell leaves its option without a value: the next option is none, whatever commander says.
 *
 * @throws CvHookError `usage`
 */
export function refuseOptionsAsValues(form: CommandForm, argv: readonly string[]): void {
  const named = (word: string | undefined) => form.options.find(({ long }) => long === word)
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    if (!named(argv[at])?.takesValue) continue
    const [word, value] = [argv[at], argv[++at]]
    if (named(value)) {
      throw new CvHookError('usage', `${word} has no value: ${value} follows`, [
        `is a variable empty? ${word}=${value} takes it for the value`,
      ])
    }
  }
}
