import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectFitsPhone, giveCredentials } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test.describe('a one-to-one', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page, 'manager');
    await page.goto('/team');
    await page.getByRole('link', { name: 'Ben Osei' }).focus();
    await page.keyboard.press('o');
    await expect(page.getByRole('heading', { name: 'One-to-one with Ben Osei' })).toBeVisible();
  });

  test('is logged by the keyboard alone, each item with what came of it', async ({ page }) => {
    const rows = page.locator('[data-row]');
    await expect(rows.first().getByRole('link')).toBeFocused();
    await page.keyboard.press('4');
    await expect(rows.first().getByRole('radio', { name: 'coaching' })).toBeChecked();
    await page.keyboard.press('j');
    await page.keyboard.press('3');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Say until when')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(rows.nth(1).getByRole('link')).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/Logged for 2 items/)).toBeVisible();
    const last = page.getByRole('region', { name: 'Said last' }).getByRole('listitem');
    await expect(last.nth(0)).toContainText('one-to-one');
    await expect(page.getByRole('radio', { name: 'not discussed', checked: true })).toHaveCount(
      await rows.count(),
    );
    await expect(rows.filter({ hasText: /promised for/i })).toHaveCount(1);
    await expectFitsPhone(page);
  });

  test('half marked outlasts a reload, and can be begun anew', async ({ page }) => {
    const coaching = page.locator('[data-row]').first().getByRole('radio', { name: 'coaching' });
    await page.keyboard.press('4');
    await expect(coaching).toBeChecked();
    await page.reload();
    await expect(coaching).toBeChecked();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(coaching).not.toBeChecked();
    await page.reload();
    await expect(coaching).not.toBeChecked();
  });

  test('without a connection is kept, and sent once when there is one', async ({ page, context }) => {
    const note = page.locator('[data-row]').first().getByLabel('Note');
    await page.keyboard.press('1');
    await note.fill('Said without a connection.');
    // What the server does with it is not heard: the worst moment to lose the connection.
    await page.route('**/api/v1/one-to-ones', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/Kept on this device/)).toContainText('the one-to-one with Ben Osei');
    await expectAccessible(page);
    await page.unroute('**/api/v1/one-to-ones');
    await context.setOffline(true);
    await context.setOffline(false);
    await expect(page.getByText('Sent now: the one-to-one with Ben Osei.')).toBeVisible();
    await expect(page.getByText(/Kept on this device/)).toBeHidden();
    await page.goto('/follow-ups?scope=team');
    await expect(page.getByText('Said without a connection.')).toHaveCount(1);
  });

  test('of more than 48 hours ago is said not to count as an answer, before it is sent', async ({ page }) => {
    const when = page.getByRole('group', { name: 'When' });
    await when.getByRole('radio', { name: 'other…' }).check();
    await page.getByLabel('When: date and time').fill('2026-01-05T10:00');
    await expect(page.getByText(/it will not count as an answer/)).toBeVisible();
    await when.getByRole('radio', { name: 'just now' }).check();
    await expect(page.getByText(/it will not count as an answer/)).toBeHidden();
  });
});

test('what was begun is gone when one signs out', async ({ page }) => {
  await page.goto('/');
  await giveCredentials(page, 'manager');
  await page.goto('/team');
  await page.getByRole('link', { name: 'Ben Osei' }).focus();
  await page.keyboard.press('o');
  await expect(page.locator('[data-row]').first().getByRole('link')).toBeFocused();
  await page.keyboard.press('4');
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('plumbline/')));
  await expect.poll(async () => (await kept()).length).toBe(1);
  await page.getByRole('button', { name: 'Mia Ellis' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await kept()).toEqual([]);
});

test.describe('my record', () => {
  test.beforeEach(async ({ page }) => signIn(page, 'rep'));

  test('counts by week, and is taken away whole', async ({ page }) => {
    await page.getByRole('link', { name: 'My record' }).first().click();
    await expect(
      page
        .getByRole('region', { name: /On time/ })
        .getByRole('row')
        .nth(1),
    ).toBeVisible();
    await expectAccessible(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download everything about me' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^plumbline-record-\d{4}-\d\d-\d\d\.json$/);
    const record = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(record).toMatchObject({ person: { name: 'Ana Ruiz' } });
    expect(record.followUps).toContainEqual(
      expect.objectContaining({ note: 'Went through the plan together.' }),
    );
    await expect(page.getByText('That you took it is on record.')).toBeVisible();
    await expectFitsPhone(page);
  });
});
