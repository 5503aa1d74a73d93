import { expect, expectAccessible, expectFitsPhone, signIn, test } from './support/pages.ts';

test('a rep asks for an exception, the manager declines it with a reason, and the rep reads it', async ({
  browser,
}) => {
  const rep = await (await browser.newContext()).newPage();
  const manager = await (await browser.newContext()).newPage();
  await signIn(rep, 'rep');
  await rep.goto('/exceptions');
  await expect(rep.getByText('You have asked for no exception')).toBeVisible();
  await rep.getByRole('button', { name: 'Ask for an exception' }).click();
  await expectAccessible(rep);
  await rep.getByLabel('What it costs the company').fill('a lot');
  await rep.getByLabel('Why it is worth it').fill('They sign this week at 8 % off.');
  await rep.keyboard.press('Control+Enter');
  await expect(rep.getByText('A number, like 4200 or 4200.50')).toBeVisible();
  await rep.getByLabel('What it costs the company').fill('4200');
  await rep.keyboard.press('Control+Enter');
  await expect(rep.getByRole('complementary')).toBeHidden();
  await expect(rep.getByRole('listitem').filter({ hasText: '€4,200' })).toBeVisible();
  await expectAccessible(rep);

  await signIn(manager, 'manager');
  await manager.goto('/exceptions');
  const waiting = manager.getByRole('listitem').filter({ hasText: 'Ana Ruiz · Discount' });
  await waiting.getByRole('button', { name: /^Decide/ }).click();
  await manager.getByLabel('Reason').fill('They would sign without it.');
  await expectAccessible(manager);
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByText('Nothing waits for your decision')).toBeVisible();
  await manager.getByRole('link', { name: 'All', exact: true }).click();
  await expect(manager.getByText(/Declined by Mia Ellis/i)).toBeVisible();
  await expectFitsPhone(manager);

  // Without a reload.
  await expect(rep.getByText('They would sign without it.')).toBeVisible();
  await expectFitsPhone(rep);
  await Promise.all([rep.context().close(), manager.context().close()]);
});
