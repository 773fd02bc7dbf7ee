/** The request that a curl command makes, by its options. */
import { headerValues } from '../../core/headers.js'
import { rawHeader } from '../headers.js'
import type { RawHeader } from '../record.js'
import { CurlFault, type FileReader } from './curl-fault.js'
import { type CurlOption, longOption, shortOption, takesValue } from './curl-options.js'
import type { Word } from './word.js'

/** What options of one request came to; texts are one character per byte. */
export interface CurlRequest {
  method: string | undefined
  url: string | undefined
  headers: RawHeader[]
  /** The data; `undefined` when the command has none. */
  data: string | undefined
  /** Whether a variable or the output of a command stands in the data. */
  expanded: boolean
  notes: string[]
}

/**
 * Reads the words behind `curl`.
 *
 * @returns one request, or several with `--next` between
 * @throws CurlFault when the data cannot be had
 */
export function curlRequests(words: readonly Word[], readFile: FileReader): CurlRequest[] {
  const reader = new RequestReader(readFile)
  for (let at = 0; at < words.length; ) at += reader.take(words[at]!, words[at + 1])
  return reader.finish()
}

class RequestReader {
  readonly #requests: CurlRequest[] = []
  #request = empty()
  #plain: string[] = []
  #get = false
  #json = false

  constructor(readonly readFile: FileReader) {}

  /** Takes a word, and the next one if it is an option's value; says how many it took. */
  take(word: Word, next: Word | undefined): number {
    const { text } = word
    if (text.startsWith('--') && text.length > 2) return this.#option(longOption(text.slice(2)), next) ? 2 : 1
    if (text[0] !== '-' || text.length < 2) {
      this.#plain.push(text)
      return 1
    }
    for (let at = 1; at < text.length; at++) {
      const option = shortOption(text[at]!)
      const rest = text.slice(at + 1)
      if (!takesValue(option)) this.#option(option, undefined)
      else if (rest !== '') {
        this.#option(option, { ...word, text: rest })
        return 1
      } else return this.#option(option, next) ? 2 : 1
    }
    return 1
  }

  finish(): CurlRequest[] {
    const request = this.#request
    request.url ??=
      this.#plain.find(word => word.includes('://')) ?? this.#plain.find(word => /[./:]|^localhost/.test(word))
    if (this.#get && request.data !== undefined) {
      request.data = undefined
      request.notes.push('with --get the data goes into the URL: the request has no body')
    }
    for (const name of this.#json ? ['content-type', 'accept'] : []) {
      if (headerValues(request.headers, name).length === 0) request.headers.push([name, 'application/json'])
    }
    this.#requests.push(request)
    this.#request = empty()
    this.#plain = []
    this.#get = false
    this.#json = false
    return this.#requests
  }

  /** Applies an option; says whether it took a value. */
  #option(option: CurlOption, value: Word | undefined): boolean {
    if (option === 'next') this.finish()
    if (option === 'get') this.#get = true
    if (option === 'head') this.#request.method ??= 'HEAD'
    if (!takesValue(option)) return false
    if (!value) throw new CurlFault('ends behind an option that needs a value: it is cut off')
    this.#apply(option, value)
    return true
  }

  #apply(option: CurlOption, value: Word): void {
    const request = this.#request
    if (option === 'header') this.#header(value.text)
    else if (option === 'agent') request.headers.push(['user-agent', value.text])
    else if (option === 'method') request.method = value.text
    else if (option === 'url') request.url ??= value.text
    else if (option === 'upload') {
      request.method ??= 'PUT'
      this.#add(this.readFile(value.text), '', false)
    } else if (option === 'form') throw new CurlFault('sends a form (-F), whose bytes curl makes up anew each time')
    else if (option === 'json') {
      this.#add(this.#fileOr(value.text), '', value.expanded)
      this.#json = true
    } else if (option === 'data-urlencode') this.#encoded(value)
    else if (option !== 'value') this.#data(option, value)
  }

  #data(option: CurlOption, value: Word): void {
    if (option === 'data-raw' || value.text[0] !== '@') {
      this.#add(value.text, '&', value.expanded)
      return
    }
    const bytes = this.#fileOr(value.text)
    this.#add(option === 'data' ? bytes.replace(/[\r\n\0]/g, '') : bytes, '&', false)
    if (option === 'data' && /[\r\n\0]/.test(bytes)) {
      this.#request.notes.push('--data strips line breaks from a file, and so they were: --data-binary keeps them')
    }
  }

  #fileOr(text: string): string {
    return text[0] === '@' ? this.readFile(text.slice(1)) : text
  }

  #encoded(value: Word): void {
    const parts = /^([^=@]*)([=@]?)([\s\S]*)$/.exec(value.text)!
    const [, name, mark, content] = parts as unknown as [string, string, string, string]
    const bytes = mark === '@' ? this.readFile(content) : mark === '' ? name : content
    this.#add(`${mark === '' || name === '' ? '' : `${name}=`}${percentEncoded(bytes)}`, '&', value.expanded)
    this.#request.notes.push('--data-urlencode was used: the body is form-encoded')
  }

  #add(bytes: string, separator: string, expanded: boolean): void {
    const request = this.#request
    request.data = request.data === undefined ? bytes : `${request.data}${separator}${bytes}`
    request.expanded ||= expanded
  }

  #header(line: string): void {
    const { headers, notes } = this.#request
    if (line[0] === '@') notes.push('a file of headers (-H @file) was not read')
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).replace(/^[ \t]+/, '')
    if (colon > 0 && value !== '') headers.push(rawHeader(line.slice(0, colon), value))
    else if (colon === -1 && line.endsWith(';')) headers.push([line.slice(0, -1), ''])
  }
}

function empty(): CurlRequest {
  return { method: undefined, url: undefined, headers: [], data: undefined, expanded: false, notes: [] }
}

// curl makes a blank a plus, though its manual does not say so.
const percentEncoded = (bytes: string) =>
  bytes.replace(/[^A-Za-z0-9._~-]/g, char =>
    char === ' ' ? '+' : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
