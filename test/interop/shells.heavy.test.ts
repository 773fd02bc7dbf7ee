/** The completion scripts in real shells: on a terminal, with the Tab key pressed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BIN, run } from '../support/cli.js'
import { hasPeer } from '../support/peers.js'

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-shells-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'bin'))
symlinkSync(BIN, join(folder, 'bin/cv-hook'))
writeFileSync(join(folder, 'a capture.ndjson'), '')
const env = {
  PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
  HOME: folder,
  TERM: 'xterm',
  CV_SECRET_NEW: 'x',
  PS1: '> ',
}

/** What a shell makes of keys: each step is written once the text of the one before has come. */
function typed(shell: string, steps: ReadonlyArray<{ after: RegExp; keys: string }>): Promise<string> {
  return new Promise(resolve => {
    const child = spawn('script', ['-qfec', shell, '/dev/null'], { cwd: folder, env, timeout: 20_000 })
    let text = ''
    let at = 0
    let from = 0
    child.stdout.on('data', chunk => {
      text += chunk
      while (at < steps.length && steps[at]!.after.test(text.slice(from))) {
        from = text.length
        child.stdin.write(steps[at++]!.keys)
      }
    })
    child.on('close', () => resolve(text))
  })
}

/** Written, then completed. */
const CASES: ReadonlyArray<[string, string]> = [
  ['send ADD_CASE_DEC', 'send ADD_CASE_DECISION'],
  ['send --payload f', 'send --payload full'],
  ['send --payload=f', 'send --payload=full'],
  ['send --secret-env new=CV_SECRET_N', 'send --secret-env new=CV_SECRET_NEW'],
  ['test --only refuses/63', 'test --only refuses/63-digits'],
  ['verify a', String.raw`verify a\ capture.ndjson`],
]
/** What is typed is handed over, never run. */
const SUBSTITUTION = 'send $(touch ran) ADD_CASE_DEC'

const literally = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))

/** Presses Tab behind the words, and clears the line once the completed words stand there. */
const completed = (shell: string, setUp: string, words: string, wanted: string) =>
  typed(shell, [
    { after: /> /, keys: `${setUp}; echo rea""dy\n` },
    { after: /ready\r\n[^\n]*> /, keys: `cv-hook ${words}\t` },
    { after: literally(wanted), keys: '\x15exit\n' },
  ])

describe.runIf(hasPeer('bash') && hasPeer('script'))('bash', () => {
  const SET_UP = 'source <(cv-hook completion bash); bind "set bell-style none"'

  it.each([...CASES, [SUBSTITUTION, 'ADD_CASE_DECISION']])('%s', async (words, wanted) => {
    expect(await completed('bash --norc --noprofile -i', SET_UP, words, wanted)).toContain(wanted)
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })
})

describe.runIf(hasPeer('zsh') && hasPeer('script'))('zsh', () => {
  const SET_UP = 'autoload -Uz compinit; compinit -D -u; source <(cv-hook completion zsh)'

  it.each([...CASES, [SUBSTITUTION, 'ADD_CASE_DECISION']])('%s', async (words, wanted) => {
    expect(await completed('zsh -f -i', SET_UP, words, wanted)).toContain(wanted)
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })
})

describe.runIf(hasPeer('fish'))('fish', () => {
  const offered = async (words: string) => {
    const script = `cv-hook completion fish | source; complete -C "cv-hook ${words}"`
    const { stdout, stderr, code } = await run('fish', ['--no-config', '-c', script], { cwd: folder, env })
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    return stdout.split('\n').map(line => line.split('\t')[0])
  }

  it.each(CASES.slice(0, 5))('%s', async (words, wanted) => {
    expect(await offered(words)).toContain(wanted.split(' ').at(-1))
  })

  it('offers files, and runs nothing that is typed', async () => {
    expect(await offered('verify a')).toContain('a capture.ndjson')
    expect(await offered(SUBSTITUTION.replace('$', '\\$'))).toContain('ADD_CASE_DECISION')
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })
})
