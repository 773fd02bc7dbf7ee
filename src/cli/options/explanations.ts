/** How many deliveries are explained: proving why a signature does not match takes its time. */
import type { CommandForm } from '../command-form.js'
import { parseCount } from './count.js'

/** The option as commander gives it. */
export interface ExplanationFlags {
  explanations: string
}

/** Adds the option. */
export const addExplanationsOption = (command: CommandForm, most: string): CommandForm =>
  command.option('--explanations <n>', 'how many deliveries are explained at most', most)

/**
 * Reads the option.
 *
 * @throws CvHookError `usage`
 */
export const readExplanations = ({ explanations }: ExplanationFlags): number =>
  parseCount(explanations, '--explanations', 0, 1_000_000)
