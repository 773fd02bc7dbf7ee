/** What the build needs of the source: the JSON Schemas behind the published schema files and payload types. */
export { CATALOGUE } from '../src/events/catalogue-list.js'
export { eventJsonSchema } from '../src/events/json-schema.js'
export { scenarioJsonSchema } from '../src/events/scenario.js'
export { configJsonSchema } from '../src/store/config.js'
