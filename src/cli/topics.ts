/** Help beyond the commands, by topic: `cv-hook help <topic>`. Each is a command of its own, so that it may take words and options. */
import type { CommandMaker } from './run-command.js'

/** A topic: what it is about in a line, the words that it takes, and how its file is loaded. */
interface Topic {
  readonly words?: string
  readonly purpose: string
  readonly load: () => Promise<CommandMaker>
}

/** Every topic, in the order in which they are listed. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  signatures: {
    purpose: 'how a delivery is signed, and what a receiver does',
    load: async () => (await import('./topics/signatures.js')).signaturesTopic,
  },
  causes: {
    words: '[id]',
    purpose: 'why signatures do not match: every cause by its id',
    load: async () => (await import('./topics/causes.js')).causesTopic,
  },
  checks: {
    words: '[id]',
    purpose: 'what cv-hook test checks: every check by its id',
    load: async () => (await import('./topics/checks.js')).checksTopic,
  },
  'exit-codes': {
    purpose: 'what the exit code of a run says',
    load: async () => (await import('./topics/exit-codes.js')).exitCodesTopic,
  },
  phi: {
    purpose: "what of patients' data is shown, kept and sent",
    load: async () => (await import('./topics/phi.js')).phiTopic,
  },
  config: {
    purpose: 'the config file and its profiles',
    load: async () => (await import('./topics/config.js')).configTopic,
  },
}
