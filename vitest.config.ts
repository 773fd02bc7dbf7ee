import { defineConfig } from 'vitest/config'

// Start-up of workers costs more than most test files: they share threads and, being free of module state, one context.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: process.env['CV_HOOK_HEAVY'] === '1' ? [] : ['test/**/*.heavy.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: '', FORCE_COLOR: '' },
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/generated/**'] },
  },
})
