/** The black-box diagnosis: the cause that is named, and that nothing is accepted after it. All faults are in the heavy tier. */
import { afterAll, describe, expect, it } from 'vitest'
import { sample } from '../support/tier.js'
import { diagnosis, PROVEN, parsed } from './diagnosis-kit.js'
import {
  type Arrived,
  answer,
  closeReceivers,
  correct,
  digest,
  finish,
  fits,
  gone,
  hashing,
  SECRET,
} from './receiver-kit.js'
import { sorted } from './receivers.js'

afterAll(closeReceivers)

/** Each of these is some hundred requests. */
const SLOW = { timeout: 120_000 }

const FEW = ["Python's json.dumps", 'sorted members', 'an empty body', 'a secret with a line feed', 'base64']

describe.concurrent('a receiver that refuses what is right: the fault is proven by one accepted request', SLOW, () => {
  it.each(
    sample(
      PROVEN.filter(one => FEW.includes(one[0])),
      2,
    ),
  )('%s', async (_title, causes, handle) => {
    const found = await diagnosis(handle)
    expect(found).toMatchObject({ verdict: 'found', proof: 'proven', causes, accepted: 1 })
    expect(found.requests).toBeLessThan(300)
  })

  it('that answers 500 to a wrong signature', async () => {
    const inner = hashing(body => body, `${SECRET}\n`)
    const found = await diagnosis(arrived => {
      const { response } = arrived
      const { writeHead } = response
      response.writeHead = ((status: number) => writeHead.call(response, status === 401 ? 500 : status)) as never
      return inner(arrived)
    })
    expect(found).toMatchObject({ verdict: 'found', causes: ['secret-whitespace'] })
  })
})

const TEXT_OR_BLANK = /("(?:[^"\\]|\\.)*")|\s+/g

