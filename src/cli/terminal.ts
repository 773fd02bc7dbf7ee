/** What the terminal at a stream can show: colours and width, as the user's variables and the stream say. */

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What a stream can show. */
export interface Terminal {
  isTTY: boolean
  /** chalk's levels: 0 none, 1 basic, 2 256 colours, 3 true colour. */
  colour: 0 | 1 | 2 | 3
  columns: number
}

/** What is at a stream; the variables go before what it says of itself. */
export function terminal(stream: NodeJS.WriteStream, env: Environment): Terminal {
  if (stream.isTTY !== true) return plainTerminal(env)
  return { isTTY: true, colour: forcedColour(env) ?? ttyColour(stream, env), columns: columns(env, stream.columns) }
}

/** What a pipe or a file can show. */
export const plainTerminal = (env: Environment): Terminal => ({
  isTTY: false,
  colour: forcedColour(env) ?? 0,
  columns: columns(env),
})

/** The width, at least 20: that of the variable COLUMNS, else its own. */
export const columns = (env: Environment, own?: number) => Math.max(20, Number(env['COLUMNS']) || own || 80)

function forcedColour({ FORCE_COLOR: always }: Environment): Terminal['colour'] | undefined {
  if (always === undefined || always === '') return undefined
  return always === '0' || always === 'false' ? 0 : (Math.min(3, Number(always) || 1) as 1 | 2 | 3)
}

function ttyColour(stream: NodeJS.WriteStream, { NO_COLOR: never, TERM: term }: Environment): Terminal['colour'] {
  if ((never !== undefined && never !== '') || term === 'dumb') return 0
  const depth = stream.getColorDepth()
  return depth >= 24 ? 3 : depth >= 8 ? 2 : depth >= 4 ? 1 : 0
}
