/** The library's second entry, `cv-hook/contract`: nobody inside src imports this file. */
export { receiverContract } from './app/library-contract.js'
export type { ReceiverContractOptions } from './app/library-contract-options.js'
export { CvHookError, type ErrorCode } from './core/errors.js'
