/** What the build needs of the events' schemas. */
export { schemaTable } from '../src/events/schema-table.js'
