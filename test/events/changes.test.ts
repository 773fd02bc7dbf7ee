/** Changes to a body, as a user writes them. */
import { describe, expect, it } from 'vitest'
import { applyChanges, padDocument, parseSet } from '../../src/events/changes.js'

const knowledge = {
  paths: new Map([
    ['payload', { type: 'object' }],
    ['payload.status', { type: 'string' }],
    ['payload.phone', { type: 'string' }],
    ['payload.amount', { type: 'number | string' }],
    ['payload.paid', { type: 'boolean' }],
    ['payload.note', { type: 'string' }],
    ['payload.items[].name', { type: 'string' }],
  ]),
}
const body = () => ({
  payload: { status: 'OPEN', phone: '+12025550143', amount: 5, paid: false, items: [{ name: 'a' }] },
})

const set = (option: string, options = {}) => {
  const changed = body()
  const missed = applyChanges(changed, [parseSet(option, false)], knowledge, options)
  return { changed: changed.payload as Record<string, unknown>, missed }
}

describe('--set', () => {
  it.each([
    ['payload.status=APPROVED', { status: 'APPROVED' }],
    ['payload.status="APPROVED"', { status: 'APPROVED' }],
    ['payload.status=null', { status: null }],
    ['payload.status=', { status: '' }],
    ['payload.status=a=b', { status: 'a=b' }],
    ['payload.phone=12025550143', { phone: '12025550143' }],
    ['payload.phone=+12025550143', { phone: '+12025550143' }],
    ['payload.amount=49.5', { amount: 49.5 }],
    ['payload.amount="49.50"', { amount: '49.50' }],
    ['payload.paid=true', { paid: true }],
    ['payload.items[0].name=b', { items: [{ name: 'b' }] }],
    ['payload.items=[]', { items: [] }],
    ['payload.note=new', { note: 'new' }],
  ])('%s', (option, expected) => {
    expect(set(option).changed).toMatchObject(expected)
  })

  it('names the nearest paths for one that is not known, and adds it only by force', () => {
    expect(() => set('payload.staus=X')).toThrow(
      expect.objectContaining({
        code: 'unknown-path',
        message: 'this event has no member payload.staus',
        hints: expect.arrayContaining(['did you mean payload.status?']),
      }),
    )
    expect(set('payload.brandNew={"a":1}', { force: true }).changed).toMatchObject({ brandNew: { a: 1 } })
  })

  it('leaves a body that lacks the path as it is, and says so, when there are several', () => {
    expect(set('payload.order.id=x', { skipMissing: true })).toEqual({
      changed: body().payload,
      missed: ['payload.order.id'],
    })
  })

  it('refuses a value that is neither JSON nor meant as text', () => {
    expect(() => set('payload.paid=yes')).toThrow(/"yes" is not JSON, and the member is boolean/)
    expect(() => set('payload.status')).toThrow(/has no "="/)
  })

  it('finds the "=" after a quoted name', () => {
    expect(parseSet('["a=b"].c=1', false)).toMatchObject({ path: ['a=b', 'c'], raw: '1' })
  })
})

describe('--set-string, --unset, --merge', () => {
  it('apply in their order', () => {
    const changed = body()
    applyChanges(
      changed,
      [
        parseSet('payload.amount=007', true),
        { kind: 'unset', path: ['payload', 'items', 0] },
        { kind: 'merge', patch: { payload: { phone: null, paid: true } } },
      ],
      knowledge,
    )
    expect(changed.payload).toEqual({ status: 'OPEN', amount: '007', paid: true, items: [] })
  })

  it('a merge with an unknown member is refused like a path', () => {
    expect(() => applyChanges(body(), [{ kind: 'merge', patch: { payload: { stat: 1 } } }], knowledge)).toThrow(
      /no member payload.stat/,
    )
  })
})

describe('--pad', () => {
  it.each([1000, 4097, 100_001])(
    'grows the body to %i bytes, at most three more, and keeps the document readable',
    size => {
      const one = { payload: { attachment: { content: Buffer.from('%PDF document').toString('base64') } } }
      padDocument(one, size)
      const bytes = Buffer.byteLength(JSON.stringify(one))
      expect(bytes).toBeGreaterThanOrEqual(size)
      expect(bytes).toBeLessThan(size + 4)
      expect(Buffer.from(one.payload.attachment.content, 'base64').toString().trim()).toBe('%PDF document')
    },
  )

  it('says when there is nothing to grow', () => {
    expect(() => padDocument(body(), 5000)).toThrow(/needs an event with an inline document/)
  })
})
