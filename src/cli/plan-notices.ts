/** What a user should know of a plan before it is sent. */
import type { Plan, PlanOptions } from '../app/plan.js'
import type { Io } from './io.js'

/** Says which seed makes the same ids again, where there is one. */
export function tellSeed(seed: string | undefined, io: Io): void {
  if (seed !== undefined) io.err(`note: --seed ${seed} makes the same ids and times again\n`)
}

/** One line for each thing worth saying: inferred members, events left unchanged, the same ids twice, fictional URLs. */
export function planNotices(plan: Plan, options: PlanOptions, run: { count?: string; duration?: string }): string[] {
  const notices: string[] = []
  const guessed = plan.steps.filter(step => (step.entry?.inferred.length ?? 0) > 0)
  const names = [...new Set(guessed.map(step => step.event))]
  if (names.length === 1) {
    const { name, inferred, evidence } = guessed[0]!.entry!
    const members =
      inferred.length > 4 ? `${inferred.slice(0, 4).join(', ')} and ${inferred.length - 4} more` : inferred.join(', ')
    notices.push(
      `${name}: ${evidence === 'listed' ? 'its payload is not documented; ' : ''}inferred, not documented: ${members}`,
    )
  } else if (names.length > 1) {
    notices.push(`${names.length} of these events have inferred members; cv-hook events <event> shows which`)
  }
  for (const [path, events] of plan.missed) {
    const listed = events.length > 3 ? `${events.length} events` : events.join(', ')
    notices.push(`${path} was not changed in ${listed}: no such member`)
  }
  if (
    options.documents === 'url' &&
    options.documentUrl === undefined &&
    plan.steps.some(step => step.body.includes('"url":"https://documents.example.com/'))
  ) {
    notices.push('the document URL is fictional; --document-url sets one that can be fetched')
  }
  if (plan.steps.some(step => step.body.length === 0)) notices.push('the body is empty')
  const again = run.duration !== undefined || Number(run.count ?? 1) > 1
  if (!plan.fresh && plan.steps.some(step => step.event !== null) && (again || hasSameBodyTwice(plan))) {
    notices.push('the same ids are sent again and again; --fresh makes new ones')
  }
  return notices
}

function hasSameBodyTwice({ steps }: Plan): boolean {
  return steps.some((step, at) => steps.slice(0, at).some(before => before.body.equals(step.body)))
}
