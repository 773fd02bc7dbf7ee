/** The library's `startListener`: what a test suite gets of deliveries that come, and of those that do not. */
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { fixture, type ListenerOptions, type StartedListener, startListener } from '../../src/index.js'
import { breakOff, deliver } from '../bin/listening.js'
import { hmac } from '../bin/receiver.js'
import { run } from '../support/cli.js'
import { expectRefused } from '../support/ports.js'

const SECRET = 'library-secret'
const open: StartedListener[] = []
const start = async (options: ListenerOptions = { secret: SECRET }) => {
  const listener = await startListener(options)
  open.push(listener)
  return listener
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const body = (event: 'ADD_CASE_DECISION' | 'CREATE_CASE' | 'PAYMENT_ADDED') => JSON.stringify(fixture(event))
const send = (url: string, event: Parameters<typeof body>[0], secret = SECRET) => deliver(url, body(event), { secret })

describe('next', () => {
  it('gives a delivery that came before, typed by its event', async () => {
    const listener = await start()
    expect((await send(`${listener.url}/hooks?a=1`, 'ADD_CASE_DECISION')).status).toBe(200)
    const delivery = await listener.next('ADD_CASE_DECISION')
    const medicines: number = delivery.body.payload.decision.medInfo.length
    expect(medicines).toBe(2)
    expect(delivery).toMatchObject({
      method: 'POST',
      path: '/hooks?a=1',
      event: 'ADD_CASE_DECISION',
      verdict: 'valid',
      code: 'ok',
      secret: 'secret 1',
      findings: [],
      status: 200,
      duplicateOf: undefined,
    })
    expect(Buffer.from(delivery.rawBody).toString()).toBe(body('ADD_CASE_DECISION'))
    expect(delivery.receivedAt).toBeInstanceOf(Date)
  })

  it('waits for one that is to come, passes others over, and gives each but once', async () => {
    const listener = await start()
    const waited = listener.next('PAYMENT_ADDED')
    await send(listener.url, 'CREATE_CASE')
    await send(listener.url, 'PAYMENT_ADDED')
    expect((await waited).event).toBe('PAYMENT_ADDED')
    expect((await listener.next()).event).toBe('CREATE_CASE')
    await expect(listener.next({ timeout: 1 })).rejects.toMatchObject({ code: 'timeout' })
  })

  it('never gives what does not verify, and tells why it did not', async () => {
    const listener = await start()
    const wrong = JSON.stringify(fixture('CREATE_CASE'), null, 2)
    await deliver(listener.url, wrong, { secret: 'another' })
    const pretty = JSON.stringify(fixture('PAYMENT_ADDED'), null, 2)
    const signature = hmac(Buffer.from(body('PAYMENT_ADDED')), SECRET)
    expect((await deliver(listener.url, pretty, { signature })).status).toBe(401)
    const error = await listener.next('PAYMENT_ADDED', { timeout: 1 }).catch(one => one)
    expect(error.message).toMatch(
      /^no PAYMENT_ADDED that verifies came within 1 ms; what came: CREATE_CASE \(invalid: mismatch, answered 401\), PAYMENT_ADDED \(invalid: mismatch, answered 401\)/,
    )
    expect(error.message).toMatch(/; PAYMENT_ADDED: proven: the JSON was pretty-printed$/)
    expect(error.hints.join()).toMatch(/the sender signs another text than it sends/)
    expect(listener.deliveries.map(one => one.verdict)).toEqual(['invalid', 'invalid'])
  })

  it('says that nothing came, and refuses names of no event', async () => {
    const listener = await start()
    await expect(listener.next('CREATE_CASE', { timeout: 1 })).rejects.toThrow(/within 1 ms; nothing came$/)
    await expect(listener.next('NO_SUCH' as never)).rejects.toMatchObject({ code: 'unknown-event' })
  })

  it('is rejected when the listener is closed', async () => {
    const listener = await start()
    const waited = expect(listener.next()).rejects.toMatchObject({ code: 'usage', message: 'the listener was closed' })
    await listener.close()
    await waited
    await expect(listener.next()).rejects.toThrow('the listener was closed')
  })
})

describe('a listener', () => {
  it('tells the secret that fits by its name', async () => {
    const listener = await start({ secrets: { old: 'a', new: 'b' } })
    await send(listener.url, 'CREATE_CASE', 'b')
    expect(await listener.next()).toMatchObject({ secret: 'new' })
  })

  it('takes everything without a secret, if that is said', async () => {
    const listener = await start({ unsigned: true })
    await deliver(listener.url, body('CREATE_CASE'), { signature: null })
    expect(await listener.next('CREATE_CASE')).toMatchObject({ verdict: 'unsigned', code: 'ok', status: 200 })
  })

  it('answers as it is told to, and knows what came before', async () => {
    const listener = await start({ secret: ['x', SECRET], respond: [500, 200] })
    const statuses = [await send(listener.url, 'CREATE_CASE'), await send(listener.url, 'CREATE_CASE')]
    expect(statuses.map(one => one.status)).toEqual([500, 200])
    expect(listener.deliveries.map(one => one.duplicateOf)).toEqual([undefined, listener.deliveries[0]!.id])
    listener.clear()
    expect(listener.deliveries).toEqual([])
  })

  it('answers late if it is told to, and at once when it is closed', async () => {
    const soon = await start({ secret: SECRET, delay: 1 })
    expect((await send(soon.url, 'CREATE_CASE')).status).toBe(200)
    const late = await start({ secret: SECRET, delay: 600_000 })
    const socket = connect(late.port, '127.0.0.1')
    const answer = new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
    const text = body('CREATE_CASE')
    const head = `POST / HTTP/1.1\r\nHost: x\r\nx-cv-signature: ${hmac(Buffer.from(text), SECRET)}\r\nContent-Length: ${Buffer.byteLength(text)}`
    await new Promise<void>(resolve => socket.write(`${head}\r\nExpect: 100-continue\r\n\r\n`, () => resolve()))
    expect(await answer).toMatch(/^HTTP\/1\.1 100 /)
    const last = new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
    socket.write(text)
    await late.close()
    expect(await last).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('shows what broke off among the deliveries, and gives it to nobody', async () => {
    const listener = await start()
    await breakOff(listener.url, body('CREATE_CASE'), 40)
    await expect.poll(() => listener.deliveries.length).toBe(1)
    expect(listener.deliveries[0]).toMatchObject({ verdict: 'invalid', status: undefined, body: undefined })
    await expect(listener.next({ timeout: 1 })).rejects.toThrow(/within 1 ms; what came: /)
  })

  it('parses a body that is too large to be compared with what is documented', async () => {
    const listener = await start()
    const large = JSON.stringify({ event: 'CREATE_CASE', payload: { text: 'x'.repeat(9 * 1024 ** 2) } })
    expect((await deliver(listener.url, large, { secret: SECRET })).status).toBe(200)
    const { body: parsed, findings } = await listener.next()
    expect({ text: (parsed.payload as any).text.length, findings }).toEqual({ text: 9 * 1024 ** 2, findings: [] })
    await deliver(listener.url, large.slice(0, -1), { secret: SECRET })
    expect(listener.deliveries[1]).toMatchObject({ verdict: 'valid', body: undefined })
  })

  it('is closed by await using, and leaves its port', async () => {
    let url: string
    {
      await using listener = await startListener({ secret: SECRET })
      url = listener.url
      expect((await send(url, 'CREATE_CASE')).status).toBe(200)
    }
    await expectRefused(Number(new URL(url).port))
    await expect(send(url, 'CREATE_CASE')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'no-secret'],
    ['no secret', {}, 'no-secret'],
    ['a secret that is unset', { secret: undefined }, 'no-secret'],
    ['an empty secret', { secret: '' }, 'empty-secret'],
    ['one of two that is unset', { secrets: { old: undefined, new: 'a' } }, 'empty-secret'],
    ['a secret and none', { secret: 'a', unsigned: true }, 'usage'],
    ['no port', { secret: 'a', port: 70_000 }, 'usage'],
    ['no status', { secret: 'a', respond: [99] }, 'usage'],
    ['no delay', { secret: 'a', delay: Number.NaN }, 'usage'],
  ])('is refused with %s', async (_title, options, code) => {
    await expect(startListener(options as ListenerOptions)).rejects.toMatchObject({ name: 'CvHookError', code })
  })

  it('is refused a port that is taken', async () => {
    const { port } = await start()
    await expect(startListener({ secret: 'a', port })).rejects.toMatchObject({ code: 'port-taken' })
  })
})

it('the built library loads no network before it is asked to listen, and then does', async () => {
  const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
  const code = `
    import { sign, startListener } from ${JSON.stringify(library)}
    const network = () => process.moduleLoadList.includes('NativeModule http')
    const before = network()
    const listener = await startListener({ secret: 'a' })
    const body = '{"event":"CREATE_CASE","payload":{}}'
    await fetch(listener.url, { method: 'POST', body, headers: { 'x-cv-signature': sign(body, 'a') } })
    const { event } = await listener.next('CREATE_CASE')
    await listener.close()
    console.log(JSON.stringify({ before, after: network(), event }))
  `
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', code])
  expect(JSON.parse(stdout || '{}'), stderr).toEqual({ before: false, after: true, event: 'CREATE_CASE' })
})
