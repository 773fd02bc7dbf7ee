/** The list of commands. Only the one that is called is loaded, and commander with it; the overview needs neither. */
import { CvHookError, EXIT } from '../core/errors.js'
import type { Completable } from './completion/candidates.js'
import type { Io } from './io.js'
import { type CommandMaker, runCommand } from './run-command.js'
import { TOPICS } from './topics.js'

/** Every command: its purpose in a line, and how its file is loaded. */
const COMMANDS: Record<string, { purpose: string; load: () => Promise<CommandMaker> }> = {
  send: {
    purpose: 'deliver signed events to an endpoint',
    load: async () => (await import('./commands/send.js')).sendCommand,
  },
  verify: {
    purpose: 'check captured deliveries, and prove why a signature does not match',
    load: async () => (await import('./commands/verify.js')).verifyCommand,
  },
  test: {
    purpose: "test a receiver's whole contract, and find out why it refuses",
    load: async () => (await import('./commands/test.js')).testCommand,
  },
  listen: {
    purpose: 'receive deliveries: verify, validate, show, keep and pass them on',
    load: async () => (await import('./commands/listen.js')).listenCommand,
  },
  replay: {
    purpose: 'deliver recorded deliveries again, signed anew or as they were',
    load: async () => (await import('./commands/replay.js')).replayCommand,
  },
  redact: {
    purpose: "copy recorded deliveries without patients' data, with the same fault",
    load: async () => (await import('./commands/redact.js')).redactCommand,
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
  snippet: {
    purpose: 'print a small receiver that gets the raw body right',
    load: async () => (await import('./commands/snippet.js')).snippetCommand,
  },
  demo: {
    purpose: 'see it all work on this machine, in a few seconds',
    load: async () => (await import('./commands/demo.js')).demoCommand,
  },
  completion: {
    purpose: 'print the script for the Tab key: bash, zsh, fish, powershell',
    load: async () => (await import('./commands/completion.js')).completionCommand,
  },
}

/** Runs the command that the arguments name; returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv
  if (first === undefined) {
    io.err(await showOverview(io.terminal.err.columns))
    return EXIT.unable
  }
  if (asksHelp(first) || (first === 'help' && (rest.length === 0 || asksHelp(rest[0]!)))) {
    await io.out(await showOverview(io.terminal.out.columns))
    return EXIT.ok
  }
  if (first === 'complete') return (await import('./completion/complete.js')).complete(rest, completable(io), io)
  if (first === '--version' || first === '-V') throw new CvHookError('usage', `${first} stands alone`)
  const help = first === 'help'
  const name = help ? rest[0]! : first
  const topic = help ? ownEntry(TOPICS, name) : undefined
  const found = topic ?? ownEntry(COMMANDS, name)
  if (!found) throw await unknown(name, help)
  return runCommand(await found.load(), topic ? rest.slice(1) : help ? ['--help'] : rest, io)
}

const asksHelp = (word: string) => word === '--help' || word === '-h'

/** What the Tab key needs to know of the commands. */
function completable(io: Io): Completable {
  const topics = Object.entries(TOPICS).map(([name, { purpose }]) => [`help ${name}`, purpose])
  const commands = Object.entries(COMMANDS).map(([name, { purpose }]) => [name, purpose])
  return {
    commands: Object.fromEntries([...commands, ...topics]),
    form: async name => {
      const { load } = name.startsWith('help ') ? TOPICS[name.slice(5)]! : COMMANDS[name]!
      return (await load())(io, () => {})
    },
  }
}

const ownEntry = <T>(list: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(list, name) ? list[name] : undefined

const showOverview = async (columns: number) => (await import('./overview.js')).overview(COMMANDS, columns)

async function unknown(name: string, help: boolean): Promise<CvHookError> {
  const { unknownCommand, unknownTopic } = await import('./unknown-command.js')
  const commands = Object.keys(COMMANDS)
  return help ? unknownTopic(name, commands) : unknownCommand(name, commands)
}
