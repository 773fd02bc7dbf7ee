// Loaded into a process with --require: says at its end how much memory it needed, in kB. Not resourceUsage().maxRSS: that
// starts with what the parent had when it forked.
const { readFileSync, writeFileSync } = require('node:fs')
process.on('exit', () => {
  const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  writeFileSync(process.env.MAX_RSS_FILE, kilobytes)
})
