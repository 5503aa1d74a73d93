import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './e2e/support/browser.ts';

/** End to end: the built page, the real server on a free port, a database of its own (support/organization.ts). */
export default defineConfig({
  testDir: './e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './e2e/support/installation.ts',
  // The tests share one organisation; each leaves the others' items alone.
  workers: 1,
  // Generous: the machine may be busy, and no test asserts a duration.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: './test-results',
  reporter: 'list',
  // Set by the global setup, before the workers read this file.
  use: {
    baseURL: process.env.PLUMBLINE_E2E_URL,
    launchOptions: chromiumLaunch(),
    trace: 'retain-on-failure',
    reducedMotion: 'reduce',
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
});
