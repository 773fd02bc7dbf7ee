/** `cv-hook help signatures`: how a delivery is signed, and how a receiver checks it. */
import { textTopic } from './text.js'

export const signaturesTopic = textTopic(
  'signatures',
  'How CareValidate signs a delivery, and what a receiver has to do.',
  [
    {
      title: 'What is sent',
      blocks: [
        'A POST with a JSON body and the header x-cv-signature: HMAC-SHA256 over the bytes of the body, with the secret of the webhook as UTF-8, as 64 hex digits. No prefix, no time, no id; without a secret there is no header.',
        {
          lines: [
            'openssl dgst -sha256 -hmac "$CV_SECRET" < body.json',
            'cv-hook sign body.json --secret-env CV_SECRET',
          ],
        },
        'Older set-ups send a fixed header with a fixed value instead: --static-header Name=VARIABLE.',
      ],
    },
    {
      title: 'What a receiver does',
      blocks: [
        [
          ['1', 'read the raw bytes of the body, before any parser'],
          ['2', 'refuse with 401 unless there is exactly one x-cv-signature of 64 hex digits'],
          ['3', 'compute the HMAC over those bytes, compare the decoded digests in constant time'],
          ['4', 'parse the same bytes only then; answer 2xx at once, do the work afterwards'],
        ],
        'cv-hook snippet <framework> prints it. A body that was parsed and written again is another text: its HMAC differs.',
      ],
    },
    {
      title: 'What counts as valid here',
      blocks: [
        'One header; blanks around it are stripped; digits of either case (upper case gets the finding signature-case). Everything else is malformed, multiple, missing, or a mismatch.',
        'A mismatch is explained: cv-hook verify, or cv-hook listen. cv-hook help causes lists what may come out.',
      ],
    },
    {
      title: 'What is not documented',
      blocks: [
        'The vendor says nothing of retries, time-outs, order, repeated deliveries, the method or the content type. Where cv-hook needs a default, it is its own.',
      ],
    },
  ],
)
