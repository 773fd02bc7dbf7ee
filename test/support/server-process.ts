/** Servers that are programs of their own: started, awaited by what they print, and always ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'

const running = new Set<ChildProcess>()

/**
 * Starts a server, and waits for the line that says it is ready.
 *
 * @param ready what the line looks like; its first group, if it has one, is returned
 * @throws Error with all that was printed, when the program ends instead
 */
export function startServer(
  program: string,
  args: readonly string[],
  ready: RegExp,
  env: Record<string, string> = {},
  cwd?: string,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk
      const match = ready.exec(printed)
      if (match) resolve(match[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', reject)
    child.on('close', code => {
      running.delete(child)
      reject(new Error(`${program} ended with ${code}: ${printed}`))
    })
  })
}

/** Ends every server that was started here, and waits until it is gone. */
export async function stopServers(): Promise<void> {
  await Promise.all(
    [...running].map(child => {
      const closed = new Promise(resolve => child.once('close', resolve))
      child.kill('SIGKILL')
      return closed
    }),
  )
}

/** Waits until a port of loopback takes connections, for a program that says it is ready before it is. */
export async function untilListening(port: number): Promise<void> {
  for (let left = 500; !(await isListening(port)); left--) {
    if (left === 0) throw new Error(`nothing listens on port ${port}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A loopback port that nothing listens on at the moment, for a program that must be told its port. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
