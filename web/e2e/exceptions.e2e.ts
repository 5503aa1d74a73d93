import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

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
  // Nothing is decided beforehand.
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByRole('radio', { name: 'decline' })).toBeFocused();
  await manager.getByRole('radio', { name: 'decline' }).check();
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

test('what a manager passes up is decided by the executive, who sees what the quarter cost', async ({
  browser,
}) => {
  const open = async (as: 'executive' | 'manager' | 'otherRep') => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, as);
    await page.goto('/exceptions');
    return page;
  };
  const rep = await open('otherRep');
  await rep.getByRole('button', { name: 'Ask for an exception' }).click();
  await rep.getByRole('radio', { name: 'Credit terms' }).check();
  await rep.getByLabel('What it costs the company').fill('900');
  await rep.getByLabel('Why it is worth it').fill('They pay in 90 days or not at all.');
  await rep.keyboard.press('Control+Enter');
  await expect(rep.getByRole('listitem').filter({ hasText: '€900' })).toBeVisible();

  const manager = await open('manager');
  const waiting = manager.getByRole('listitem').filter({ hasText: 'Ben Osei · Credit terms' });
  await waiting.getByRole('button', { name: /^Decide/ }).click();
  await manager.getByRole('radio', { name: /executive/ }).check();
  await manager.getByLabel('Reason').fill('Beyond my limit.');
  await manager.keyboard.press('Control+Enter');
  await expect(waiting).toBeHidden();

  const executive = await open('executive');
  const passedUp = executive.getByRole('listitem').filter({ hasText: 'Ben Osei · Credit terms' });
  await expect(passedUp).toContainText('Beyond my limit.');
  await passedUp.getByRole('button', { name: /^Decide/ }).click();
  await executive.getByRole('radio', { name: 'support' }).check();
  await executive.getByLabel('Reason').fill('Once, for this customer.');
  await expectAccessible(executive);
  await executive.keyboard.press('Control+Enter');
  await executive.getByRole('link', { name: 'All', exact: true }).click();
  await expect(executive.getByText(/Supported by Eva Brandt/i)).toBeVisible();
  await expect(executive.getByRole('table').first()).toContainText('€900');
  await expectFitsPhone(executive);
  // Without a reload.
  await expect(rep.getByText('Once, for this customer.')).toBeVisible();
  for (const page of [rep, manager, executive]) await page.context().close();
});
