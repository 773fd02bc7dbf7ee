/** Certificates for tests, made by openssl when they are first asked for; a machine without openssl fails loudly. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  cert: string
  key: string
}

/** All self-signed: one for 127.0.0.1 and localhost, one of yesterday, one for another host, one for a client. */
export type CertificateKind = 'good' | 'expired' | 'other-host' | 'client'

const SUBJECTS: Record<CertificateKind, { names: string; days: number }> = {
  good: { names: 'IP:127.0.0.1,DNS:localhost', days: 1 },
  expired: { names: 'IP:127.0.0.1', days: -1 },
  'other-host': { names: 'DNS:other.example.com', days: 1 },
  client: { names: 'DNS:client.example.com', days: 1 },
}

const made = new Map<CertificateKind, Certificate>()

export function certificate(kind: CertificateKind): Certificate {
  const known = made.get(kind) ?? make(SUBJECTS[kind])
  made.set(kind, known)
  return known
}

function make({ names, days }: { names: string; days: number }): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'cv-hook-cert-'))
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    const subject = ['-subj', '/CN=cv-hook test', '-addext', `subjectAltName=${names}`]
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'request.pem', ...subject)
    const validity = ['-days', String(days), '-copy_extensions', 'copyall']
    openssl('x509', '-req', '-in', 'request.pem', '-signkey', 'key.pem', '-out', 'cert.pem', ...validity)
    return { cert: readFileSync(join(folder, 'cert.pem'), 'utf8'), key: readFileSync(join(folder, 'key.pem'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
