/**
 * The list of report kinds. A command collects {@link ReportRun} and hands it to `openReports` of cli/options/report.ts,
 * which checks beforehand, renders and writes; what it may not show it masks before.
 */
import { renderGithub } from './github.js'
import { renderHtml } from './html.js'
import { renderJson } from './json.js'
import { renderJunit } from './junit.js'
import { renderMarkdown } from './markdown.js'
import type { ReportRun } from './run.js'
import { tidyRun } from './tidy.js'

/** What a report comes to: a document, and for GitHub lines that have to be printed. */
export interface RenderedReport {
  document: string
  /** Workflow commands, each on a line of its own. */
  commands?: string
}

const RENDERERS = {
  junit: run => ({ document: renderJunit(run) }),
  html: run => ({ document: renderHtml(run) }),
  json: run => ({ document: renderJson(run) }),
  markdown: run => ({ document: renderMarkdown(run) }),
  github: run => {
    const { summary, commands } = renderGithub(run)
    return { document: summary, commands }
  },
} satisfies Record<string, (run: ReportRun) => RenderedReport>

/** A kind of report. */
export type ReportKind = keyof typeof RENDERERS

/** Every kind. */
export const REPORT_KINDS = Object.keys(RENDERERS) as ReportKind[]

/** Renders a run as a report of this kind. */
export const renderReport = (kind: ReportKind, run: ReportRun): RenderedReport => RENDERERS[kind](tidyRun(run))
