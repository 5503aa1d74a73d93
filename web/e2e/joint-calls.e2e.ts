import type { Browser, Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

async function open(browser: Browser, as: 'manager' | 'otherRep'): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, as);
  await page.goto('/accounts');
  return page;
}

/** The manager says to have been with Ben at a customer, yesterday. */
async function log(manager: Page, customer: string, coached: string): Promise<void> {
  await manager.getByRole('link', { name: 'Log a joint call' }).click();
  const form = manager.getByRole('form', { name: 'Log a joint call' });
  await form.getByLabel('With which customer').selectOption({ label: `${customer} · Ben Osei` });
  await form.getByRole('radio', { name: 'yesterday, this time' }).check();
  await form.getByRole('radio', { name: 'the rep' }).check();
  await form.getByLabel('What you coached').fill(coached);
  await manager.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
}

const loggedOn = (page: Page, coached: string) =>
  page.getByRole('region', { name: 'Joint calls' }).getByRole('listitem').filter({ hasText: coached });

test('a manager logs a joint call on a deal, the rep confirms it, and it stands with the rep in Team', async ({
  browser,
}) => {
  const manager = await open(browser, 'manager');
  await manager.goto('/accounts/joint-call');
  await expect(manager.getByLabel('With which customer')).toBeVisible();
  await expectAccessible(manager);
  await manager.getByRole('button', { name: 'Close' }).click();
  const coached = 'To wait after naming the price.';
  await log(manager, 'Harbour Logistics: Renewal', coached);
  await expect(loggedOn(manager, coached)).toContainText('Ben Osei led the call');

  const rep = await open(browser, 'otherRep');
  await rep.getByRole('button', { name: 'Confirm the joint call on Renewal' }).click();
  await expect(rep.getByText('Confirmed.', { exact: true })).toBeVisible();
  // What the rep said shows without a reload.
  await expect(loggedOn(manager, coached)).toContainText(/confirmed .* no activity of that day shows both/);

  await manager.goto('/team');
  await manager.getByRole('link', { name: 'Ben Osei' }).click();
  const panel = manager.getByRole('complementary', { name: 'Ben Osei' });
  await expect(panel.getByText(coached)).toBeVisible();
  await expectFitsPhone(manager);
  for (const page of [manager, rep]) await page.context().close();
});

test('a rep disputes a joint call with a word, which the manager is told and reads beside it', async ({
  browser,
}) => {
  const manager = await open(browser, 'manager');
  await log(manager, 'Harbour Logistics', 'To bring the agenda.');

  const rep = await open(browser, 'otherRep');
  await expect(rep.getByRole('link', { name: /^Accounts/ }).first()).toContainText('1');
  await rep.getByRole('button', { name: 'Dispute the joint call on Harbour Logistics' }).click();
  await rep.getByLabel('What was not so').fill('You left before it began.');
  await expectAccessible(rep);
  await rep.keyboard.press('Control+Enter');
  await expect(rep.getByText('Disputed. Mia Ellis is told, in your words.')).toBeVisible();
  await expectFitsPhone(rep);

  await expect(loggedOn(manager, 'To bring the agenda.')).toContainText('You left before it began.');
  await loggedOn(manager, 'To wait after naming the price.').getByRole('link', { name: 'Renewal' }).click();
  await expect(loggedOn(manager, 'To bring the agenda.')).toBeHidden();
  await expect(loggedOn(manager, 'To wait after naming the price.')).toBeVisible();
  await manager.getByRole('link', { name: 'On all deals' }).click();
  await expect(loggedOn(manager, 'To bring the agenda.')).toBeVisible();
  await manager.goto('/inbox');
  await expect(
    manager.getByText('Ben Osei disputes the joint call on Harbour Logistics').first(),
  ).toBeVisible();
  for (const page of [manager, rep]) await page.context().close();
});
