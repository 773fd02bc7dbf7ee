/**
 * A receiver's contract as tests of your own test runner.
 *
 * @module cv-hook/contract
 */
export { receiverContract } from './app/library-contract.js'
export type { ReceiverContractOptions } from './app/library-contract-options.js'
export { CvHookError, type ErrorCode } from './core/errors.js'
