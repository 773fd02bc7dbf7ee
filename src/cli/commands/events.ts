/** `cv-hook events`: the catalogue, and the fields of one event. */
import { CvHookError, EXIT } from '../../core/errors.js'
import { allEntries, type CatalogueEntry, findEvent, unknownEvent, type Variant } from '../../events/catalogue.js'
import { CommandForm, OptionForm } from '../command-form.js'
import { helpEnd } from '../help-end.js'
import type { Io } from '../io.js'
import { jsonLine } from '../json-line.js'
import { renderEvent, renderEventList } from '../render/events.js'
import { pageOf, styles } from '../render/style.js'

interface EventsOptions {
  words: string[]
  evidence?: CatalogueEntry['evidence']
  payload?: Variant
  json?: boolean
  jsonSchema?: boolean
}

/** Fills the options of `events`. */
export function eventsCommand(io: Io, exit: (code: number) => void, run = runEvents): CommandForm {
  return new CommandForm('cv-hook events')
    .description('List the events that CareValidate is known to send, or show every field of one.')
    .argument('[words...]', "an event's name, or words to look for in names and meanings")
    .addOption(
      new OptionForm('--evidence <kind>', 'only events with this evidence').choices([
        'documented',
        'listed',
        'activity-only',
      ]),
    )
    .addOption(
      new OptionForm('--payload <shape>', 'the shape whose fields are shown (default: event)').choices([
        'event',
        'full',
        'legacy',
      ]),
    )
    .option('--json', 'print one JSON object a line')
    .option('--json-schema', "print the event's JSON Schema (draft 2020-12)")
    .addHelpText(
      'after',
      helpEnd(
        io,
        ['events', 'events payment', 'events ADD_CASE_DECISION', 'events ADD_CASE_DECISION --json-schema'],
        'Evidence: documented (the vendor documents its payload), listed (named as supported, payload not documented), activity-only (seen as activity.type alone; cannot be sent).',
      ),
    )
    .action(async (words: string[], flags: Omit<EventsOptions, 'words'>) => exit(await run({ ...flags, words }, io)))
}

/** Prints the list or one event. */
export async function runEvents(options: EventsOptions, io: Io): Promise<number> {
  const { style, columns } = await pageOf(io.terminal.out)
  const [only] = options.words
  const entry = options.words.length === 1 ? findEvent(only!) : undefined
  if (entry) return showOne(entry, options, io)
  if (options.jsonSchema || options.payload)
    throw only === undefined
      ? new CvHookError('usage', '--json-schema and --payload need an event')
      : unknownEvent(only)
  const found = allEntries().filter(one => fits(one, options))
  if (found.length === 0) throw unknownEvent(options.words.join(' '))
  if (options.json) for (const one of found) await io.out(jsonLine({ type: 'event', ...one }))
  else await io.out(renderEventList(found, style, columns))
  return EXIT.ok
}

async function showOne(entry: CatalogueEntry, options: EventsOptions, io: Io): Promise<number> {
  const variant = options.payload ?? entry.variants[0]
  if (variant === undefined || !entry.variants.includes(variant)) {
    if (options.payload || options.jsonSchema) {
      throw new CvHookError('usage', `${entry.name} has no ${options.payload ?? ''} payload`.replace('  ', ' '), [
        entry.variants.length > 0 ? `it has: ${entry.variants.join(', ')}` : 'it is known only as an activity.type',
      ])
    }
  }
  if (options.jsonSchema) {
    const { eventJsonSchema } = await import('../../events/json-schema.js')
    await io.out(`${JSON.stringify(eventJsonSchema(entry.name, variant), null, 2)}\n`)
    return EXIT.ok
  }
  const { describeFields } = await import('../../events/fields.js')
  const fields = variant === undefined ? [] : describeFields(entry.name, variant)
  if (options.json) {
    await io.out(jsonLine({ type: 'event', ...entry }))
    for (const { type: valueType, ...field } of fields) {
      await io.out(jsonLine({ type: 'field', event: entry.name, payload: variant, ...field, valueType }))
    }
  } else await io.out(renderEvent(entry, variant, fields, await styles(io.terminal.out), io.terminal.out.columns))
  return EXIT.ok
}

function fits(entry: CatalogueEntry, options: EventsOptions): boolean {
  const text =
    `${entry.name} ${entry.name.replaceAll('_', ' ')} ${entry.name.replaceAll('_', '')} ${entry.meaning}`.toLowerCase()
  return (
    (options.evidence === undefined || entry.evidence === options.evidence) &&
    options.words.every(word => text.includes(word.toLowerCase()))
  )
}
