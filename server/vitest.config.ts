import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    // Slow machines are slow: these bounds only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
