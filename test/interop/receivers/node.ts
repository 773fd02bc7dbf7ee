/** Receivers on Node, with the packages of test/interop/peers. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../support/cli.js'
import { hasLibrary } from '../../support/peers.js'
import { startServer } from '../../support/server-process.js'
import { endpoint, type Launcher, type Start } from './launcher.js'

const PEERS = fileURLToPath(new URL('../peers', import.meta.url))
const STAGES = fileURLToPath(new URL('stages', import.meta.url))

const isInstalled = (name: string) =>
  hasLibrary(`${name} (npm ci --prefix test/interop/peers)`, join(PEERS, 'node_modules', name, 'package.json'))

const envOf = ({ port, secret, folder }: Start) => ({ CV_SECRET: secret, PORT: String(port), HOME: folder })

async function runModule(start: Start, file: string, text: string): Promise<string[]> {
  symlinkSync(join(PEERS, 'node_modules'), join(start.folder, 'node_modules'))
  writeFileSync(join(start.folder, file), text)
  await startServer(process.execPath, [file], /^listening on /m, envOf(start), start.folder)
  return [endpoint(start.port)]
}

const moduleWith = (name: string): Launcher => ({
  isPresent: () => isInstalled(name),
  start: start => runModule(start, 'receiver.mjs', start.text),
})

/** Compiled as `nest build` does it. */
const nestjs: Launcher = {
  isPresent: () => isInstalled('@nestjs/core'),
  start: async start => {
    const { default: ts } = await import('typescript')
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    }
    return runModule(start, 'main.mjs', ts.transpileModule(start.text, { compilerOptions }).outputText)
  },
}

/** The app as it was built, once: without the secret, as on a build server. */
let built: string | undefined

async function buildNext({ text, later }: Start, env: Record<string, string>): Promise<string> {
  // Below its packages, since the bundler follows no link out of the folder.
  const app = mkdtempSync(join(PEERS, '.app-'))
  later(() => {
    rmSync(app, { recursive: true, force: true })
    // Another file of tests may come after this one.
    built = undefined
  })
  mkdirSync(join(app, 'app/webhooks'), { recursive: true })
  writeFileSync(join(app, 'app/webhooks/route.ts'), text)
  const { code, stdout, stderr } = await run(process.execPath, [NEXT, 'build'], { cwd: app, env })
  if (code !== 0) throw new Error(stdout + stderr)
  return app
}

const NEXT = join(PEERS, 'node_modules/next/dist/bin/next')

const nextjs: Launcher = {
  isPresent: () => isInstalled('next'),
  refuses: 'request',
  start: async start => {
    const env = { HOME: start.folder, NEXT_TELEMETRY_DISABLED: '1' }
    built ??= await buildNext(start, env)
    const args = [NEXT, 'start', '--port', String(start.port), '--hostname', '127.0.0.1']
    await startServer(process.execPath, args, /Ready in/, { ...env, CV_SECRET: start.secret }, built)
    return [endpoint(start.port)]
  },
}

/** Behind a server that turns requests into the events of the three services, on a path each. */
const lambda: Launcher = {
  isPresent: () => true,
  start: async start => {
    writeFileSync(join(start.folder, 'index.mjs'), start.text)
    cpSync(join(STAGES, 'lambda-server.mjs'), join(start.folder, 'lambda-server.mjs'))
    await startServer(process.execPath, ['lambda-server.mjs'], /^listening on /m, envOf(start), start.folder)
    return ['/v1', '/v2', '/alb'].map(path => endpoint(start.port, path))
  },
}

export const NODE_RECEIVERS: Readonly<Record<string, Launcher>> = {
  express: moduleWith('express'),
  fastify: moduleWith('fastify'),
  nestjs,
  nextjs,
  hono: moduleWith('@hono/node-server'),
  koa: moduleWith('koa'),
  lambda,
}
