/** The list of commands. Only the one that is called is loaded, and commander with it; the overview needs neither. */
import { CvHookError, EXIT } from '../core/errors.js'
import { nearest } from '../core/suggest.js'
import { VERSION } from '../generated/version.js'
import type { Completable } from './completion/candidates.js'
import type { Io } from './io.js'
import { table } from './render/table.js'
import { wrap } from './render/wrap.js'
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
    io.err(overview(io.terminal.err.columns))
    return EXIT.unable
  }
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    await io.out(overview(io.terminal.out.columns))
    return EXIT.ok
  }
  if (first === 'complete') return (await import('./completion/complete.js')).complete(rest, completable(io), io)
  if (first === '--version' || first === '-V') throw new CvHookError('usage', `${first} stands alone`)
  const help = first === 'help'
  const name = help ? rest[0]! : first
  const topic = help ? ownEntry(TOPICS, name) : undefined
  const found = topic ?? ownEntry(COMMANDS, name)
  if (!found) throw help ? unknownTopic(name) : unknownCommand(name)
  return runCommand(await found.load(), topic ? rest.slice(1) : help ? ['--help'] : rest, io)
}

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

function unknownCommand(name: string): CvHookError {
  if (name.startsWith('-')) {
    return new CvHookError('usage', `the command comes before its options: ${name.replace(/=.*/s, '').slice(0, 60)}`, [
      'cv-hook --help lists the commands',
    ])
  }
  return unknown(`there is no command "${name.slice(0, 60)}"`, name, Object.keys(COMMANDS))
}

const unknownTopic = (name: string) =>
  unknown(`there is no command and no topic "${name.slice(0, 60)}"`, name, [
    ...Object.keys(TOPICS),
    ...Object.keys(COMMANDS),
  ])

function unknown(message: string, name: string, known: readonly string[]): CvHookError {
  const near = nearest(name, known)
  return new CvHookError('usage', message, [
    ...(near.length > 0 ? [`did you mean ${near.join(' or ')}?`] : []),
    'cv-hook --help lists the commands',
  ])
}

function overview(columns: number): string {
  const rows = (list: string[][]) => table(list, columns, '  ').join('\n')
  return `${wrap(`cv-hook ${VERSION}: send correctly signed CareValidate case webhooks`, columns).join('\n')}

Usage: cv-hook <command> [options]

Commands:
${rows(Object.entries(COMMANDS).map(([name, { purpose }]) => [name, purpose]))}

More help:
${rows(Object.entries(TOPICS).map(([name, { words, purpose }]) => [`help ${name}${words ? ` ${words}` : ''}`, purpose]))}

Options:
${rows([
  ['-V, --version', 'print the version'],
  ['-h, --help', "show this help; after a command, that command's"],
])}

Examples:
  cv-hook demo
  cv-hook events decision
  cv-hook send ADD_CASE_DECISION --url http://localhost:3000/webhooks
  cv-hook send --scenario approved-and-shipped --fresh --profile staging
  cv-hook test --url http://localhost:3000/webhooks
  cv-hook fixture ADD_CASE_DECISION | cv-hook sign --secret-env CV_SECRET

${wrap('The secret comes from --secret-env, a profile, or CV_HOOK_SECRET.', columns).join('\n')}

Exit codes:
${rows([
  ['0', 'done'],
  ['1', 'the answer is no'],
  ['2', 'could not try'],
  ['3', 'the endpoint could not be reached'],
  ['70', 'a bug of ours'],
])}
`
}
