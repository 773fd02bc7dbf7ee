/** What the build needs of the catalogue. */
export { ALL } from '../src/events/catalogue/all.js'
