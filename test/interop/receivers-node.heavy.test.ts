/** The receivers of `cv-hook snippet` on Node: started as their first lines say, and sent deliveries, right and wrong. */

import { describeReceiver } from './receivers/behaviour.js'
import { NODE_RECEIVERS } from './receivers/node.js'

for (const [id, launcher] of Object.entries(NODE_RECEIVERS)) describeReceiver(id, launcher)
