import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test.describe('a manager', () => {
  test.beforeEach(async ({ page }) => signIn(page, 'manager'));

  test('sees the team week by week, in words too, and opens a rep', async ({ page }) => {
    await page.getByRole('link', { name: 'Team' }).first().click();
    await expect(page.getByRole('heading', { name: 'Team' })).toBeVisible();
    await expect(page.getByRole('row', { name: /Ana Ruiz/ })).toContainText(/\d late/);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Ana Ruiz' }).click();
    await expect(
      page.getByRole('complementary').getByRole('region', { name: 'Late', exact: true }),
    ).toBeVisible();
    await expectAccessible(page);
    for (const path of ['/team', '/today', '/my-patterns', '/accounts']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectFitsPhone(page);
    }
  });

  test('opens a lapse beside the queue, with what happened to it', async ({ page }) => {
    const row = page.locator('[data-row] [data-row-focus]').first();
    const title = (await row.textContent()) ?? '';
    await row.click();
    await expect(page).toHaveURL(/\/today\/items\/[0-9a-f-]{36}/);
    const panel = page.getByRole('complementary').filter({ hasText: title });
    await expect(panel).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  test('asks with one key, and the lapse has its answer', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
    const rows = page.locator('[data-row]');
    await expect(rows.first()).toBeVisible();
    const before = await rows.count();
    expect(before).toBeGreaterThan(2);
    await expectAccessible(page);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await expect(page.getByText(/The message is sent and on the record/)).toBeVisible();
    await expect(rows).toHaveCount(before - 1);
  });

  test('asks about several at once, in words of their own, by the keyboard alone', async ({ page }) => {
    await page.getByLabel('Group').selectOption('rep');
    const ofCai = page.getByRole('table', { name: /Cai Lindt/ }).locator('[data-row]');
    await expect(ofCai).toHaveCount(2);
    await ofCai.first().getByRole('link').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+A');
    await expect(page.getByRole('heading', { name: 'Ask Cai' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(
      /^Cai, these are past their due time/,
    );
    await expectAccessible(page);
    // What one wrote outlasts a reload, and a failure.
    await page.getByRole('textbox', { name: 'Message' }).fill('By noon, please.');
    await page.reload();
    await expect(page.getByText('As you left it; it was not sent yet.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('By noon, please.');
    await page.route('**/api/v1/asks', (route) => route.fulfill({ status: 422, body: '' }), { times: 1 });
    await page.route('**/api/v1/today?*', (route) => route.abort());
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/That was not done/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('By noon, please.');
    // It can be sent again, also where the queue could not be read again.
    await expect(page.getByRole('complementary').getByRole('button', { name: /^Ask/ })).toBeEnabled();
    await page.unroute('**/api/v1/today?*');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Asked Cai about 2 items. The message is sent')).toBeVisible();
    await expect(page.getByRole('table', { name: /Cai Lindt/ })).toBeHidden();
    await expect(page.getByRole('complementary')).toBeHidden();
  });

  test('logs a follow-up about several items by the keyboard alone', async ({ page }) => {
    await page.getByLabel('Group').selectOption('rep');
    const ofBen = page.getByRole('table', { name: /Ben Osei/ }).locator('[data-row]');
    await expect(ofBen.first()).toBeVisible();
    const before = await ofBen.count();
    await ofBen.first().getByRole('link').focus();
    await page.keyboard.press('x');
    for (let others = before - 1; others > 0; others -= 1) {
      await page.keyboard.press('j');
      await page.keyboard.press('x');
    }
    await page.keyboard.press('f');
    await expect(page.getByRole('heading', { name: 'Log follow-up · Ben Osei' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/Logged for/)).toBeVisible();
    await expect(page.getByRole('table', { name: /Ben Osei/ })).toBeHidden();
    await expect(page.getByRole('complementary')).toBeHidden();
  });

  test('cannot log a new commitment without saying until when, and finds the form as it was left', async ({
    page,
  }) => {
    await page.locator('[data-row]').first().getByRole('checkbox').check();
    await page.getByRole('button', { name: /Log follow-up/ }).click();
    await page.getByRole('radio', { name: 'new commitment' }).check();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Say until when')).toBeVisible();
    await page.reload();
    await expect(page.getByText('As you left it; it was not sent yet.')).toBeVisible();
    await expect(page.getByRole('radio', { name: 'new commitment' })).toBeChecked();
  });

  test('finds any page by the command palette', async ({ page }) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Go to' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type('follow');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/follow-ups$/);
    await page.getByRole('link', { name: 'With my team' }).click();
    await expect(page.getByText('Went through the plan together.')).toBeVisible();
    await expectAccessible(page);
  });
});
