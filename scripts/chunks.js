/** Which files of the source and which libraries stand together in the files of dist/. */

/** Files of the source, as regular expressions with slashes; libraries by a part of their path. */
const of = (files, library = '$^') =>
  new RegExp(`[\\\\/]src[\\\\/](?:${files.join('|').replaceAll('/', '[\\\\/]')})\\.ts$|${library}`)

/**
 * What goes into one file: what nearly every run needs, since each file costs more to open than a screen of code to
 * parse; what it takes to sign, and what to read a recording of our own and to judge a delivery; and rooms that few
 * commands need, which would share files with the former.
 */
export const CHUNKS = [
  {
    name: 'base',
    test: of([
      'core/(?:bytes|clip|errors|printable|readable|secrets|units)',
      'cli/(?:io|json-line|main|program|report-error|run-command|terminal|topics)',
      'cli/render/(?:style|table|wrap)',
      'cli/(?:command-form|help-end|plain-arguments)',
      'cli/options/(?:collect|context|count|framework|report|secret|suspects|variable)',
      'store/(?:files|profile)',
    ]),
  },
  { name: 'sign', test: of(['core/signature', 'store/hash-file', 'cli/commands/sign']) },
  {
    name: 'catalogue',
    test: of(
      ['(?:events|generated)/catalogue', 'core/(?:path|pattern|suggest)', 'cli/unknown-command'],
      'fastest-levenshtein',
    ),
  },
  {
    name: 'judge',
    test: of([
      'core/(?:headers|masked|percent|utf8)',
      'events/(?:compare|findings|fit|has-path|json-(?:cursor|names|scan)|member-tree|shape|shown-name|validate|wording)',
      'events/(?:pseudonyms|safe-part|safe-text|summary|values)',
      'generated/members',
      'captures/(?:body-text|delivery|draft|encoding|headers|known|own|problems|receipt-line)',
      'captures/(?:formats/cv-hook|json/parsed|json/text-bytes)',
      'store/(?:capture-file|capture-pieces|capture-streams|gathered|line-cutter)',
      'app/(?:explain-delivery|explained|judge|judgement-counts|library-input|verify|verify-counts|verify-records)',
      'cli/(?:capture-sources|each-source|gathered-out|options/explanations|verify-run)',
      'cli/(?:commands/verify|render/outcome-line|render/verdict|render/verify)',
      'http/body',
    ]),
  },
  { name: 'members', test: of(['events/(?:fields|json-schema|mask|placeholder)']) },
  {
    name: 'judging',
    test: of([
      'store/referenced-files',
      'app/(?:content|delivery-filter|judge-content)',
      'cli/(?:command-again|options/filter|render/ask|verify-report)',
    ]),
  },
  { name: 'explain', test: of(['explain/.+', 'cli/(?:render/causes|render/signed-bytes|topics/causes)']) },
  { name: 'captures', test: of(['captures/(?!record\\.).+']) },
  { name: 'json', test: of(['core/json-(?:spelling|tokens|tree|write)']) },
  // Text of base64 costs less beside text of base64.
  {
    name: 'packed',
    test: of(['generated/fixtures', 'events/(?:documents|fixture|full-case)'], 'undici-parser'),
  },
  {
    name: 'plan',
    test: of([
      'core/(?:parse-json|random|status)',
      'events/(?:changes|fresh)',
      'app/(?:plan|round|step-changes)',
      'cli/(?:commands/fixture|options/payload|options/selection|plan-notices)',
    ]),
  },
  {
    name: 'sending',
    test: of([
      'core/forge',
      'app/(?:answer-hints|send|send-one|send-records|sign-step)',
      'cli/(?:dry-run|options/expectation|progress|report-results|standard-headers|render/request|render/send)',
    ]),
  },
  {
    name: 'connection',
    test: of([
      'captures/record',
      'http/(?:delivery|headers|retry-after|target)',
      'cli/(?:capture-file|options/connection|options/headers)',
    ]),
  },
  {
    name: 'endpoint',
    test: of(
      [
        'http/(?:address|attempt|closing|endpoint|.+-failure|failure|kept-connection|lane|opening|proxy|request|result|route|tunnel|wire)',
      ],
      'undici',
    ),
  },
  { name: 'listener', test: of(['http/(?:connections|listener|protocol-error|refusals|replies)']) },
  {
    name: 'files',
    test: of([
      'core/json-form',
      'generated/forms',
      'events/scenario',
      'store/(?:choose-profile|config|json-file|json-place)',
    ]),
  },
  { name: 'writing', test: of(['store/(?:capture-writer|disk-reason|ready-file|report-file)']) },
  {
    name: 'contract',
    test: of([
      'contract/(?!baseline|diagnose).+',
      'app/(?:all-checks|contract-bodies|control-advice|test|test-.+)',
      'cli/(?:render/checks|test-list|topics/checks)',
    ]),
  },
  {
    name: 'send',
    test: of(['http/latency', 'app/send-counts', 'cli/(?:commands/send|run-deliveries|send-.+)']),
  },
  { name: 'snippets', test: of(['generated/snippets', 'cli/(?:commands/snippet|render/snippets)']) },
  { name: 'reports', test: of(['report/.+', 'cli/reports']) },
  { name: 'completion', test: of(['cli/completion/scripts', 'cli/commands/completion']) },
  { name: 'topics', test: of(['cli/topics/(?:config|exit-codes|phi|signatures|text)']) },
]
