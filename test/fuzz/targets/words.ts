/** Small grammars of options, headers and URLs: read or refused, and what is written is read back as it was. */
import assert from 'node:assert/strict'
import { deliveryFilter } from '../../../src/app/delivery-filter.js'
import { parseSpeed } from '../../../src/app/replay/speed.js'
import { keptPath } from '../../../src/captures/record.js'
import { readCommand } from '../../../src/captures/shell/command.js'
import { ShellText } from '../../../src/captures/shell/quotes.js'
import { parseCount } from '../../../src/cli/options/count.js'
import { bashQuote } from '../../../src/cli/render/request.js'
import { formatPath, type Json, parsePath } from '../../../src/core/path.js'
import { printable } from '../../../src/core/printable.js'
import { parseStatuses } from '../../../src/core/status.js'
import { formatDuration, formatSize, parseDuration, parsePositiveDuration, parseSize } from '../../../src/core/units.js'
import { applyChanges, parseSet } from '../../../src/events/changes.js'
import { fixture } from '../../../src/events/fixture.js'
import { isSendableHeader, parseHeaderOption } from '../../../src/http/headers.js'
import { proxyFor } from '../../../src/http/proxy.js'
import { retryDelay } from '../../../src/http/retry-after.js'
import { parseTarget } from '../../../src/http/target.js'
import { checkQuote, readOrRefuse } from '../refusal.js'

const NOW = 1_767_225_600_000
const UNSAFE = /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|##\[/

const read = <Value>(parse: () => Value) =>
  readOrRefuse(['usage', 'address', 'unknown-path', 'unknown-event'], parse, checkQuote)

export function fuzz(data: Buffer): void {
  const text = data.toString('utf8')
  for (const check of CHECKS) check(text)
}

const CHECKS: ReadonlyArray<(text: string) => void> = [
  function paths(text) {
    const path = read(() => parsePath(text))
    if (path) assert.deepEqual(parsePath(formatPath(path)), path)
  },
  function changes(text) {
    const change = read(() => parseSet(text, text.length % 2 === 0))
    if (!change) return
    const body = fixture('REOPEN_CASE') as unknown as Json
    read(() => applyChanges(body, [change], { paths: new Map() }, { force: true }))
    assert.ok(JSON.parse(JSON.stringify(body)))
    assert.deepEqual(Object.keys(Object.prototype), [])
  },
  function units(text) {
    for (const [parse, format] of [
      [parseDuration, formatDuration],
      [(one: string) => parsePositiveDuration(one, '--x'), formatDuration],
      [parseSize, formatSize],
      [(one: string) => parseCount(one, '--x', 0, 1e12), String],
      [(one: string) => parseSpeed(one) ?? 1, String],
    ] as const) {
      const value = read(() => parse(text))
      assert.ok(value === undefined || (Number.isFinite(value) && value >= 0 && format(value) !== ''))
    }
  },
  function statuses(text) {
    const one = read(() => parseStatuses(text))
    const again = one && parseStatuses(one.text)
    for (let status = 100; one && status < 600; status += 7) assert.equal(again!.matches(status), one.matches(status))
  },
  function events(text) {
    read(() => deliveryFilter({ events: text.split(',') }))
  },
  function shown(text) {
    const once = printable(text)
    assert.doesNotMatch(once, UNSAFE)
    assert.equal(printable(once), once)
    assert.equal(once, Buffer.from(once).toString())
  },
  function headers(text) {
    const header = read(() => parseHeaderOption(text))
    if (!header) return
    assert.ok(isSendableHeader(...header))
    assert.match(header.join(''), /^[\t\x20-\x7e\x80-\xff]*$/)
    assert.deepEqual(parseHeaderOption(header.join(': ')), header)
  },
  function waits(text) {
    const wait = retryDelay(1, text, NOW)
    assert.ok(wait >= 0 && wait <= 30_000)
  },
  function targets(text) {
    const target = read(() => parseTarget(text))
    if (!target) return
    const { path, authority, hostname, port, printable: shown } = target
    assert.match(`${path}${authority}`, /^[\x21-\x7e]*$/)
    assert.ok(hostname !== '' && port >= 0 && port <= 65_535)
    assert.equal(parseTarget(shown).authority, authority)
    const env = { HTTP_PROXY: text, HTTPS_PROXY: text, NO_PROXY: text.slice(1) }
    const proxy = read(() => proxyFor(target, env))
    if (proxy?.authorization) assert.ok(!proxy.printable.includes('@'))
    assert.equal(keptPath(path).split('?')[0], path.split('?')[0])
  },
  function quotes(text) {
    if (text.includes('\0')) return
    const bytes = Buffer.from(`x ${bashQuote(text)} y`).toString('latin1')
    const { words } = readCommand(new ShellText(bytes), 1)
    assert.deepEqual(words, [
      { text: Buffer.from(text).toString('latin1'), expanded: false },
      { text: 'y', expanded: false },
    ])
  },
]
