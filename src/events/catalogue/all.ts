/** The catalogue as it is written down; the build makes data of it, since to put it together takes longer than to verify a delivery. */
import { ACTIVITY_ONLY } from './activity-only.js'
import { ARTICLE } from './article.js'
import { LISTED } from './listed.js'
import { PAGES } from './pages.js'

/** All entries: first those with a documented payload, then the listed ones, then those seen only as `activity.type`. */
export const ALL = [...[...PAGES, ...ARTICLE].sort((a, b) => (a.name < b.name ? -1 : 1)), ...LISTED, ...ACTIVITY_ONLY]
