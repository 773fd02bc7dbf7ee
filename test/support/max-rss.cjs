// Loaded into a process with --require: says at its end how much memory it needed.
const { writeFileSync } = require('node:fs')
process.on('exit', () => writeFileSync(process.env.MAX_RSS_FILE, String(process.resourceUsage().maxRSS)))
