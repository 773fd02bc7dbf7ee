/** What a receiver's answer most likely means, and what to do about it: one entry for each thing that is seen in the field. */

import { headerValues } from '../core/headers.js'
import { REFUSED } from '../core/status.js'
import type { AttemptResult } from '../http/endpoint.js'

/** As much of an answer as the hints look at. */
export interface AnswerFacts {
  status: number
  /** Values by lower-case name, joined with ", ". */
  header(name: string): string | undefined
  /** The beginning of the body as text. */
  text: string
  /** Whether the delivery was signed. */
  signed: boolean
  /** How the delivery was made wrong on purpose, if it was. */
  forged: boolean
  bytes: number
}

interface Hint {
  /** Whether it says that the receiver's own code was not reached. */
  wall?: true
  fits(answer: AnswerFacts): boolean
  text(answer: AnswerFacts): string
}

const within = (status: number, low: number, high: number) => status >= low && status <= high
const mentions = (pattern: RegExp) => (answer: AnswerFacts) => pattern.test(answer.text.slice(0, 20_000))
// Many frameworks call any text HTML, also an empty one.
const isHtml = (answer: AnswerFacts) => mentions(/<(?:!doctype html|html|head|body)\b/i)(answer)

// A page that says no more than that it refuses may be the framework's, for the receiver's own 401.
const asksToLogIn = (answer: AnswerFacts) =>
  /^(?:basic|digest|negotiate|ntlm)\b/i.test(answer.header('www-authenticate') ?? '') ||
  (isHtml(answer) && mentions(/<(?:form|input|script|iframe)\b|http-equiv=.?refresh/i)(answer))

/** The first that fits is shown. */
const HINTS: readonly Hint[] = [
  {
    wall: true,
    fits: answer =>
      answer.status === 419 ||
      (within(answer.status, 403, 422) && mentions(/page expired|csrf token mismatch/i)(answer)),
    text: () =>
      "this is Laravel's CSRF protection: put the route in routes/api.php, or list it in validateCsrfTokens(except: [...])",
  },
  {
    wall: true,
    fits: answer => within(answer.status, 403, 422) && mentions(/InvalidAuthenticityToken|authenticity token/i)(answer),
    text: () =>
      "this is Rails' CSRF protection: skip_before_action :verify_authenticity_token in the webhook's controller",
  },
  {
    wall: true,
    fits: answer => answer.status === 403 && mentions(/csrf/i)(answer),
    text: () => "this is CSRF protection (Django's, most likely): put @csrf_exempt on the webhook's view",
  },
  {
    wall: true,
    fits: answer =>
      within(answer.status, 300, 403) &&
      (/_vercel_sso_nonce|_vercel_jwt/.test(answer.header('set-cookie') ?? '') ||
        mentions(/vercel authentication|deployment protection/i)(answer)),
    text: () =>
      "this is the platform's login wall (Vercel's deployment protection), not your code: send its bypass header with --header-env x-vercel-protection-bypass=NAME",
  },
  {
    wall: true,
    fits: answer =>
      within(answer.status, 300, 403) &&
      /cloudflareaccess\.com|\/login|\/signin|\/sign-in|\/auth\b|accounts\.google\.com|\/oauth/i.test(
        answer.header('location') ?? '',
      ),
    text: () =>
      'the platform sends callers to a login page before your code sees them: exempt the webhook path, or send its bypass header with --header-env',
  },
  {
    wall: true,
    fits: answer => answer.status === 401 && asksToLogIn(answer),
    text: () =>
      'a login in front of your code answers, not your signature check: exempt the webhook path, or send its header with --header-env',
  },
  {
    fits: answer => [301, 302, 307, 308].includes(answer.status),
    text: () =>
      'cv-hook follows no redirect, since a sender of webhooks may not either: use the final URL (often only the trailing slash or https differs)',
  },
  {
    // As in many examples of receivers, a signature that is wrong may come to another status.
    fits: answer =>
      answer.signed &&
      (answer.status === 401 || ([400, 403, 422].includes(answer.status) && mentions(/signature|hmac/i)(answer))),
    text: () =>
      'the receiver says that the signature or its credentials are wrong: does it use the same secret, and the raw body? cv-hook test --diagnose finds out',
  },
  {
    fits: answer => answer.status === 401 || answer.status === 403,
    text: answer =>
      answer.signed
        ? 'the receiver refuses: is the secret the same on both sides, and does a firewall or a CSRF check stand before it?'
        : 'the receiver wants a signature or credentials',
  },
  { fits: answer => answer.status === 404, text: () => 'nothing answers at this path: check the path of --url' },
  {
    fits: answer => answer.status === 405,
    text: () => 'the path exists, but takes no POST: export or register a POST handler for it',
  },
  {
    fits: answer => answer.status === 413,
    text: answer =>
      `the receiver's limit for bodies is below ${answer.bytes} bytes: raise it in its body parser or proxy`,
  },
  {
    fits: answer => answer.status === 415,
    text: () =>
      'the receiver refuses the content type application/json: register a parser for it that keeps the raw body',
  },
  {
    fits: answer => answer.status === 429,
    text: () => 'the receiver limits the rate: send slower with --rate, or use --retries',
  },
  {
    fits: answer => answer.status === 400 || answer.status === 422,
    text: () => 'the receiver could not use the payload: its log should say which member',
  },
  {
    fits: answer => within(answer.status, 502, 504),
    text: () => 'a proxy before the receiver answers, and could not reach it or waited too long',
  },
  {
    fits: answer => answer.status >= 500 && answer.forged,
    text: () =>
      'the receiver failed on a wrong signature, where it should refuse it with 401; if that is its way, say --expect-status 401,500',
  },
  { fits: answer => answer.status >= 500, text: () => 'the receiver failed while handling it: its log has the reason' },
  {
    fits: answer => within(answer.status, 200, 299) && isHtml(answer),
    text: () => 'the answer is an HTML page: is this the webhook path, or did a single-page app answer?',
  },
]

/**
 * One line on what an answer means; undefined when there is nothing to add.
 *
 * A forged delivery that was refused is as it should be, unless it was not the receiver that refused it.
 */
export function answerHint(answer: AnswerFacts): string | undefined {
  const refused = answer.forged && REFUSED.matches(answer.status)
  return HINTS.find(hint => hint.fits(answer) && (hint.wall || !refused))?.text(answer)
}

/** Whether it was something before the receiver that answered: a login page, or protection against forged forms. */
export function isWall(answer: AnswerFacts): boolean {
  return HINTS.some(hint => hint.wall === true && hint.fits(answer))
}

/** What the hints look at, of an attempt that was answered. */
export function factsOfAnswer(
  result: AttemptResult & { ok: true },
  delivery: Pick<AnswerFacts, 'signed' | 'forged' | 'bytes'>,
): AnswerFacts {
  return {
    status: result.status,
    header: name => {
      const values = headerValues(result.headers, name)
      return values.length > 0 ? values.join(', ') : undefined
    },
    text: Buffer.from(result.body).toString('utf8'),
    ...delivery,
  }
}
