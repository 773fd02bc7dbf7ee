/** The look of the HTML report: on a screen, light or dark, on a phone, and on paper. */

/** The whole style sheet. Whoever changes it changes {@link STYLE_HASH} as well; a test tells the new one. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--line:#d0d7de;--back:#fff;--code:#f6f8fa;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9198a1;--line:#3d444d;--back:#0d1117;--code:#151b23;--good:#3fb950;--bad:#f85149;--warn:#d29922}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--back)}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{color:var(--dim);font-weight:600}td.time{text-align:right;white-space:nowrap;padding-right:0}td.outcome{white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.45 ui-monospace,monospace}
.verdict{font-size:1.15rem;font-weight:600}.pass{color:var(--good)}.fail,.error,.problem{color:var(--bad)}.inconclusive,.flaky{color:var(--warn)}.skip,.note{color:var(--dim)}
@media print{:root{color-scheme:light;--ink:#000;--dim:#444;--line:#999;--back:#fff;--code:#fff;--good:#000;--bad:#000;--warn:#000}body{max-width:none;padding:0;font-size:10pt}tr,section,dl{break-inside:avoid}h2,h3{break-after:avoid}}`

/** SHA-256 of the style sheet, by which the page's policy allows it and no other. */
export const STYLE_HASH = 'sha256-81TDLvgKrWnvJuLKZg5WIzLX7+krg0HHBXq5ycuV9aQ='
