/** The options of curl that say something about the request, and how many words the others take. */

/** What an option means here. */
export type CurlOption =
  | 'data'
  | 'data-raw'
  | 'data-binary'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'upload'
  | 'header'
  | 'method'
  | 'url'
  | 'get'
  | 'head'
  | 'next'
  | 'agent'
  /** Takes a value that does not matter. */
  | 'value'
  /** Takes none, and does not matter. */
  | 'flag'

const SHORT: Readonly<Record<string, CurlOption>> = {
  d: 'data',
  F: 'form',
  T: 'upload',
  H: 'header',
  X: 'method',
  G: 'get',
  I: 'head',
  A: 'agent',
  ':': 'next',
}

const LONG: Readonly<Record<string, CurlOption>> = {
  data: 'data',
  'data-ascii': 'data',
  'data-raw': 'data-raw',
  'data-binary': 'data-binary',
  'data-urlencode': 'data-urlencode',
  json: 'json',
  form: 'form',
  'form-string': 'form',
  'upload-file': 'upload',
  header: 'header',
  request: 'method',
  url: 'url',
  get: 'get',
  head: 'head',
  next: 'next',
  'user-agent': 'agent',
}

const SHORT_VALUES = 'EKCbcDPhmoUQretuwxyYzAFTHXd'

// Of the others that take a value those whose value may look like a URL; of the rest a value is no URL anyway.
const LONG_VALUES: ReadonlySet<string> = new Set(
  (
    'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert ciphers config connect-timeout connect-to cookie cookie-jar ' +
    'dns-servers doh-url dump-header expand-url hsts interface key limit-rate max-time noproxy oauth2-bearer output ' +
    'output-dir preproxy proto proxy proxy-header proxy-user proxy1.0 range referer request-target resolve retry ' +
    'retry-delay retry-max-time socks4 socks4a socks5 socks5-hostname stderr trace trace-ascii unix-socket url-query ' +
    'user write-out'
  ).split(' '),
)

const WITHOUT_VALUE: ReadonlySet<CurlOption> = new Set(['get', 'head', 'next', 'flag'])

/** Whether an option takes a value. */
export const takesValue = (option: CurlOption): boolean => !WITHOUT_VALUE.has(option)

/** The option of a long name, without its hyphens. */
export function longOption(name: string): CurlOption {
  return (Object.hasOwn(LONG, name) ? LONG[name] : undefined) ?? (LONG_VALUES.has(name) ? 'value' : 'flag')
}

/** The option of a letter. */
export function shortOption(letter: string): CurlOption {
  return (
    (Object.hasOwn(SHORT, letter) ? SHORT[letter] : undefined) ?? (SHORT_VALUES.includes(letter) ? 'value' : 'flag')
  )
}
