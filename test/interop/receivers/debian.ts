/** Receivers in Python, Ruby, PHP, Java and Go, with what Debian has of their frameworks. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../support/cli.js'
import { hasLibrary, hasPeer } from '../../support/peers.js'
import { startServer, untilListening } from '../../support/server-process.js'
import { endpoint, type Launcher, type Start } from './launcher.js'

const STAGES = fileURLToPath(new URL('stages', import.meta.url))

/** Debian's own, whatever else the path finds first. */
const PYTHON = '/usr/bin/python3'

const envOf = ({ secret, folder }: Start) => ({ CV_SECRET: secret, HOME: folder, PYTHONUNBUFFERED: '1' })

async function compile(program: string, args: string[], { folder }: Start): Promise<void> {
  const { code, stdout, stderr } = await run(program, args, { cwd: folder, env: { HOME: dirname(folder) } })
  if (code !== 0) throw new Error(`${program}: ${stdout}${stderr}`)
}

const python = (module: string, ready: RegExp, argsFor: (port: string) => string[]): Launcher => ({
  isPresent: () => hasLibrary(`python3-${module}`, `/usr/lib/python3/dist-packages/${module}/__init__.py`),
  start: async start => {
    writeFileSync(join(start.folder, 'receiver.py'), start.text)
    await startServer(PYTHON, argsFor(String(start.port)), ready, envOf(start), start.folder)
    await untilListening(start.port)
    return [endpoint(start.port)]
  },
})

const rails: Launcher = {
  isPresent: () => [hasPeer('puma'), hasLibrary('ruby-railties', '/usr/bin/ruby')].every(Boolean),
  start: async start => {
    writeFileSync(join(start.folder, 'config.ru'), start.text)
    const args = ['-b', `tcp://127.0.0.1:${start.port}`, 'config.ru']
    await startServer('puma', args, /Use Ctrl-C to stop/, envOf(start), start.folder)
    return [endpoint(start.port)]
  },
}

const laravel: Launcher = {
  isPresent: () =>
    [hasPeer('php'), hasLibrary('php-laravel-framework', '/usr/share/php/Illuminate/Foundation/Http/Kernel.php')].every(
      Boolean,
    ),
  refuses: 'request',
  start: async start => {
    cpSync(join(STAGES, 'laravel'), start.folder, { recursive: true })
    writeFileSync(join(start.folder, 'WebhookController.php'), start.text)
    const args = ['-S', `127.0.0.1:${start.port}`, 'index.php']
    await startServer('php', args, /Development Server .* started/, envOf(start), start.folder)
    return [endpoint(start.port, '/api/webhooks')]
  },
}

const JARS = '/usr/share/java'
const SPRING = /^(?:(?:spring3|tomcat9|jackson)-(?!.*(?:i18n-|-\d)).*|commons-logging)\.jar$/

const spring: Launcher = {
  isPresent: () =>
    [
      hasPeer('javac'),
      hasLibrary('libspring-web-servlet-java', `${JARS}/spring3-web.servlet.jar`),
      hasLibrary('libtomcat9-java', `${JARS}/tomcat9-catalina.jar`),
      hasLibrary('libjackson2-databind-java', `${JARS}/jackson-databind.jar`),
    ].every(Boolean),
  start: async start => {
    const jars = readdirSync(JARS).filter(name => SPRING.test(name))
    const path = [join(start.folder, 'classes'), ...jars.map(name => join(JARS, name))].join(':')
    mkdirSync(join(start.folder, 'classes'))
    writeFileSync(join(start.folder, 'Receiver.java'), start.text)
    const stage = readdirSync(join(STAGES, 'spring'), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.java'))
      .map(name => join(STAGES, 'spring', name))
    await compile('javac', ['-d', 'classes', '-cp', path, 'Receiver.java', ...stage], start)
    const args = ['-cp', path, `-Djava.io.tmpdir=${start.folder}`, 'com.example.receiver.Receiver']
    // In another locale Java reads the letters of a variable that are not ASCII as U+FFFD.
    const env = { ...envOf(start), LC_ALL: 'C.UTF-8' }
    await startServer('java', [...args, `--server.port=${start.port}`], /^listening on /m, env, start.folder)
    return [endpoint(start.port)]
  },
}

const go: Launcher = {
  isPresent: () => hasPeer('go'),
  start: async start => {
    const program = join(start.folder, 'receiver')
    writeFileSync(join(start.folder, 'main.go'), start.text)
    await compile('go', ['build', '-o', program, 'main.go'], start)
    const env = { ...envOf(start), ADDRESS: `127.0.0.1:${start.port}` }
    await startServer(program, [], /listening on /, env, start.folder)
    await untilListening(start.port)
    return [endpoint(start.port)]
  },
}

export const DEBIAN_RECEIVERS: Readonly<Record<string, Launcher>> = {
  flask: python('flask', /Running on/, port => ['-m', 'flask', '--app', 'receiver', 'run', '--port', port]),
  fastapi: python('fastapi', /Uvicorn running on/, port => ['-m', 'uvicorn', 'receiver:app', '--port', port]),
  django: python('django', /Starting development server/, port => ['receiver.py', 'runserver', port, '--noreload']),
  rails,
  laravel,
  spring,
  go,
}
