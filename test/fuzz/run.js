/**
 * `npm run fuzz -- [target] [seconds]`: fuzzes one target, or all, each for so long (60 s). What is found lands in found/, where
 * a test of the fast tier tries it for ever; what was reached is kept in build/fuzz for the next run.
 */
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleOf, bundleTargets, FOUND, installFuzzer, isAsync, SCRATCH, TARGETS, writeSeeds } from './prepare.js'

/** Milliseconds that one input may take, and bytes that it may have. */
const TIMEOUT = 10_000
const LARGEST = 16_384
const MEMORY_MB = 2048
/** What libFuzzer says at the end, also of what it found. */
const DONE = /^Done \d+ runs/m

const USAGE = `npm run fuzz -- [target|all] [seconds] [--seed=N]   targets: ${TARGETS.join(', ')}`

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
const [named = 'all', time = '60'] = positionals
const targets = named === 'all' ? TARGETS : TARGETS.filter(one => one === named)
if (targets.length === 0 || !/^[1-9]\d*$/.test(time) || !/^\d*$/.test(values.seed ?? '')) {
  console.error(USAGE)
  process.exit(2)
}

const program = fuzzer()
await bundleTargets(targets)
await writeSeeds(targets)
console.log(row(['target', 'seconds', 'executions', 'edges', 'kept', 'peak MB', 'found']))
for (const target of targets) {
  const log = await fuzz(target)
  const told = readFileSync(log, 'latin1')
  const found = finding(told)
  console.log(
    row([target, time, stat(told, 'number_of_executed_units'), ...last(told), stat(told, 'peak_rss_mb'), found]),
  )
  if (found === '-') continue
  process.exitCode = 1
  console.log(`\n${excerpt(told)}\n\nthe whole of it: ${log}\n`)
}

/** Without the fuzzer nothing is proven, and nobody may think it is. */
function fuzzer() {
  try {
    return installFuzzer()
  } catch (error) {
    const why = /^.*Error: .*$/m.exec(error.message)?.[0] ?? error.message
    console.error(`\n!!! jazzer.js cannot be installed or loaded: NOTHING IS FUZZED !!!\n${why}\n`)
    process.exit(2)
  }
}

function fuzz(target) {
  const found = join(FOUND, target)
  const corpus = join(SCRATCH, 'corpus', target)
  const log = join(SCRATCH, `${target}.log`)
  for (const folder of [found, corpus]) mkdirSync(folder, { recursive: true })
  const inputs = [corpus, join(SCRATCH, 'seeds', target), found]
  const options = [
    `-max_total_time=${time}`,
    `-max_len=${LARGEST}`,
    `-rss_limit_mb=${MEMORY_MB}`,
    `-dict=${join(SCRATCH, 'seeds/words.dict')}`,
    `-artifact_prefix=${found}/`,
    '-print_final_stats=1',
    ...(values.seed ? [`-seed=${values.seed}`] : []),
  ]
  const jazzer = [program, bundleOf(target), ...inputs, '-i', bundleOf(target), '--timeout', `${TIMEOUT}`]
  // To a file, since libFuzzer loses what a pipe does not take at once.
  const out = openSync(log, 'w')
  const child = spawn(process.execPath, [...jazzer, ...modeOf(target), '--', ...options], {
    cwd: SCRATCH,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  // A listener of a target keeps the process alive.
  const watch = setInterval(() => DONE.test(readFileSync(log, 'latin1')) && child.kill(), 2000)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(log))
  }).finally(() => clearInterval(watch))
}

/** A target that waits for nothing is several times as fast when nobody waits for it; the others speak over sockets of their own. */
function modeOf(target) {
  return isAsync(target) ? ['--disableBugDetectors', 'ssrf'] : ['--sync']
}

function row([target, ...figures]) {
  return `${target.padEnd(12)}${figures.map(one => String(one).padStart(11)).join('')}`
}

function stat(told, name) {
  return new RegExp(`stat::${name}:\\s*(\\d+)`).exec(told)?.[1] ?? '?'
}

/** Edges that were reached, and how many inputs it took: of the last line that tells them. */
function last(told) {
  const [, edges, kept] = [...told.matchAll(/ cov: (\d+) .*? corp: (\d+)\//g)].at(-1) ?? []
  return [edges ?? '?', kept ?? '?']
}

function finding(told) {
  const written = /Test unit written to .*?([^/\s]+)\s*$/m.exec(told)?.[1]
  return written ?? (DONE.test(told) ? '-' : 'stopped')
}

/** From the error on, as jazzer.js tells it. */
function excerpt(told) {
  const at = told.search(/^==\d+==|^.*Uncaught Exception|ERROR: libFuzzer/m)
  return (at === -1 ? told.slice(-2000) : told.slice(at)).split('\n').slice(0, 25).join('\n')
}
