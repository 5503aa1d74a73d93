import type { Locator, Page } from '@playwright/test';
import { expect } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

/** A double click of somebody slow: what the first click does is seen before the second one comes. */
async function clickTwice(page: Page, what: Locator, between: () => Promise<void>): Promise<void> {
  const { x, y, width, height } = (await what.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.up();
  await between();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

/** What is sent to be changed from now on, as "POST /items/submission": without ids. */
function sentBy(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.replace(/^\/api\/v1|\/[0-9a-f-]{36}/g, '');
    if (request.method() !== 'GET') sent.push(`${request.method()} ${path}`);
  });
  return sent;
}

test('a double click on Submit hands in one item, where the next has taken its place as well', async ({
  page,
}) => {
  await signIn(page, 'rep');
  const sent = sentBy(page);
  const late = page.getByRole('region', { name: 'Late', exact: true });
  const rows = late.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await clickTwice(page, late.getByRole('button', { name: /^Submit: / }).first(), () =>
    expect(rows).toHaveCount(1),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/is open again/)).toBeVisible();
  await expect(rows).toHaveCount(2);
  expect(sent).toEqual(['POST /items/submission', 'POST /items/withdrawal']);
});

test.describe('a manager', () => {
  test.beforeEach(({ page }) => signIn(page, 'manager'));

  test('asks about one lapse by a double click, and by a key that is held', async ({ page }) => {
    const sent = sentBy(page);
    const rows = page.getByRole('table', { name: /Lapses waiting/ }).locator('[data-row]');
    await expect(rows.first()).toBeVisible();
    const before = await rows.count();
    await clickTwice(page, rows.first().getByRole('button', { name: /^Ask/ }), () =>
      expect(rows).toHaveCount(before - 1),
    );
    await page.keyboard.press('j');
    await page.keyboard.down('a');
    await expect(rows).toHaveCount(before - 2);
    // Held down, a key comes again.
    await page.keyboard.down('a');
    await page.keyboard.down('a');
    await page.keyboard.up('a');
    await expect(page.getByText(/The message is sent and on the record/).first()).toBeVisible();
    await page.reload();
    await expect(rows).toHaveCount(before - 2);
    expect(sent).toEqual(['POST /asks', 'POST /asks']);
  });

  test('logs one follow-up by keys that are held', async ({ page }) => {
    const rows = page.getByRole('table', { name: /Lapses waiting/ }).locator('[data-row]');
    await rows.first().getByRole('checkbox').check();
    await page.keyboard.press('f');
    await expect(page.getByRole('heading', { name: /^Log follow-up/ })).toBeVisible();
    const sent = sentBy(page);
    await page.keyboard.down('Control');
    for (let press = 0; press < 3; press += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await expect(page.getByText(/Logged for/)).toBeVisible();
    await page.reload();
    await expect(rows.first()).toBeVisible();
    expect(sent).toEqual(['POST /follow-ups']);
  });
});
