/** The receivers of `cv-hook snippet` on Node: started as their first lines say, and sent deliveries, right and wrong. */
import { NODE_RECEIVERS } from './launch/node.js'
import { describeReceiver } from './receiver-behaviour.js'

for (const [id, launcher] of Object.entries(NODE_RECEIVERS)) describeReceiver(id, launcher)
