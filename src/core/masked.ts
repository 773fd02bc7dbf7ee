/** Values that a recording shows in the place of what it may not keep: logs, archives and proxies mask in their own ways. */

const WORD =
  /^[<[({*_"' ]{0,10}(?:redacted|masked|filtered|hidden|removed|scrubbed|sanitized|obfuscated|omitted)[>\])}*_"' ]{0,10}$/i
const ONE_SIGN = /^(?:\*{3,}|\u2022{3,}|x{3,}|\.{3}|\u2026)$/i

/** Whether a value stands for one that was masked, such as `<masked>`, `[REDACTED]` or `********`. */
export const isMaskedValue = (value: string): boolean => WORD.test(value) || ONE_SIGN.test(value)
