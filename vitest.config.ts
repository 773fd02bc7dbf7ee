import { defineConfig } from 'vitest/config'

// Start-up of workers costs more than most test files: they share threads and, being free of module state, one context.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(process.env['CV_HOOK_HEAVY'] === '1' ? [] : ['test/**/*.heavy.test.ts'])],
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%',
    testTimeout: process.env['CV_HOOK_HEAVY'] === '1' ? 300_000 : 20_000,
    hookTimeout: 60_000,
    reporters: process.env['CV_HOOK_TEST_REPORT'] ? ['default', 'json'] : ['default'],
    ...(process.env['CV_HOOK_TEST_REPORT'] ? { outputFile: { json: process.env['CV_HOOK_TEST_REPORT'] } } : {}),
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/generated/**'] },
  },
})
