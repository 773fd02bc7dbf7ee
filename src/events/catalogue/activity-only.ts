/** Names that occur among the values of `activity.type` and nowhere else. */
import { activityOnly } from './entry.js'

/** Names seen only as `activity.type`. */
export const ACTIVITY_ONLY = [
  activityOnly('ADD_CASE_ESCALATION', 'an escalation record was added'),
  activityOnly('PAYMENT_PREAUTHORIZED', 'a payment was authorised in advance'),
  activityOnly('REMOVE_CASE_ESCALATION', 'an escalation record was removed'),
  activityOnly('SUBSCRIPTION_ACTIVATED', 'a subscription became active'),
  activityOnly('SUBSCRIPTION_ADDED', 'a subscription was added'),
  activityOnly('SUBSCRIPTION_CANCELLED', 'a subscription was cancelled'),
  activityOnly('SUBSCRIPTION_COMPLETED', 'a subscription ran its course'),
  activityOnly('SUBSCRIPTION_PAUSED', 'a subscription was paused'),
  activityOnly('SUBSCRIPTION_RESUMED', 'a subscription was resumed'),
  activityOnly('SUBSCRIPTION_UPDATED', 'a subscription was changed'),
  activityOnly('UPDATE_CASE_ESCALATION', 'an escalation record was changed'),
] as const
