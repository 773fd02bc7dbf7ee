/** What the build needs of the source: the JSON Schemas behind the published schema files, forms and payload types. */
export { CATALOGUE } from '../src/events/catalogue-list.js'
export { eventJsonSchema } from '../src/events/json-schema.js'
export { scenarioJsonSchema } from '../src/events/scenario-schema.js'
export { baselineJsonSchema } from '../src/store/baseline-schema.js'
export { configJsonSchema } from '../src/store/config-schema.js'
