import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    // Two also where there are two cores: each waits for PostgreSQL half of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Slow machines are slow: these bounds only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
