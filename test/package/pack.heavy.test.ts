/** The tarball as a stranger gets it: packed, installed with nothing but itself, run, imported, compiled against. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/cli.js'
import { CONSUMER, MISUSES, RUN_TIME } from './consumer.js'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const VERSION = /^\d+\.\d+\.\d+\n$/

const folder = mkdtempSync(join(tmpdir(), 'cv-hook-pack-'))
const consumer = join(folder, 'consumer')
let tarball = ''

/** What stands around the code of the documents. */
const AROUND = `
declare module 'node:http' {
  export interface Server { listen(port: number): Server; close(): void; address(): unknown }
  export function createServer(handler: any): Server
}
declare module 'node:test'
declare module 'vitest'
declare const secret: string, rawBody: Uint8Array, server: { url: string }
declare const request: { headers: Record<string, string | string[] | undefined> }
declare const process: { env: Record<string, string | undefined> }
declare const app: { fetch(request: Request): Promise<Response> }
declare const myService: { deliverTo(url: string): Promise<void> }
declare function test(name: string, work: () => Promise<void>): void
declare function onDecision(decision: { id: string }): Promise<void>
`

/** npm with an empty cache, no home of its own and no network. */
const npm = (program: 'npm' | 'npx', args: string[], cwd: string) =>
  run(program, args, {
    cwd,
    env: {
      HOME: join(folder, 'no-home'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    },
  })

beforeAll(async () => {
  const packed = await npm('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], REPOSITORY)
  expect(packed, packed.stderr).toMatchObject({ code: 0 })
  tarball = join(folder, packed.stdout.trim().split('\n').at(-1)!)
  mkdirSync(consumer)
  // The prefix keeps npm from taking a folder above as the one that is meant.
  const install = ['install', '--prefix', consumer, '--no-audit', '--no-fund', tarball]
  const installed = await npm('npm', install, consumer)
  expect(installed, installed.stderr).toMatchObject({ code: 0 })
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the tarball', () => {
  it('is smaller than 300 kB and holds what is run, nothing of how it was made', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball])
    const names = stdout.trimEnd().split('\n')
    expect(names).toEqual(expect.arrayContaining(['package/bin/cv-hook.cjs', 'package/README.md', 'package/LICENSE']))
    expect(names.filter(name => !/^package\/((bin|dist)\/|[A-Z]+(\.md)?$|package\.json$)/.test(name))).toEqual([])
    expect(names.filter(name => /\.(c?ts|map)$/.test(name) && !/\.d\.c?ts$/.test(name))).toEqual([])
    expect(statSync(tarball).size).toBeLessThan(300_000)
  })

  it('installs without a network, and brings no other package', () => {
    const modules = join(consumer, 'node_modules')
    expect(readdirSync(modules).filter(name => !name.startsWith('.'))).toEqual(['cv-hook'])
    expect(readdirSync(join(modules, 'cv-hook'))).not.toContain('node_modules')
    expect(readdirSync(join(modules, '.bin')).filter(name => !/\.(cmd|ps1)$/.test(name))).toEqual(['cv-hook'])
  })
})

it('the manifest of the package has no script that npm would run, or warn of, where it is installed', () => {
  const { scripts } = JSON.parse(readFileSync(join(consumer, 'node_modules/cv-hook/package.json'), 'utf8'))
  expect(Object.keys(scripts).filter(name => /^(?:pre|post)?(?:install|prepare)$|^prepublish$/.test(name))).toEqual([])
})

describe('the command of the package', () => {
  it('runs by npx where it is installed', async () => {
    expect(await npm('npx', ['--no-install', 'cv-hook', '--version'], consumer)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(VERSION),
    })
  })

  it('runs by npx from an empty folder, and leaves it empty', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const result = await npm('npx', ['--yes', '--package', tarball, 'cv-hook', 'demo'], empty)
    expect(result, result.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('as expected') })
    expect(readdirSync(empty)).toEqual([])
  })

  it.each([
    ['is missing', '/nonexistent/home'],
    ['is empty', ''],
    ['cannot be written', '/proc'],
  ])('gives the demo where the home %s', async (_, HOME) => {
    const result = await run(join(consumer, 'node_modules/.bin/cv-hook'), ['demo'], { cwd: '/proc', env: { HOME } })
    expect(result, result.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('as expected') })
  })
})

