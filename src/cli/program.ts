/** The list of commands. Only the one that is called is loaded; the others stand in the help by name and purpose. */
import { type Command, CommanderError } from 'commander'
import { CvHookError, EXIT } from '../core/errors.js'
import { nearest } from '../core/suggest.js'
import { VERSION } from '../generated/version.js'
import type { Io } from './io.js'
import { newCommand } from './new-command.js'

/** What a command file exports: fills options only; `exit` takes the code that the work came to. */
export type CommandMaker = (io: Io, exit: (code: number) => void) => Command

/** Every command: its purpose in a line, and how its file is loaded. */
const COMMANDS: Record<string, { purpose: string; load: () => Promise<CommandMaker> }> = {
  send: {
    purpose: 'deliver signed events to an endpoint',
    load: async () => (await import('./commands/send.js')).sendCommand,
  },
  fixture: {
    purpose: 'print the body that send would sign',
    load: async () => (await import('./commands/fixture.js')).fixtureCommand,
  },
  events: {
    purpose: 'list the events, or show the fields of one',
    load: async () => (await import('./commands/events.js')).eventsCommand,
  },
  sign: {
    purpose: 'print the signature of a file or of standard input',
    load: async () => (await import('./commands/sign.js')).signCommand,
  },
  demo: {
    purpose: 'see it all work on this machine, in a few seconds',
    load: async () => (await import('./commands/demo.js')).demoCommand,
  },
}

/** Parses the arguments and runs the command they name; returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok
  const program = newCommand('cv-hook', io)
    .description('Send, verify and listen for signed CareValidate case webhooks.')
    .usage('<command> [options]')
    .version(VERSION, '-V, --version', 'print the version')
    .addHelpText('after', TOP_HELP)
  const called = argv[0] === 'help' ? argv[1] : argv[0]
  for (const [name, { purpose, load }] of Object.entries(COMMANDS)) {
    if (name === called) {
      const make = await load()
      program.addCommand(
        make(io, code => {
          exitCode = code
        }),
      )
    } else program.command(name).description(purpose)
  }
  if (called === undefined) {
    program.outputHelp({ error: true })
    return EXIT.unable
  }
  if (!called.startsWith('-') && !Object.hasOwn(COMMANDS, called) && called !== 'help') throw unknownCommand(called)
  try {
    await program.parseAsync([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return EXIT.ok
    throw usage(error, called)
  }
  return exitCode
}

function unknownCommand(name: string): CvHookError {
  const near = nearest(name, Object.keys(COMMANDS))
  return new CvHookError('usage', `there is no command "${name.slice(0, 60)}"`, [
    ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
    'cv-hook --help lists the commands',
  ])
}

/** commander's complaint as ours: its own "(Did you mean ...?)" becomes a hint. */
function usage(error: CommanderError, command: string): CvHookError {
  const [message, suggestion] = error.message.replace(/^error: /, '').split('\n')
  return new CvHookError('usage', message!, [
    ...(suggestion ? [suggestion.replace(/^\(|\)$/g, '').replace(/^Did/, 'did')] : []),
    `cv-hook ${Object.hasOwn(COMMANDS, command) ? `${command} ` : ''}--help lists the options`,
  ])
}

const TOP_HELP = `
Examples:
  cv-hook demo
  cv-hook events decision
  cv-hook send ADD_CASE_DECISION --url http://localhost:3000/webhooks --secret-env CV_SECRET
  cv-hook send --scenario approved-and-shipped --fresh --url http://localhost:3000/webhooks
  cv-hook fixture ADD_CASE_DECISION | cv-hook sign --secret-env CV_SECRET

Exit codes: 0 done, 1 the answer is no, 2 could not try, 3 endpoint unreachable, 70 a bug`
