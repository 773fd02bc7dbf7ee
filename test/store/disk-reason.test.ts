import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeBaseline } from '../../src/store/baseline.js'
import { openCapture } from '../../src/store/capture-writer.js'
import { writeReadyFile } from '../../src/store/ready-file.js'

const path = join(import.meta.dirname, 'nowhere', 'file')

test.each([
  ['a baseline', async () => writeBaseline(path, [])],
  ['a capture', () => openCapture(path)],
  ['a ready file', () => writeReadyFile(path, 'http://127.0.0.1:4400')],
])('%s that has no folder: the folder is named as what is missing, not the file', async (_, write) => {
  await expect(write()).rejects.toMatchObject({
    code: 'disk',
    message: expect.stringContaining(`cannot write ${path}: its folder does not exist`),
  })
})
