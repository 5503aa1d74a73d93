import { devices, type Page } from '@playwright/test';
import type { people } from './support/organization.ts';
import { expect, expectAccessible, expectFitsPhone, expectRoomForFingers } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

const { userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['Pixel 7'];
test.use({
  userAgent,
  deviceScaleFactor,
  isMobile,
  hasTouch,
  viewport: { width: 390, height: 844 },
});

/** Every page that the bar and its "More" lead to, and what stands only in the menu. */
async function pagesOf(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('link', { name: 'Notifications' })).toBeVisible();
  const links = page
    .getByRole('navigation')
    .or(page.getByRole('group', { name: 'Account' }))
    .getByRole('link');
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  return [...new Set(paths)];
}

const walks: { as: keyof typeof people; beside: readonly string[] }[] = [
  { as: 'rep', beside: ['/exceptions/new', '/leave?form=record'] },
  {
    as: 'manager',
    beside: ['/directives/new', '/accounts/declare', '/accounts/joint-call', '/follow-ups?scope=team'],
  },
  { as: 'executive', beside: ['/paperwork/new', '/people/new', '/people?view=invitations'] },
];

for (const { as, beside } of walks) {
  test(`on a phone every page of the ${as} fits, has room for fingers, and axe finds nothing`, async ({
    page,
  }) => {
    // Some twenty pages, each looked at twice.
    test.slow();
    await signIn(page, as);
    const paths = await pagesOf(page);
    expect(paths.length).toBeGreaterThan(7);
    for (const path of [...paths, ...beside]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // What loads says so; what has come is what is looked at.
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      // What narrows the list waits behind a button, which an open panel covers.
      const filters = page.getByRole('button', { name: 'Filter and sort' });
      const isCovered = await page.getByRole('complementary').isVisible();
      if (!isCovered && (await filters.isVisible())) await filters.click();
      await expectFitsPhone(page);
      await expectRoomForFingers(page);
      await expectAccessible(page);
    }
  });
}

test('on a phone a row is opened wherever it is touched, and its box still ticks it', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/team-items');
  const row = page.locator('[data-row]').first();
  const box = row.getByRole('checkbox');
  await expect(box).toBeVisible();
  await box.tap();
  await expect(box).toBeChecked();
  await expect(page.getByRole('complementary')).toBeHidden();
  const { width, height } = (await row.boundingBox()) ?? { width: 0, height: 0 };
  await row.tap({ position: { x: width - 24, y: height - 16 } });
  await expect(page.getByRole('complementary')).toBeVisible();
});

test('on a phone what is selected stays in view while one scrolls, with what can be done about it', async ({
  page,
}) => {
  await signIn(page, 'manager');
  for (const { path, selected } of [
    { path: '/team-items', selected: '1 item selected' },
    { path: '/today', selected: '1 lapse selected' },
  ]) {
    await page.goto(path);
    const rows = page.locator('[data-row]');
    await rows.first().getByRole('checkbox').tap();
    await expect(page.getByText(selected)).toBeVisible();
    await expectRoomForFingers(page);
    await expectAccessible(page);
    await rows.last().scrollIntoViewIfNeeded();
    await expect(rows.first()).not.toBeInViewport();
    await expect(page.getByText(selected)).toBeInViewport();
    await expect(page.getByRole('button', { name: /^Ask \(1\)/ })).toBeInViewport();
  }
});
