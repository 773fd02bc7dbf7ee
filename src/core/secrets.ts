/** Secrets as given: used whole and unchanged; what looks wrong about one is said, never mended. */

/**
 * What looks suspicious about a secret. Nothing of the secret itself is in the text.
 *
 * @param value the secret exactly as it will be used
 */
export function secretWarnings(value: string): string[] {
  const warnings: string[] = []
  if (value !== value.trim()) warnings.push('has blanks or line breaks around it; they are part of the key')
  else if (/\s/.test(value)) warnings.push('has blanks or line breaks inside; they are part of the key')
  if (/^(["'`]).*\1$/s.test(value.trim())) warnings.push('is wrapped in quotes; they are part of the key')
  if (/^(?:export\s+)?[A-Z][A-Z0-9_]{2,60}=/.test(value))
    warnings.push('starts like NAME=, as if a whole line was pasted')
  if (/^Bearer\s/i.test(value)) warnings.push('starts with "Bearer"')
  if (/[\u200b-\u200f\u2060\ufeff\u00a0]/.test(value))
    warnings.push('holds invisible characters; they are part of the key')
  if (/^\$\{?[A-Za-z_]\w*\}?$/.test(value)) warnings.push('looks like a variable that was not expanded')
  if (/^(?:undefined|null|changeme|secret|your-secret)$/i.test(value.trim())) warnings.push('looks like a placeholder')
  return warnings
}

/** A secret read from a file: one trailing newline is dropped, since editors add it. */
export function secretFromFile(text: string): { value: string; droppedNewline: boolean } {
  const value = text.replace(/\r?\n$/, '')
  return { value, droppedNewline: value !== text }
}

const SECRET_NAME = /auth|cookie|token|key|secret|bypass|passw|pwd|session|signature|^(?:code|pass|sig)$/i

/** Whether a header or a query parameter of this name most likely holds a secret: its value is then never shown or kept. */
export const looksSecret = (name: string): boolean => SECRET_NAME.test(name)
