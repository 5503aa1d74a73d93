import { type BrowserContext, type Page, test as base } from '@playwright/test';
import { broughtIn } from './installation.ts';
import type { people } from './organization.ts';
import { expectShell, giveCredentials } from './pages.ts';
import { type Installation, startServer } from './server.ts';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** Where the tests of a file run, and who has signed in there. */
interface Place {
  file: string;
  installation: Installation;
  sessions: Map<keyof typeof people, Cookies>;
}
let place: Place | null = null;

async function placeOf(file: string): Promise<Place> {
  if (place?.file === file) return place;
  await place?.installation.stop();
  place = { file, installation: await startServer(broughtIn()), sessions: new Map() };
  return place;
}

/**
 * With the team of organization.ts: each file has an installation of its own, so that none meets what another left. Its
 * tests share it, in their order.
 */
export const test = base.extend<object, { places: typeof placeOf }>({
  places: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what the fixture needs: nothing
    async ({}, use) => {
      await use(placeOf);
      await place?.installation.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ places }, use, { file }) => use((await places(file)).installation.url),
});

/**
 * Opens the first page of somebody signed in. The first time they sign in as anybody does; then the session is used
 * again, since nobody may sign in over and over in a few minutes.
 */
export async function signIn(page: Page, as: keyof typeof people): Promise<void> {
  const { sessions } = await placeOf(base.info().file);
  await page.context().addCookies(sessions.get(as) ?? []);
  await page.goto('/');
  if (sessions.has(as)) return expectShell(page);
  await giveCredentials(page, as);
  sessions.set(as, await page.context().cookies());
}
