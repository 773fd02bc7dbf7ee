/** What is said where no command has the name that was written. */
import { CvHookError } from '../core/errors.js'
import { didYouMean } from '../core/suggest.js'
import { TOPICS } from './topics.js'

/** A first word that is none of the commands. */
export function unknownCommand(name: string, commands: readonly string[]): CvHookError {
  if (name.startsWith('-')) {
    return new CvHookError('usage', `the command comes before its options: ${name.replace(/=.*/s, '').slice(0, 60)}`, [
      'cv-hook --help lists the commands',
    ])
  }
  return unknown(`there is no command "${name.slice(0, 60)}"`, name, [...commands, 'help'])
}

/** A word after `help` that is neither. */
export const unknownTopic = (name: string, commands: readonly string[]): CvHookError =>
  unknown(`there is no command and no topic "${name.slice(0, 60)}"`, name, [...Object.keys(TOPICS), ...commands])

function unknown(message: string, name: string, known: readonly string[]): CvHookError {
  return new CvHookError('usage', message, [...didYouMean(name, known), 'cv-hook --help lists the commands'])
}
