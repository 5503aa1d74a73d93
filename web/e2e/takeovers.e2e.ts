import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test('a manager declares a takeover, the executive confirms having asked, and it is handed back with what the rep learned', async ({
  browser,
}) => {
  const open = async (as: 'executive' | 'manager' | 'otherRep') => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, as);
    await page.goto('/accounts');
    return page;
  };
  const manager = await open('manager');
  await manager.getByRole('button', { name: 'Declare a takeover' }).click();
  await manager.getByLabel('Why you lead it').fill('The buyer wants somebody with a mandate.');
  await manager.getByLabel('What the rep is still to learn').fill('To negotiate with procurement.');
  await manager
    .getByLabel('Hand back by')
    .fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10));
  await manager.getByLabel('Asked for by').selectOption('Eva Brandt');
  await expectAccessible(manager);
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByText('Declared. Ben Osei is told, with your plan.')).toBeVisible();

  const rep = await open('otherRep');
  const declared = rep.getByRole('region', { name: 'Declared' });
  await expect(declared.getByText('Mia Ellis leads it')).toBeVisible();
  await expectAccessible(rep);
  await expectFitsPhone(rep);

  const executive = await open('executive');
  await executive.getByRole('button', { name: /^I asked for it/ }).click();
  await expect(executive.getByText(/asked for by Eva Brandt/)).toBeVisible();
  await expectAccessible(executive);

  await expect(manager.getByText(/asked for by Eva Brandt/)).toBeVisible();
  await manager.keyboard.press('j');
  await manager.keyboard.press('h');
  await manager.getByLabel('What the rep learned').fill('When to bring in finance.');
  await expectAccessible(manager);
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByText('Handed back. Ben Osei is told.')).toBeVisible();
  await expect(declared).toBeHidden();
  await expectFitsPhone(manager);
  for (const page of [manager, rep, executive]) await page.context().close();
});
