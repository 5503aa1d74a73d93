import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test.describe('a manager’s list of items', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page, 'manager');
    await page.getByRole('link', { name: 'Items', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Items', level: 1 })).toBeVisible();
  });

  test('is narrowed, sorted and grouped, and the address keeps it', async ({ page }) => {
    const rows = page.locator('[data-row]');
    await expect(rows.first()).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('ana call');
    await expect(page).toHaveURL(/search=ana/);
    await expect(page.getByRole('link', { name: /^Call report/ })).toHaveCount(1);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('State').selectOption('Done');
    await page.getByLabel('Sort').selectOption('Longest after the first due time');
    await page.getByLabel('Group').selectOption('By rep');
    await expect(page).toHaveURL(/state=done.*sort=-lateness|sort=-lateness.*state=done/);
    await expect(page.getByRole('table', { name: /^Ana Ruiz/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('table', { name: /^Ana Ruiz/ })).toBeVisible();
    // Within a range of due times that order is there too, the time of handing in is not.
    await page.getByLabel('Due', { exact: true }).selectOption('Due in the last 30 days');
    await expect(page.getByLabel('Sort')).toHaveValue('-lateness');
    await expect(page.getByLabel('Sort').getByRole('option', { name: 'Handed in last' })).toHaveCount(0);
    await expectAccessible(page);
  });

  test('opens an item beside it, and goes on from there', async ({ page }) => {
    await page.getByLabel('State').selectOption('Late');
    await page.getByRole('link', { name: 'Ben Osei' }).first().click();
    await expect(page.getByLabel('Rep', { exact: true })).toHaveValue(/.+/);
    await expect(page.getByRole('link', { name: 'Ana Ruiz' })).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toBeHidden();
    await expect(page).toHaveURL(/state=late/);
  });

  test('comes as a file that holds what is on screen', async ({ page }) => {
    await page.getByLabel('Kind', { exact: true }).selectOption('Directives');
    await page.getByRole('searchbox').fill('dormant account');
    await expect(page).toHaveURL(/search=dormant/);
    await expect(page.getByRole('link', { name: 'Call every dormant account' })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('items.csv');
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Call every dormant account,directive');
  });

  test('is kept under a name, and offered as a tab', async ({ page }) => {
    await page.getByLabel('State').selectOption('Late');
    await page.getByLabel('Group').selectOption('By rep');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Late, by rep');
    await page.keyboard.press('Enter');
    const tab = page.getByRole('link', { name: 'Late, by rep' });
    await expect(tab).toHaveAttribute('aria-current', /./);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Everything owed' }).click();
    await expect(page.getByLabel('State')).toHaveValue('owed');
    await expect(tab).not.toHaveAttribute('aria-current', /./);
    await tab.click();
    await expect(page.getByRole('table', { name: /^Ben Osei/ })).toBeVisible();
    // Nobody else sees it.
    await page.context().clearCookies();
    await signIn(page, 'executive');
    await page.getByRole('link', { name: 'Items', exact: true }).click();
    await expect(page.getByRole('link', { name: 'Everything owed' })).toBeVisible();
    await expect(tab).toHaveCount(0);
    await page.context().clearCookies();
    await signIn(page, 'manager');
    await page.getByRole('link', { name: 'Items', exact: true }).click();
    await tab.click();
    await page.getByRole('button', { name: 'Remove the view Late, by rep' }).click();
    await expect(tab).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(tab).toBeVisible();
  });

  test('is reached by the palette: a person, an item, and what is done often', async ({ page }) => {
    const palette = page.getByRole('combobox', { name: 'Go to' });
    await page.keyboard.press('Control+k');
    await palette.fill('osei');
    await expect(page.getByRole('option', { name: 'Ben Osei items' })).toBeVisible();
    await expect(page.getByRole('option', { name: 'Site survey Ben Osei' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/team-items\?rep=/);
    await expect(page.getByLabel('Rep', { exact: true })).toHaveValue(/.+/);
    await page.keyboard.press('Control+k');
    await palette.fill('osei survey');
    await page.getByRole('option', { name: 'Site survey Ben Osei' }).click();
    await expect(page.getByRole('complementary')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await palette.fill('record leave');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('form', { name: 'Record leave' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await palette.fill('issue a dir');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/directives\/new/);
    // From a field of a form, too.
    await expect(page.getByLabel('What is to be done')).toBeFocused();
    await page.keyboard.press('Control+k');
    await palette.fill('nothing is called this');
    await expect(page.getByText('Nothing is called that.')).toBeVisible();
  });

  test('takes one message about several items, by the keyboard alone', async ({ page }) => {
    await page.goto('/team-items?state=open&search=cai');
    await expect(page.locator('[data-row]')).toHaveCount(2);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(page.getByText('2 items selected')).toBeVisible();
    await page.keyboard.press('a');
    await expect(page.getByRole('heading', { name: 'Ask · 2 items' })).toBeVisible();
    await expectAccessible(page);
    // What could not be done says why, and stays selected.
    await page.route(
      '**/api/v1/items/bulk',
      async (route) => {
        const { items } = route.request().postDataJSON();
        const refused = [{ id: items[1].id, reason: 'Somebody changed it in the meantime.' }];
        await route.fulfill({ json: { done: [items[0].id], refused } });
      },
      { times: 1 },
    );
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: '1 item left as it was' })).toBeVisible();
    await expect(page.getByText('Somebody changed it in the meantime.')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByText('1 item selected')).toBeVisible();
    await page.getByRole('checkbox', { name: 'Select all: Items' }).check();
    await page.getByRole('button', { name: 'Ask (2)' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('When may I have them?');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Asked about 2 items.')).toBeVisible();
    await expect(page.getByRole('complementary')).toBeHidden();
    await expect(page.getByText(/^asked today by Mia Ellis/)).toHaveCount(2);
  });

  test('selects all on a phone, and says that what is sent is final', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/team-items?state=open&search=cai');
    await expect(page.locator('[data-row]')).toHaveCount(2);
    await page.getByText('Select all', { exact: true }).click();
    await expect(page.getByText('2 items selected')).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole('button', { name: 'Log follow-up (2)' }).click();
    await expect(page.getByText(/this cannot be undone/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByText('Select all', { exact: true }).click();
    await expect(page.getByText('2 items', { exact: true })).toBeVisible();
  });

  test('fits a phone', async ({ page }) => {
    await expectFitsPhone(page);
    await expectAccessible(page);
  });
});

test('a rep finds one of their own items by a word', async ({ page }) => {
  await signIn(page, 'rep');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('forecast');
  await expect(page.getByRole('link', { name: 'Forecast' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Call report' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Forecast' }).click();
  await expect(page.getByRole('complementary', { name: 'Forecast' })).toBeFocused();
  await expect(page).toHaveURL(/search=forecast/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/items\?search=forecast/);
  await expectAccessible(page);
  await page.getByRole('searchbox').fill('nothing is called this');
  await expect(page.getByText('Nothing fits')).toBeVisible();
});
