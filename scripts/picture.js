/** Draws docs/terminal.svg from a real run: the colours and the text are what the built cv-hook printed at 80 columns. */
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cv-hook-picture-'))
const env = { PATH: process.env.PATH, FORCE_COLOR: '1', COLUMNS: '80', CV_SECRET: 'picture' }

/** A receiver's recording of a body that its framework has parsed and written again. */
function recording() {
  const { stdout } = cvHook(['fixture', 'ADD_CASE_DECISION'])
  const signature = createHmac('sha256', env.CV_SECRET).update(stdout).digest('hex')
  const written = JSON.stringify(JSON.parse(stdout)).replaceAll('/', '\\/')
  const length = Buffer.byteLength(written)
  return `POST /webhooks HTTP/1.1\r\nhost: example.com\r\nx-cv-signature: ${signature}\r\ncontent-length: ${length}\r\n\r\n${written}`
}

function cvHook(args) {
  const bin = join(root, 'bin/cv-hook.cjs')
  return spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' })
}

const COLOURS = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
}
const [WIDTH, HEIGHT, MARGIN] = [8.4, 19, 18]

/** The runs of characters of a line that look alike. */
function spans(line) {
  const found = []
  let style = {}
  for (const part of line.split(/(\x1b\[[\d;]*m)/)) {
    const codes = /^\x1b\[([\d;]*)m$/.exec(part)
    if (!codes) {
      if (part !== '') found.push({ text: part, ...style })
      continue
    }
    for (const code of codes[1].split(';').map(Number)) {
      if (code === 0) style = {}
      else if (code === 1) style = { ...style, bold: true }
      else if (code === 2) style = { ...style, dim: true }
      else if (code === 22) style = { ...style, bold: false, dim: false }
      else if (code === 39) style = { ...style, colour: undefined }
      else if (COLOURS[code]) style = { ...style, colour: COLOURS[code] }
    }
  }
  return found
}

const escaped = text => text.replace(/[&<>]/g, one => `&#${one.charCodeAt(0)};`)

function svg(lines) {
  const height = lines.length * HEIGHT + MARGIN * 2
  const width = Math.round(82 * WIDTH + MARGIN * 2)
  const rows = lines.map((line, at) => {
    const parts = spans(line).map(({ text, bold, dim, colour }) => {
      const look = [colour && `fill="${colour}"`, bold && 'font-weight="bold"', dim && 'opacity="0.7"'].filter(Boolean)
      return look.length === 0 ? escaped(text) : `<tspan ${look.join(' ')}>${escaped(text)}</tspan>`
    })
    return `<text x="${MARGIN}" y="${MARGIN + (at + 0.8) * HEIGHT}" xml:space="preserve">${parts.join('')}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">cv-hook verify names what broke a signature</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
${rows.join('\n')}
</g>
</svg>
`
}

try {
  writeFileSync(join(folder, 'request.txt'), recording())
  const command = 'cv-hook verify request.txt --secret-env CV_SECRET'
  const { stdout, status } = cvHook(command.split(' ').slice(1))
  if (status !== 1) throw new Error(`the run came to ${status}`)
  writeFileSync(
    process.argv[2] ?? join(root, 'docs/terminal.svg'),
    svg([`\x1b[90m$\x1b[39m ${command}`, ...stdout.trimEnd().split('\n')]),
  )
} finally {
  rmSync(folder, { recursive: true })
}
