import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './e2e/support/browser.ts';

/** End to end: the built page, the real server on a free port, a database of its own (support/team.ts). */
export default defineConfig({
  testDir: './e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './e2e/support/installation.ts',
  // Each file has an installation of its own (support/team.ts), so files run beside each other.
  workers: 2,
  // Generous: the machine may be busy, and no test asserts a duration.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: './test-results',
  reporter: 'list',
  use: {
    launchOptions: chromiumLaunch(),
    trace: 'retain-on-failure',
    reducedMotion: 'reduce',
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
});
