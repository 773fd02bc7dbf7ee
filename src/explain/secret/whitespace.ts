/** Blanks and line breaks around a secret, and quotes or invisible characters. */
import { INVISIBLE, MAX_SECRET, unquoted } from './clean.js'
import type { SecretFault } from './fault.js'

export const whitespace: SecretFault = {
  id: 'secret-whitespace',
  frequent: 8,
  *keys(secret) {
    yield { key: strip(secret, true, true), how: 'the blanks around it removed' }
    yield { key: strip(secret, false, true), how: 'the blanks after it removed' }
    yield { key: strip(secret, true, false), how: 'the blanks before it removed' }
    yield { key: secret.replace(/[\r\n]+$/, ''), how: 'the line break after it removed' }
    yield { key: `${secret}\n`, how: 'a line feed after it' }
    yield { key: `${secret}\r\n`, how: 'a CRLF after it' }
    yield { key: `${secret} `, how: 'a blank after it' }
    yield { key: ` ${secret}`, how: 'a blank before it' }
    yield { key: `${secret}\r`, how: 'a carriage return after it' }
    yield { key: `${secret}\t`, how: 'a tab after it' }
    yield { key: `\n${secret}`, how: 'a line feed before it' }
    yield { key: `${secret}\n\n`, how: 'two line feeds after it' }
    yield { key: `${strip(secret, true, true)}\n`, how: 'only a line feed around it' }
    if (secret.length < MAX_SECRET) yield { key: secret.replace(/[ \t\r\n]+/g, ''), how: 'all blanks removed' }
  },
}

export const quotesOrInvisible: SecretFault = {
  id: 'secret-quotes-or-invisible',
  frequent: 4,
  *keys(secret) {
    yield { key: unquoted(secret), how: 'the quotes around it removed' }
    yield { key: secret.replace(INVISIBLE, ''), how: 'invisible characters removed' }
    yield { key: secret.replace(/\u00a0/g, ' '), how: 'no-break spaces as blanks' }
    yield { key: secret.replace(/(?:\\r)?\\n$/, ''), how: 'a literal \\n removed' }
    yield { key: secret.replace(/\\n/g, '\n').replace(/\\r/g, '\r'), how: 'a literal \\n as line feed' }
    yield { key: secret.replace(/["'`;,]+$/, ''), how: 'quotes or punctuation after it removed' }
    yield { key: `"${secret}"`, how: 'double quotes around it' }
    yield { key: `'${secret}'`, how: 'single quotes around it' }
    yield { key: `\`${secret}\``, how: 'backquotes around it' }
    yield { key: `“${secret}”`, how: 'smart quotes around it' }
    yield { key: `${secret}\\n`, how: 'a literal \\n after it' }
    yield { key: `\ufeff${secret}`, how: 'a byte order mark before it' }
    yield { key: `${secret}\u200b`, how: 'a zero-width space after it' }
    yield { key: `\u200b${secret}`, how: 'a zero-width space before it' }
    yield { key: `${secret}\u00a0`, how: 'a no-break space after it' }
    yield { key: `\u00a0${secret}`, how: 'a no-break space before it' }
    yield { key: `${secret};`, how: 'a semicolon after it' }
    yield { key: `${secret},`, how: 'a comma after it' }
  },
}

// Not trim(), which takes no-break spaces and byte order marks too.
function strip(text: string, atStart: boolean, atEnd: boolean): string {
  let start = 0
  let end = text.length
  while (atStart && start < end && BLANKS.includes(text[start]!)) start++
  while (atEnd && end > start && BLANKS.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}

const BLANKS = ' \t\r\n\f\v'
