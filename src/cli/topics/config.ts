/** `cv-hook help config`: the config file, its profiles, and what goes before what. */
import { textTopic } from './text.js'

export const configTopic = textTopic('config', 'The config file and its profiles.', [
  {
    title: 'Where it is',
    blocks: [
      './cv-hook.config.json, or the file that --config or CV_HOOK_CONFIG names; no other folder is searched. Paths in it are relative to it. --profile or CV_HOOK_PROFILE picks a profile, else "default" is used where there is one.',
      'Options go before variables (CV_HOOK_URL, CV_HOOK_SECRET, ...), and those before the profile; for the secret it is options, then the profile, then CV_HOOK_SECRET or CV_HOOK_SECRET_FILE, never mixed.',
    ],
  },
  {
    title: 'An example',
    blocks: [
      {
        lines: [
          '{',
          '  "$schema": "./node_modules/cv-hook/dist/config.schema.json",',
          '  "profiles": {',
          '    "default": {',
          '      "url": "http://localhost:3000/webhooks",',
          '      "secretEnv": "CV_SECRET"',
          '    },',
          '    "staging": {',
          '      "url": "https://staging.example.com/webhooks",',
          '      "secretFile": "staging.secret",',
          '      "headers": { "x-bypass": { "env": "STAGING_BYPASS" } },',
          '      "allowRemote": ["staging.example.com"]',
          '    }',
          '  }',
          '}',
        ],
      },
    ],
  },
  {
    title: 'The members of a profile',
    blocks: [
      [
        ['url', 'the endpoint'],
        [
          'secretEnv, secretFile',
          'where the secret is: a variable or a file, or a list, each with a label if wanted (new=NAME)',
        ],
        ['headers', 'headers of every request: {"value": ...} or {"env": NAME}; secrets never stand in the file'],
        [
          'payload, documents',
          'the shape of bodies (event, full, legacy), and how documents are carried (base64, url)',
        ],
        ['framework', "the receiver's framework, for advice"],
        ['allowRemote', 'hosts that bulk sends, tests and replays may reach'],
        ['reveal', 'show what is masked otherwise'],
        [
          'test',
          'events, only, skip, level, strict, expectStatus, expectRefusal, expectWithin, concurrency, wait, baseline',
        ],
      ],
      'A mistake in the file is told with the member and its line.',
    ],
  },
])
