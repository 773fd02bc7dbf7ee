/** The catalogue as a list, for whoever looks through all of it. */
import { allEntries, type CatalogueEntry } from './catalogue.js'

/** What is known of every event, in the order of the names. */
export const CATALOGUE: readonly CatalogueEntry[] = allEntries()