describe.concurrent('a receiver that accepts nothing that is usual, for several reasons at once', SLOW, () => {
  const withoutNulls = (value: any): any =>
    JSON.parse(JSON.stringify(value), (_name, one) => (one === null ? undefined : one))

  it('is told by what it does to a plain body', async () => {
    const odd = hashing(body =>
      JSON.stringify(withoutNulls(parsed(body)))
        .replace(/[^\0-\x7f]/g, '?')
        .replaceAll('/', '\\/'),
    )
    const found = await diagnosis(odd, { maxRequests: 100 })
    expect(found).toMatchObject({ verdict: 'found', proof: 'observed', how: undefined })
    expect(found.refused).toEqual(['accents', 'an emoji', 'a slash', 'null'])
    expect(found.requests).toBeLessThanOrEqual(100)
  })

  it('is told by its serializer, where few requests are allowed', async () => {
    const html = (text: string) => text.replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`)
    const go = await diagnosis(
      hashing(body => html(JSON.stringify(sorted(parsed(body))))),
      { maxRequests: 100 },
    )
    expect(go).toMatchObject({
      verdict: 'found',
      how: "it parses it and writes it again as Go's json.Marshal of a map",
    })
    const gson = await diagnosis(
      hashing(body =>
        html(JSON.stringify(withoutNulls(parsed(body)))).replace(
          /[='](?=[^"]*")/g,
          char => `\\u00${char.charCodeAt(0).toString(16)}`,
        ),
      ),
      { maxRequests: 100 },
    )
    expect(gson).toMatchObject({ verdict: 'found', how: 'it parses it and writes it again as Gson, without nulls' })
  })

  it('stays unknown where it does not take a plain body either, or takes all of them', async () => {
    const plain = await diagnosis(arrived => (arrived.index < 80 ? answer(arrived, 401) : correct(arrived)), {
      maxRequests: 96,
    })
    expect(plain).toMatchObject({ verdict: 'unknown', causes: [] })
  })
})

describe.concurrent('a receiver that accepts what is usual: what it would refuse one day', SLOW, () => {
  it.each(
    sample(
      [
        [
          'JSON.parse and JSON.stringify',
          hashing(body => JSON.stringify(parsed(body))),
          'it parses it and writes it again as JSON.parse and JSON.stringify',
          ['the number 1.0', 'an integer beyond 2^53', 'blanks between tokens'],
        ],
        [
          'trim',
          hashing(body => body.toString().trim()),
          'it trims it',
          ['a newline at the end', 'blanks at the start'],
        ],
        [
          'a text decoder',
          hashing(body => new TextDecoder().decode(body)),
          'it reads it as UTF-8 without the byte order mark',
          ['a byte order mark', 'bytes that are not UTF-8'],
        ],
        ['toString', hashing(body => body.toString()), 'it reads it as UTF-8', ['bytes that are not UTF-8']],
        [
          'Unicode normalised',
          hashing(body => body.toString().normalize('NFC')),
          'it normalises its Unicode (NFC)',
          ['a letter in two code points'],
        ],
        ['16 kB at most', hashing(body => body.subarray(0, 16_384)), 'it cuts it at 16 kB', ['64 kB']],
        [
          'a validator that trims texts',
          hashing(body =>
            JSON.stringify(parsed(body), (_name, value) => (typeof value === 'string' ? value.trim() : value)),
          ),
          'it parses it and writes it again as JSON.stringify does, texts trimmed',
          ['blanks around a text', 'a name that stands twice'],
        ],
        [
          'a parser that keeps numbers as they are spelled',
          hashing(body =>
            body.toString().replace(TEXT_OR_BLANK, (_all, text) => (text ? JSON.stringify(parsed(text)) : '')),
          ),
          'it parses it and writes it again compactly, keeping numbers',
          ['indentation', '\\u escapes in lower case'],
        ],
        [
          'one that knows one hazard alone',
          hashing(body => body.toString().replace('1e2', '100')),
          undefined,
          ['the number 1e2'],
        ],
      ] as const,
      2,
    ),
  )('%s', async (_title, handle, how, some) => {
    const found = await diagnosis(handle)
    expect(found).toMatchObject({ verdict: 'latent', proof: 'observed', how })
    expect(found.refused).toEqual(expect.arrayContaining([...some]))
  })
})

it('what a receiver does is not guessed from a part of the ladder', async () => {
  for (const maxRequests of [3, 5, 12]) {
    const found = await diagnosis(
      hashing(body => JSON.stringify(parsed(body))),
      { maxRequests },
    )
    expect(found).toMatchObject({ verdict: 'latent', how: undefined })
    expect(found.refused[0]).toBe('blanks between tokens')
  }
})

it('a receiver that dies while it is asked is told as such', SLOW, async () => {
  const found = await diagnosis(arrived => {
    if (arrived.index < 5) return answer(arrived, 401)
    return gone(arrived)
  })
  expect(found).toMatchObject({ verdict: 'unreachable', causes: [], accepted: 0 })
})

describe.concurrent('what is no fault of the signature', SLOW, () => {
  it('a right receiver is sound', async () => {
    expect(await diagnosis(correct)).toMatchObject({ verdict: 'sound', proof: 'none', causes: [] })
  })

  it('one that verifies nothing is told so', async () => {
    expect(await diagnosis(arrived => answer(arrived, 200))).toMatchObject({ verdict: 'unverified', requests: 2 })
  })

  it.each([422, 400, 500, 403])('a right receiver that answers %i after it has verified', async status => {
    const found = await diagnosis(arrived =>
      fits(arrived.request.headers['x-cv-signature'], digest(arrived.body))
        ? answer(arrived, status)
        : answer(arrived, 401),
    )
    expect(found).toMatchObject({ verdict: 'not-signature', how: '401', causes: [], accepted: 0 })
  })

  it('the same, where only the text of the answer tells a wrong signature from a body that is not liked', async () => {
    const found = await diagnosis(({ request, response, body }) => {
      const right = fits(request.headers['x-cv-signature'], digest(body))
      response.writeHead(400).end(right ? 'payload.note is missing' : `${request.headers['x-cv-signature']} is wrong`)
    })
    expect(found).toMatchObject({ verdict: 'not-signature', how: '400', accepted: 0 })
  })

  it('a right receiver that answers 400 to what is forged and to what it cannot read is sound', async () => {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const strict = (arrived: Arrived) => {
      if (!fits(arrived.request.headers['x-cv-signature'], digest(arrived.body))) return answer(arrived, 400)
      return finish(arrived, utf8.decode(arrived.body))
    }
    const found = await diagnosis(arrived => {
      try {
        return strict(arrived)
      } catch {
        return answer(arrived, 400)
      }
    })
    expect(found).toMatchObject({ verdict: 'sound', causes: [] })
  })

  it('one that fails on what is forged is not said to refuse it', async () => {
    const found = await diagnosis(arrived => {
      if (fits(arrived.request.headers['x-cv-signature'], digest(arrived.body))) return finish(arrived)
      return answer(arrived, 500)
    })
    expect(found).toMatchObject({ verdict: 'no-refusal', how: '500' })
  })

  it.each([1, 2, 5, 12])('no more than %i requests are sent, whatever the receiver is', async maxRequests => {
    for (const handle of [correct, hashing(body => body, 'quite another'), hashing(body => `${body}\n`)]) {
      const { requests } = await diagnosis(handle, { maxRequests })
      expect(requests).toBeLessThanOrEqual(Math.max(3, maxRequests))
    }
  })

  it.each([
    ['404', (arrived: Arrived) => answer(arrived, 404)],
    ['302', ({ response }: Arrived) => response.writeHead(302, { location: '/login' }).end()],
    ['CSRF', ({ response }: Arrived) => response.writeHead(403).end('CSRF verification failed')],
    ['429', (arrived: Arrived) => answer(arrived, 429)],
  ])('%s is not searched', async (_title, handle) => {
    expect(await diagnosis(handle)).toMatchObject({ verdict: 'not-signature', requests: 1 })
  })

  it('another secret stays unknown, within the bound of requests', async () => {
    const found = await diagnosis(
      hashing(body => body, 'quite another'),
      { maxRequests: 60 },
    )
    expect(found).toMatchObject({ verdict: 'unknown', proof: 'none', causes: [], accepted: 0 })
    expect(found.requests).toBeLessThanOrEqual(60)
  })
})
