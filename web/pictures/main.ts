/** Takes the pictures of the documents anew, into docs/images. `npm run pictures`, or with the beginnings of some names. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, devices, type Page } from '@playwright/test';
import { chromiumLaunch } from '../e2e/support/browser.ts';
import { happen } from './happenings.ts';
import { now, startInstallation } from './installation.ts';
import { withPalette } from './palette.ts';
import { type Cast, signInEachRole } from './people.ts';
import { type Picture, pictures } from './pictures.ts';

const folder = resolve(import.meta.dirname, '../../docs/images');
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 };

async function take(browser: Browser, url: string, cast: Cast, picture: Picture): Promise<void> {
  const schemes = picture.inDark ? (['light', 'dark'] as const) : (['light'] as const);
  for (const colorScheme of schemes) {
    const context = await browser.newContext({
      ...(picture.device === 'phone' ? phone : desktop),
      baseURL: url,
      colorScheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      storageState: cast[picture.as].session,
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(picture.path);
    await isThere(page);
    await picture.arrive?.(page);
    if (picture.shows) await page.getByRole('heading', { name: picture.shows }).first().waitFor();
    await isThere(page);
    const png = withPalette(await settled(page));
    const name = colorScheme === 'dark' ? `${picture.name}-dark` : picture.name;
    writeFileSync(join(folder, `${name}.png`), png);
    process.stdout.write(`${name}.png ${Math.round(png.length / 1024)} KB\n`);
    await context.close();
  }
}

/** Everything is loaded, in its own type. */
async function isThere(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-label]') === null);
  await page.evaluate(() => document.fonts.ready);
}

/** The page once it has come to rest: what is asked for late has come as well. */
async function settled(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  const look = () => page.screenshot({ animations: 'disabled', caret: 'hide' });
  for (let [last, alike] = [await look(), 0]; ; ) {
    await new Promise((later) => setTimeout(later, 300));
    const next = await look();
    alike = next.equals(last) ? alike + 1 : 0;
    if (alike === 3) return next;
    last = next;
  }
}

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Picture) =>
  wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning));

mkdirSync(folder, { recursive: true });
const installation = await startInstallation();
const browser = await chromium.launch(chromiumLaunch());
try {
  const cast = await signInEachRole(browser, installation.url);
  await happen(cast);
  for (const picture of pictures.filter(isWanted)) await take(browser, installation.url, cast, picture);
} finally {
  await browser.close();
  await installation.stop();
}
