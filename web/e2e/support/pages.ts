import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { password, people } from './organization.ts';

/** Signs in on the page, as anybody does. */
export async function signIn(page: Page, as: keyof typeof people): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(people[as]);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' }).first()).toBeVisible();
}

/** Nothing that axe finds wrong by WCAG 2.2 AA, in both colour schemes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

export { expect, test };
