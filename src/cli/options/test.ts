/** All options of `test`, as commander gives them. */
import type { CheckFlags } from './checks.js'
import type { ConnectionFlags } from './connection.js'
import type { ContextFlags } from './context.js'
import type { PayloadFlags } from './payload.js'
import type { ReportFlags } from './report.js'
import type { SecretOptions } from './secret.js'

/** The options. */
export interface TestFlags extends SecretOptions, CheckFlags, PayloadFlags, ConnectionFlags, ContextFlags, ReportFlags {
  url?: string
  list?: boolean
  baseline?: string
  updateBaseline?: boolean
  reason?: string
  capture?: string
  diagnose?: boolean
  maxRequests?: string
  framework?: string
}
