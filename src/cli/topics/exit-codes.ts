/** `cv-hook help exit-codes`: what the code of a run says. */
import { textTopic } from './text.js'

export const exitCodesTopic = textTopic('exit-codes', 'What the exit code of a run says.', [
  {
    title: 'Exit codes',
    blocks: [
      [
        ['0', 'done; all valid; the receiver passed; a listen that was stopped with all that was expected'],
        [
          '1',
          'the answer is no: a signature invalid or missing, an answer not as expected, a check that failed or proved nothing, an expectation unmet, findings where --fail-on says so',
        ],
        [
          '2',
          'could not even try: usage, an unknown event, an unreadable file, no secret, an unverifiable recording, a port that is taken, a bad config',
        ],
        ['3', 'the endpoint could not be reached: DNS, refused, TLS, time-out, reset'],
        ['70', 'a bug of cv-hook itself; the message says how to report it'],
        ['130, 143', 'interrupted by SIGINT (Ctrl-C) or SIGTERM'],
      ],
      'With several results all are tried, then 2 goes before 3, 3 before 1, 1 before 0. A bulk send is 3 only if nothing answered; a test that was answered once is 0 or 1.',
    ],
  },
  {
    title: 'In CI',
    blocks: [
      'A secret whose variable is named but not set, or set but empty, is 2 everywhere: an empty CI secret never turns into a green run.',
      'listen ... -- <command> ends with the code of the command where that is not 0.',
      'With --json the last record is the summary, and an error is {"type":"error","code":...}.',
    ],
  },
])
