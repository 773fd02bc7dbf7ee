/** Headers of the user's own: which spelling replaces what, and what is sent twice. */
import { afterAll, describe, expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'
import { cleanUp, expectDecent, expectRefusal, folder } from './receiver.js'

afterAll(cleanUp)

const env = { TOKEN: 'tok-Never-Print-71' }
const config = {
  'cv-hook.config.json': JSON.stringify({
    profiles: {
      default: { url: 'http://127.0.0.1:9/', headers: { 'X-Tenant': { value: 'profile' }, 'X-By': { env: 'NOPE' } } },
    },
  }),
}

async function dryRun(headers: string[], files: Record<string, string> = {}) {
  const args = ['send', 'CREATE_CASE', '--unsigned', '--dry-run', '--as', 'json', '--url', 'http://127.0.0.1:9/']
  const result = await cli([...args, ...headers], { env, cwd: folder(files) })
  expectDecent(result, [env.TOKEN])
  return result
}

const sent = (stdout: string) => jsonLines(stdout)[0].headers as [string, string][]

describe.concurrent('a header of your own', () => {
  it.each(['Content-Type', 'content-type', 'CONTENT-TYPE', 'User-Agent', 'uSER-aGENT'])(
    'takes the place of ours, however it is spelt: %s',
    async name => {
      const { stdout, stderr } = await dryRun(['--header', `${name}: mine`])
      const [other] = ['content-type', 'user-agent'].filter(one => one !== name.toLowerCase())
      expect(sent(stdout).map(([one]) => one)).toEqual([other, name])
      expect(stderr).not.toContain('twice')
    },
  )

  it('that is given twice is sent twice, and that is said once', async () => {
    const twice = ['--header', 'X-A: 1', '--header', 'x-a: 2', '--header', 'X-A: 3', '--header-env', 'X-B=TOKEN']
    const { stdout, stderr } = await dryRun([...twice, '--header', 'X-B: 4'])
    expect(sent(stdout).map(([name]) => name)).toEqual([
      'content-type',
      'user-agent',
      'X-A',
      'x-a',
      'X-A',
      'X-B',
      'X-B',
    ])
    expect(stderr.match(/^note: .* more than once.*$/gm)).toEqual([
      'note: X-A and X-B are sent more than once, as given',
    ])
  })

  it('takes the place of the one in the profile, whose variable is then not needed', async () => {
    const own = ['--header', 'x-tenant: option', '--header-env', 'x-by=TOKEN']
    const { stdout, stderr } = await dryRun(own, config)
    expect(sent(stdout).slice(2)).toEqual([
      ['x-tenant', 'option'],
      ['x-by', '<masked>'],
    ])
    expect(stderr).not.toContain('more than once')
  })

  it('cannot be a second host', async () => {
    expectRefusal(
      await dryRun(['--header', 'Host: a.example', '--header', 'host: b.example']),
      /Host can be given only once/,
    )
  })
})
