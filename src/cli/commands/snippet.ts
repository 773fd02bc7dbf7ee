/** `cv-hook snippet`: a small receiver that keeps the raw body, for the framework at hand. */
import { EXIT } from '../../core/errors.js'
import type { Framework } from '../../explain/frameworks/framework.js'
import { FRAMEWORKS, findFramework, unknownFramework } from '../../explain/frameworks.js'
import { CommandForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { renderSnippetList } from '../render/snippets.js'
import { pageOf } from '../render/style.js'

interface SnippetOptions {
  framework?: string | undefined
  json?: boolean
}

/** Fills the options of `snippet`. */
export function snippetCommand(io: Io, exit: (code: number) => void, run = runSnippet): CommandForm {
  return new CommandForm('cv-hook snippet')
    .description('Print a complete small receiver that keeps the raw body and verifies it, or list the frameworks.')
    .argument('[framework]', 'a framework, by any of its names; nothing: the list')
    .option('--json', 'print one JSON object a line: {"type":"snippet", ...}')
    .addHelpText(
      'after',
      helpEnd(
        io,
        ['snippet', 'snippet express > receiver.mjs', 'snippet next', 'snippet spring-boot'],
        'Each reads the secret from CV_SECRET, answers 401 to a signature that is missing or wrong, 400 to what is no JSON, else 200. Its first lines say where to save it and how to start it.',
      ),
    )
    .action(async (framework: string | undefined, flags: Pick<SnippetOptions, 'json'>) =>
      exit(await run({ ...flags, framework }, io)),
    )
}

/** Prints the list, or one receiver as it is to be saved. */
export async function runSnippet({ framework, json = false }: SnippetOptions, io: Io): Promise<number> {
  if (framework === undefined) {
    if (json) for (const one of FRAMEWORKS) await io.out(jsonLine(record(one)))
    else await io.out(renderSnippetList(FRAMEWORKS, await pageOf(io.terminal.out)))
    return EXIT.ok
  }
  const found = findFramework(framework)
  if (!found) throw unknownFramework(framework)
  const { SNIPPETS } = await import('../../generated/snippets.js')
  const text = SNIPPETS[found.id]!
  await io.out(json ? jsonLine({ ...record(found), text }) : text)
  if (found.tried === undefined) io.err("note: cv-hook's own tests cannot run this one: try it before you rely on it\n")
  return EXIT.ok
}

const record = ({ id, title, aliases, file, tried }: Framework) => ({
  type: 'snippet',
  id,
  title,
  aliases,
  file,
  tried: tried !== undefined,
  ...(tried !== undefined && { triedWith: tried }),
})
