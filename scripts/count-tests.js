/** Prints `N passed, N failed`, counted from the runner's own JSON report. */
import { readFileSync } from 'node:fs'

try {
  const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
  // A suite that fails to load has no tests of its own to count.
  const broken = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken} failed`)
} catch {
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}
