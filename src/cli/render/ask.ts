/** What to ask for, or to run, where a verdict could not be given. Only facts that tell nothing of a patient or a secret. */

import type { Verified } from '../../app/verify.js'
import { type DeliveryFacts, deliveryFacts } from '../../app/verify-records.js'
import { SIGNATURE_HEADER } from '../../core/signature.js'
import type { CommandAgain } from '../command-again.js'

/** Lines that say how to settle a verdict that could not be given, commands to copy among them. */
export function whatToAsk(verified: Verified, again: CommandAgain): string[] {
  const { judgement, delivery } = verified
  const facts = deliveryFacts(delivery)
  const command = `cv-hook verify ${again.file}${again.reading}${again.secrets}`
  switch (judgement.code) {
    case 'no-secret':
      return [
        'to check it, run where the secret is:',
        command,
        ...factLines(facts),
        'or ask for the digest that the receiver computed:',
        `${command} --computed DIGEST`,
      ]
    case 'no-signature':
      return [
        'give the signature that was received:',
        `${command}${besideOne(delivery, again)} --signature VALUE`,
        ...factLines(facts),
      ]
    case 'mismatch':
      return [
        ...factLines(facts),
        'to settle it, ask for the raw bytes: a capture of the wire, or the body that the receiver hashed as base64',
        'or for the digest that it computed:',
        `${command} --computed DIGEST`,
      ]
    default:
      if (judgement.masked === SIGNATURE_HEADER) {
        return [
          'ask for the signature that was received, and put the body into a file of its own:',
          `cv-hook verify BODY${again.secrets} --signature VALUE`,
          ...factLines(facts),
        ]
      }
      if (judgement.masked !== undefined)
        return ['ask for a recording that shows this header, or compare its value there']
      return [
        'ask for the raw bytes: cv-hook listen --capture FILE, curl --trace, or the body that the receiver hashed as base64',
      ]
  }
}

/** With a signature beside it a file is taken for the body itself, unless the format is named. */
const besideOne = ({ format }: Verified['delivery'], { reading }: CommandAgain) =>
  format === 'body' || reading.includes(' --format ') ? '' : ` --format ${format}`

const factLines = ({ bytes, sha256, signature }: DeliveryFacts): string[] => [
  ...(sha256 === null ? [] : [`compare: body of ${bytes} bytes, SHA-256 ${sha256}`]),
  ...(signature === null ? [] : [`signature received: ${signature}`]),
]
