/** Run by each Node in the folder where the package is installed: the library by import and by require, and the command line. */
const { execFileSync, spawnSync } = require('node:child_process')
const { strictEqual: equal } = require('node:assert')

const BODY = '{"event":"CREATE_CASE"}'
// printf '{"event":"CREATE_CASE"}' | openssl dgst -sha256 -hmac release
const SIGNATURE = '50d24530ac174212de0c422a67bdaa498f7af87d233e47f839e3a3dab153117f'
const bin = require.resolve('cv-hook/package.json').replace('package.json', 'bin/cv-hook.cjs')
const env = { ...process.env, CV_HOOK_SECRET: 'release' }
const cvHook = (args, options = {}) =>
  execFileSync(process.execPath, [bin, ...args], { encoding: 'utf8', env, stdio: ['pipe', 'pipe', 'pipe'], ...options })

async function smoke() {
  equal(cvHook(['--version']), `${require('cv-hook/package.json').version}\n`)
  equal(cvHook(['sign'], { input: BODY }), `${SIGNATURE}\n`)
  const { status } = spawnSync(process.execPath, [bin, 'verify', '-', '--signature', '0'.repeat(64)], {
    input: BODY,
    env,
  })
  equal(status, 1)
  equal(/17 of 17 as expected/.test(cvHook(['demo'])), true)
  const library = await import('cv-hook')
  equal(library.sign(BODY, 'release'), SIGNATURE)
  equal(library.fixture('ADD_CASE_DECISION').event, 'ADD_CASE_DECISION')
  equal(typeof (await import('cv-hook/contract')).receiverContract, 'function')
  equal(require('cv-hook').sign(BODY, 'release'), SIGNATURE)
  equal(require('cv-hook').CvHookError, library.CvHookError)
}

smoke().then(
  () => console.log(`${process.version}: as expected`),
  error => {
    console.error(`${process.version}: ${error.stack}`)
    process.exitCode = 1
  },
)
