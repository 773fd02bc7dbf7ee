/** Every receiver of `cv-hook snippet` that the tests run, by the id of its framework. */
import { DEBIAN_RECEIVERS } from './debian.js'
import { NODE_RECEIVERS } from './node.js'

export const TRIED: readonly string[] = [...Object.keys(NODE_RECEIVERS), ...Object.keys(DEBIAN_RECEIVERS)]
