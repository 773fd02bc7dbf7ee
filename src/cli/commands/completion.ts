/** `cv-hook completion`: the script that lets a shell complete commands, options and names. */
import { CvHookError, EXIT } from '../../core/errors.js'
import { CommandForm } from '../command-form.js'
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion/scripts.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'

/** Fills the options of `completion`. */
export function completionCommand(io: Io, exit: (code: number) => void, run = runCompletion): CommandForm {
  return new CommandForm('cv-hook completion')
    .description(
      `Print the script that completes commands, options and names at the Tab key: for ${SHELLS.join(', ')}.`,
    )
    .argument('[shell]', SHELLS.join(', '))
    .addHelpText(
      'after',
      helpEnd(
        io,
        ['completion bash', 'completion zsh', 'completion fish', 'completion powershell'],
        'bash, in ~/.bashrc: source <(cv-hook completion bash)',
        'zsh, in ~/.zshrc after compinit: source <(cv-hook completion zsh)',
        'fish, once: cv-hook completion fish > ~/.config/fish/completions/cv-hook.fish',
        'PowerShell, in $PROFILE: cv-hook completion powershell | Out-String | Invoke-Expression',
      ),
    )
    .action(async (shell: string | undefined) => exit(await run(shell, io)))
}

/** Prints the script. */
export async function runCompletion(shell: string | undefined, io: Io): Promise<number> {
  if (!isShell(shell)) {
    const what = shell === undefined ? 'completion needs a shell' : `there is no completion for "${shell.slice(0, 40)}"`
    throw new CvHookError('usage', what, [`it is there for ${SHELLS.join(', ')}`])
  }
  await io.out(COMPLETION_SCRIPTS[shell])
  return EXIT.ok
}

const isShell = (text: string | undefined): text is Shell => SHELLS.some(shell => shell === text)
