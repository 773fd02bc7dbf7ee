import { defineConfig } from 'vitest/config'
import { flatUndici } from './scripts/flat-undici.js'

const heavy = process.env['CV_HOOK_HEAVY'] === '1'
const report = process.env['CV_HOOK_TEST_REPORT']

/**
 * They take the whole machine for minutes: beside them, others would wait for seconds for what takes a moment. One of
 * them builds anew what all others run.
 */
const LOAD = [
  ...['bulk', 'listen-kill', 'listen-load', 'replay-large', 'verify-large'].map(name => `bin/${name}`),
  'package/release',
].map(name => `test/${name}.heavy.test.ts`)

// Start-up of workers costs more than most test files: they share processes and, being free of module state, one context.
const common = {
  // A process is started sooner by a small one than by a thread of a large one, and has a folder of its own.
  pool: 'forks',
  isolate: false,
  testTimeout: heavy ? 300_000 : 20_000,
  hookTimeout: 60_000,
  // The client as it is packed.
  server: { deps: { inline: ['undici'] } },
}
const plugins = [flatUndici]

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        plugins,
        test: {
          ...common,
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...LOAD, ...(heavy ? [] : ['test/**/*.heavy.test.ts'])],
          sequence: { groupOrder: 0 },
        },
      },
      ...(heavy
        ? [{ plugins, test: { ...common, name: 'load', include: LOAD, maxWorkers: 1, sequence: { groupOrder: 1 } } }]
        : []),
    ],
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report ? { outputFile: { json: report } } : {}),
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/generated/**'] },
  },
})
