/** Preloaded with `--require`: on exit it writes what the process cost, in CPU milliseconds and resident megabytes, to the file named by BENCH_USAGE. */
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1000, resident: maxRSS / 1024 }
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage))
})
