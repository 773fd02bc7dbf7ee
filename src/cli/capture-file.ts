/** The capture file of a run. */
import type { CommandForm } from './command-form.js'
import type { Io } from './io.js'

/** Adds the option of a command that sends. */
export const addCaptureOption = (command: CommandForm): CommandForm =>
  command.option('--capture <file>', 'keep what is sent and answered in this file (holds the bodies unmasked)')

/** Opens it, and says what it will hold; an endpoint is closed again when that fails. */
export async function openCaptureFile(path: string, endpoint: { close(): Promise<void> } | undefined, io: Io) {
  const { openCapture } = await import('../store/capture-writer.js')
  const writer = await openCapture(path).catch(async error => {
    await endpoint?.close()
    throw error
  })
  io.err(`note: ${path} holds the bodies as they are, unmasked\n`)
  return writer
}