describe('the library of the package', () => {
  /** Writes a file beside the installed package. */
  const write = (name: string, text: string) => writeFileSync(join(consumer, name), text)

  it.each([
    ['an ES module', 'mjs', "import * as cv from 'cv-hook'", []],
    ['CommonJS', 'cjs', "const cv = require('cv-hook')", []],
    // As in jest, which has a loader of its own.
    [
      'CommonJS that cannot load ES modules',
      'cjs',
      "require('cv-hook/contract').receiverContract.name\nconst cv = require('cv-hook')",
      ['--no-experimental-require-module'],
    ],
  ])('signs, verifies and validates from %s', async (_, extension, load, flags) => {
    write(`run.${extension}`, `${load}\n${RUN_TIME}`)
    const { code, stdout, stderr } = await run(process.execPath, [...flags, `run.${extension}`], { cwd: consumer })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      accepted: ['node headers', 'Headers', 'pairs', 'a Map', 'the bare value', 'text', 'one of two secrets'],
      codes: ['no-signature', 'malformed', 'multiple', 'mismatch', 'not-json', 'empty-secret', 'usage'],
      events: 58,
      findings: [],
    })
  })

  it.each(['package.json', 'scenario.schema.json', 'config.schema.json'])('exports %s', async name => {
    const code = `const value = require('cv-hook/${name}'); console.log(typeof value)`
    expect(await run(process.execPath, ['-e', code], { cwd: consumer })).toMatchObject({ code: 0, stdout: 'object\n' })
  })

  const compile = async (files: string[], more: object = {}) => {
    const base = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', skipLibCheck: false }
    const compilerOptions = { ...base, ...more }
    const lib = ['es2023', 'dom', 'dom.iterable']
    write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, lib, types: [] }, files }))
    return run(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc')], { cwd: consumer })
  }

  it('compiles strictly, from both kinds of modules, without the types of Node or zod', async () => {
    write('consumer.mts', CONSUMER)
    write('consumer.cts', CONSUMER)
    expect(await compile(['consumer.mts', 'consumer.cts'])).toMatchObject({ code: 0, stdout: '' })
  })

  it('compiles where the resolution knows no exports, as in older projects', async () => {
    write('older.ts', `import { receiverContract } from 'cv-hook/contract'\nexport { receiverContract }\n${CONSUMER}`)
    const older = { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }
    expect(await compile(['older.ts'], older)).toMatchObject({ code: 0, stdout: '' })
  })

  it('compiles what the documents show', async () => {
    write('app.d.ts', 'export const app: { fetch(request: Request): Promise<Response>; handler: any }')
    write('around.d.ts', AROUND)
    const blocks = ['README.md', 'docs/library.md', 'docs/ci.md'].flatMap(document =>
      Array.from(
        readFileSync(join(REPOSITORY, document), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms),
        ([, code]) => code!,
      ),
    )
    expect(blocks.length).toBeGreaterThan(6)
    const files = blocks.map((code, index) => {
      const imports = code.includes(" from 'cv-hook") ? '' : "import { readDelivery, startListener } from 'cv-hook'\n"
      write(`shown${index}.mts`, imports + code)
      return `shown${index}.mts`
    })
    expect(await compile([...files, 'around.d.ts'])).toMatchObject({ code: 0, stdout: '' })
  })

  it('does not compile when it is misused', async () => {
    const imports =
      "import { events, fixture, readDelivery, sign, startListener, validate, verify } from 'cv-hook'\nexport { events, fixture, readDelivery, sign, startListener, validate, verify }\n"
    const files = MISUSES.map((misuse, index) => {
      write(`misuse${index}.mts`, `${imports}${misuse}\n`)
      return `misuse${index}.mts`
    })
    const { stdout } = await compile(files)
    const refused = new Set(Array.from(stdout.matchAll(/^misuse(\d+)\.mts\(3,/gm), match => Number(match[1])))
    expect(MISUSES.filter((_, index) => !refused.has(index))).toEqual([])
  })
})
