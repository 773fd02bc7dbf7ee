/** The receivers of `cv-hook snippet` in Python, Ruby, PHP, Java and Go, with what Debian has of their frameworks. */
import { DEBIAN_RECEIVERS } from './launch/debian.js'
import { describeReceiver } from './receiver-behaviour.js'

for (const [id, launcher] of Object.entries(DEBIAN_RECEIVERS)) describeReceiver(id, launcher)
