/** What a diagnosis says, in one sentence, and what to do. */
import { VERIFY } from '../contract/checks/refuses.js'
import type { Diagnosis } from '../contract/diagnose/diagnosis.js'
import { printable } from '../core/printable.js'
import { adviseOn } from '../explain/advice.js'
import { CAUSES } from '../explain/causes.js'
import { answerHint, factsOfAnswer } from './answer-hints.js'

/** A diagnosis in words. */
export interface DiagnosisText {
  summary: string
  fix: string
  /** The receiver's framework, where it is known or can be guessed. */
  framework?: { id: string; title: string; guessed: boolean }
}

/**
 * Puts a diagnosis into words. Nothing of the secret or of a body is in it.
 *
 * @param framework the receiver's framework; guessed where it is not given
 */
export function diagnosisText(diagnosis: Diagnosis, framework?: string): DiagnosisText {
  const { verdict, proof, causes, how, refused, rungs, control } = diagnosis
  const status = control.ok ? String(control.status) : printable(control.error.message)
  const titles = causes.map(cause => CAUSES[cause].title).join('; and ')
  const does = how === undefined ? '' : `; ${how}`
  const advised = () => {
    const { headers = [], body } = control.ok ? control : {}
    const answer = body === undefined ? undefined : Buffer.from(body).toString('utf8')
    return adviseOn({ causes: [...causes] }, { framework, headers, answer, hashed: true })
  }
  switch (verdict) {
    case 'found':
      if (proof === 'proven')
        return { summary: `proven: ${titles}${how === undefined ? '' : ` (${how})`}`, ...advised() }
      return { summary: `it refuses correctly signed bodies that hold ${list(refused)}${does}`, ...advised() }
    case 'latent':
      return {
        summary: `it accepts what is usual, and refuses correctly signed bodies that hold ${list(refused)}${does}`,
        ...advised(),
      }
    case 'sound':
      return {
        summary: `nothing was found: it accepts a valid delivery, refuses a forged one, and verified all of ${rungs} bodies with one hazard each`,
        fix: 'cv-hook test checks the rest of the contract.',
      }
    case 'unverified':
      return {
        summary: 'it accepts a delivery whose signature is wrong: it does not verify',
        fix: VERIFY,
      }
    case 'no-refusal':
      return {
        summary: `it accepts what is usual, and answers a forged delivery by ${how}: that is no refusal`,
        fix: VERIFY,
      }
    case 'not-signature':
      if (how !== undefined)
        return {
          summary: `the answer ${status} is not about the signature, which was found right: a wrong one is answered otherwise (${how})`,
          fix: 'Look into the log of the receiver.',
        }
      return { summary: `the answer ${status} is not about the signature`, fix: hintFor(diagnosis) }
    case 'unknown':
      return {
        summary: `it answers ${status} to a valid delivery, and no signature that was tried was accepted (${diagnosis.requests} requests)`,
        fix: 'Most likely it has another secret: compare both sides. Otherwise log the digest that it computes: cv-hook verify --computed names what it hashed.',
      }
    case 'unreachable':
      return { summary: `the receiver does not answer: ${status}`, fix: 'Start it, or check the URL.' }
    case 'interrupted':
      return { summary: 'stopped before anything was found', fix: 'Run it again.' }
  }
}

const MOST_NAMED = 6

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ')
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown
}

function hintFor({ control }: Diagnosis): string {
  const hint = control.ok ? answerHint(factsOfAnswer(control, { signed: true, forged: false, bytes: 0 })) : undefined
  return hint ?? 'Look into the log of the receiver.'
}
