/** What `receiverContract()` makes of its options. */
import { CvHookError } from '../core/errors.js'
import { ACCEPTED, parseStatuses, REFUSED } from '../core/status.js'
import type { ReceiverContractOptions } from './library-contract-options.js'
import type { TestOptions } from './test.js'

/** For one request. */
export const DEFAULT_TIMEOUT_MS = 30_000
/** What a run is made with, but for the secret. */
export type ContractOptions = Omit<TestOptions, 'secret'>

/**
 * Checks and completes the options.
 *
 * @throws CvHookError `usage`, `empty-secret`, `no-secret`
 */
export function readOptions(options: ReceiverContractOptions): ContractOptions {
  if (typeof options?.test !== 'function')
    throw new CvHookError('usage', 'receiverContract needs the test function of a runner')
  if ((options.url === undefined) === (options.fetch === undefined)) {
    throw new CvHookError('usage', 'receiverContract needs either url or fetch')
  }
  if (options.secret === '') throw new CvHookError('empty-secret', 'the secret is empty', ['is the variable set?'])
  if ('secret' in options && options.secret === undefined) {
    throw new CvHookError('no-secret', 'the secret is undefined', [
      'is the variable set? leave it out for a receiver without one',
    ])
  }
  return {
    bodies: {
      payload: options.payload ?? 'event',
      documents: options.documents ?? 'base64',
      changes: [],
      force: false,
      seed: options.seed ?? 'receiver-contract',
      events: options.events ?? [],
    },
    headers: [
      ['content-type', 'application/json'],
      ['user-agent', 'cv-hook'],
      ...Object.entries(options.headers ?? {}),
    ],
    statics: [],
    selection: { only: options.only ?? [], skip: options.skip ?? [], level: undefined },
    statuses: {
      accepted: options.expectStatus === undefined ? ACCEPTED : parseStatuses(options.expectStatus, 'expectStatus'),
      refused: options.expectRefusal === undefined ? REFUSED : parseStatuses(options.expectRefusal, 'expectRefusal'),
    },
    withinMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    concurrency: 1,
    waitMs: 0,
  }
}
