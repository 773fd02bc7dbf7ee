/** Runs scripts of package.json side by side, and prints what each said when it has ended: `node scripts/together.js lint types`. */
import { spawn } from 'node:child_process'

const codes = await Promise.all(process.argv.slice(2).map(run))
process.exitCode = codes.every(code => code === 0) ? 0 : 1

function run(name) {
  // npm runs a script's commands through a shell on every system, and names its own file.
  const child = spawn(process.execPath, [process.env.npm_execpath, 'run', name], {
    env: { ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...process.env },
  })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => said.push(piece))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => {
      process.stdout.write(Buffer.concat(said))
      resolve(code)
    })
  })
}
