/** The receivers of `cv-hook snippet` in Python, Ruby, PHP, Java and Go, with what Debian has of their frameworks. */

import { describeReceiver } from './receivers/behaviour.js'
import { DEBIAN_RECEIVERS } from './receivers/debian.js'

for (const [id, launcher] of Object.entries(DEBIAN_RECEIVERS)) describeReceiver(id, launcher)
