import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { password, people } from './organization.ts';

/** Fills in and sends the sign-in page that is shown. */
export async function giveCredentials(page: Page, as: keyof typeof people): Promise<void> {
  await page.getByLabel('E-mail address').fill(people[as]);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectShell(page);
}

/** That somebody is signed in. */
export async function expectShell(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Pages' }).first()).toBeVisible();
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Nothing that axe finds wrong by WCAG 2.2 AA. Of the dark scheme only the colours: nothing else differs. */
export async function expectAccessible(page: Page): Promise<void> {
  const inLight = new AxeBuilder({ page }).withTags(wcag);
  const inDark = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  for (const [colorScheme, axe] of [
    ['light', inLight],
    ['dark', inDark],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

/** On a touch screen what is pressed is 44 pixels high at least; a link in a line of words is as high as its line. */
export async function expectRoomForFingers(page: Page): Promise<void> {
  const low = () =>
    page
      .locator(
        'button, select, textarea, summary, nav a, input:not([type="checkbox"], [type="radio"], [type="file"])',
      )
      .evaluateAll((all) =>
        all
          .filter(
            (element) =>
              element.ariaHidden !== 'true' &&
              element.checkVisibility() &&
              element.getBoundingClientRect().height < 44,
          )
          .map((element) => `${element.ariaLabel ?? element.textContent} (${element.tagName})`),
      );
  await expect.poll(low, `lower than 44 px on ${page.url()}`).toEqual([]);
}

/**
 * What axe does not measure (WCAG 1.4.10, reflow): on a phone nothing is wider than the screen, and nothing is cut off at
 * its edge, but for what one can scroll sideways by itself and what ends in an ellipsis.
 */
export async function expectFitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(tooWide, `${page.url()} on a phone`).toBeLessThanOrEqual(0);
  // The page clips what goes over its edge, and a panel scrolls, so that their own width does not tell.
  const cutOff = () =>
    page.locator('main *').evaluateAll((all) => {
      const isMeantTo = (element: Element): boolean =>
        element.parentElement !== null &&
        element.parentElement.tagName !== 'ASIDE' &&
        (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) ||
          isMeantTo(element.parentElement));
      return all
        .filter(
          (element) =>
            element.checkVisibility() &&
            Math.floor(element.getBoundingClientRect().right) > window.innerWidth &&
            !isMeantTo(element),
        )
        .map((element) => `${element.textContent} (${element.tagName})`);
    });
  await expect.poll(cutOff, `cut off on ${page.url()}`).toEqual([]);
}

export { expect, test };
