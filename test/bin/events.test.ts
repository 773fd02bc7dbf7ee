/** `cv-hook events`: the catalogue for people. */
import { expect, it } from 'vitest'
import { cli, jsonLines } from '../support/cli.js'

it.concurrent.each(['documented', 'listed', 'activity-only'])(
  '--evidence %s is one list, of these alone',
  async evidence => {
    const records = jsonLines((await cli(['events', '--json', '--evidence', evidence])).stdout)
    expect(new Set(records.map(one => one.evidence))).toEqual(new Set([evidence]))
    const { stdout } = await cli(['events', '--evidence', evidence], { env: { COLUMNS: '200' } })
    const [title, ...lines] = stdout.trim().split('\n')
    expect(title).toMatch(new RegExp(`\\(${records.length}\\)$`))
    expect(lines.map(line => line.trim().split(' ')[0]).sort()).toEqual(records.map(one => one.name).sort())
  },
)

it.concurrent('an event that cannot be sent has no fields', async () => {
  const { code, stdout } = await cli(['events', 'SUBSCRIPTION_ADDED'])
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'SUBSCRIPTION_ADDED\na subscription was added\n\nevidence  seen as activity.type only, cannot be sent\nsource    activity.type list\n',
  })
})

it.concurrent.each([
  ['40', /^ {2}payload\.case\.submitter\.phoneNumber\n {24}\S.*$/m],
  ['30', /^ {2}payload\.case\.submitter\.phoneNumber\n {6}\S.*$/m],
])('what is known of a field stands below it where there is no room beside it: %s columns', async (COLUMNS, place) => {
  const wide = await cli(['events', 'CREATE_CASE'], { env: { COLUMNS: '150' } })
  const narrow = await cli(['events', 'CREATE_CASE'], { env: { COLUMNS } })
  expect(wide.stdout).toMatch(/^ {2}payload\.case\.submitter\.phoneNumber {2,}\S.*$/m)
  expect(narrow.stdout).toMatch(place)
  const words = (text: string) => text.slice(text.indexOf('Fields')).split(/\s+/)
  expect(words(narrow.stdout)).toEqual(words(wide.stdout))
})
