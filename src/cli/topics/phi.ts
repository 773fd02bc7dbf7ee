/** `cv-hook help phi`: what of a patient's data is shown, kept and sent. */
import { textTopic } from './text.js'

export const phiTopic = textTopic('phi', "What of patients' data is shown, kept and sent.", [
  {
    title: 'What is shown',
    blocks: [
      'Only what is known to be harmless: names of events, enumerations, booleans, numbers, times other than dates of birth and appointments, and names of members that are documented. Every other text is masked, its length as a class; so are titles, answers, unknown members, values of headers, answers of receivers, and what parsers say.',
      'Ids become case#1, case#2, ..., drawn anew for each run: deliveries can be told apart, people cannot be looked up. --reveal, or "reveal": true in a profile, shows everything.',
      'A command that test prints to be run again holds values of --set only where they are harmless; for others it has a variable, such as SET_1: set it to the value, and the line runs as it stands.',
      'Secrets are never printed, logged or kept; values of static headers, Authorization and Cookie are kept as <masked>.',
    ],
  },
  {
    title: 'What is kept',
    blocks: [
      'Only --capture <file> keeps bodies, as they are, in a file of yours alone (mode 0600), and says so. It holds what the deliveries held: treat it so. Without --capture nothing is written.',
      'Nothing is sent anywhere but to the endpoint that you name: no account, no telemetry, no look for updates.',
    ],
  },
  {
    title: 'What leaves this machine',
    blocks: [
      'send, test and replay of recordings to another host need --allow-remote where there are many, or where they hold real data; recordings over plain http need --allow-plaintext as well. Fixtures hold fictional people only.',
      'listen binds to 127.0.0.1, and refuses what a web page sends.',
    ],
  },
])
