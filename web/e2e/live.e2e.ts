import { expect } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test('what somebody else does shows without a reload', async ({ browser }) => {
  const rep = await (await browser.newContext()).newPage();
  const manager = await (await browser.newContext()).newPage();
  await signIn(rep, 'rep');
  await rep.getByRole('link', { name: 'Follow-ups' }).first().click();
  const asked = rep.getByText('asked in Plumbline');
  await expect(rep.getByRole('heading', { name: 'Follow-ups' })).toBeVisible();
  await expect(asked).toHaveCount(0);

  await signIn(manager, 'manager');
  await manager
    .getByRole('button', { name: /^Ask Ana/ })
    .first()
    .click();
  await expect(manager.getByText(/The message is sent and on the record/)).toBeVisible();
  await expect(rep.getByText(/Mia Ellis/).first()).toBeVisible();
  await expect(asked.first()).toBeVisible();
  await Promise.all([rep.context().close(), manager.context().close()]);
});
