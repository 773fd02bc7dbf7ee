/** System errors in words. */
import { expect, it } from 'vitest'
import { CvHookError } from '../../src/core/errors.js'
import { connectFailure } from '../../src/http/connect-failure.js'

const place = { hostname: 'hook.invalid', hostPort: 'hook.invalid:80', protocol: 'http:' }

const said = (error: object, stage: 'connecting' | 'securing' = 'connecting') => {
  const { code, message } = connectFailure(Object.assign(new Error('raw'), error), place, stage)
  return `${code}: ${message}`
}

it.each([
  [{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'dns: the host name hook.invalid is not known'],
  [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, 'dns: the host name hook.invalid could not be looked up just now'],
  [{ code: 'EAI_FAIL', syscall: 'getaddrinfo' }, 'dns: the host name hook.invalid could not be looked up (EAI_FAIL)'],
  [{ code: 'ECONNREFUSED' }, 'refused: hook.invalid:80 refused the connection'],
  [{ code: 'ETIMEDOUT', errors: [{ code: 'ECONNREFUSED' }] }, 'refused: hook.invalid:80 refused the connection'],
  [{ code: 'EHOSTUNREACH' }, 'refused: hook.invalid:80 cannot be reached from here'],
  [{ code: 'EACCES' }, 'refused: this machine does not allow a connection to hook.invalid:80'],
  [{ code: 'EPERM' }, 'refused: this machine does not allow a connection to hook.invalid:80'],
  [{ code: 'ETIMEDOUT' }, 'timeout: hook.invalid:80 did not accept the connection in time'],
  [{ code: 'ECONNRESET' }, 'reset: hook.invalid:80 closed the connection while it was being made'],
  [{ code: 'EMFILE' }, 'address: this process has no free socket left'],
  [{ code: 'ENFILE' }, 'address: this machine has no free socket left'],
  [{ code: 'EWEIRD' }, 'refused: no connection to hook.invalid:80 could be made (EWEIRD)'],
  [{}, 'refused: no connection to hook.invalid:80 could be made (unknown error)'],
])('says %j', (error, words) => {
  expect(said(error)).toBe(words)
})

it.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate of hook.invalid:80 is signed by an authority not known here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate of hook.invalid:80 is signed by an authority not known here'],
  ['CERT_NOT_YET_VALID', 'the certificate of hook.invalid:80 is not valid yet'],
  ['CERT_REVOKED', 'TLS with hook.invalid:80 failed (CERT_REVOKED)'],
])('says the TLS error %s', (code, message) => {
  expect(said({ code }, 'securing')).toBe(`tls: ${message}`)
})

it('leaves an error of cv-hook as it is, and keeps the one it was made of', () => {
  const own = new CvHookError('timeout', 'too late')
  expect(connectFailure(own, place, 'connecting')).toBe(own)
  const raw = Object.assign(new Error('raw'), { code: 'ECONNREFUSED' })
  expect(connectFailure(raw, place, 'connecting').cause).toBe(raw)
})
