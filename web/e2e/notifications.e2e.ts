import { expect, expectAccessible, expectFitsPhone, signIn, test } from './support/pages.ts';

test('a manager asks, and the rep finds it in the inbox', async ({ page, browser }) => {
  await signIn(page, 'manager');
  await page.goto('/team');
  await page
    .getByRole('link', { name: /Ana Ruiz/ })
    .first()
    .click();
  await page.getByRole('complementary').getByRole('link', { name: 'Call every dormant account' }).click();
  await page.getByRole('button', { name: 'Ask Ana Ruiz' }).click();
  await expect(page.getByText(/The message is sent and on the record/)).toBeVisible();

  const reps = await browser.newContext();
  const rep = await reps.newPage();
  await signIn(rep, 'rep');
  await rep
    .getByRole('link', { name: /Inbox.*waiting/ })
    .first()
    .click();
  const asked = rep.getByRole('link', { name: /Mia Ellis asks about “Call every dormant account”.*unread/ });
  await expect(asked).toBeVisible();
  await expectAccessible(rep);
  await asked.click();
  await expect(rep.getByRole('complementary', { name: /Call every dormant account/ })).toBeVisible();
  await rep.getByRole('link', { name: /Inbox/ }).first().click();
  await expect(rep.getByRole('link', { name: /Mia Ellis asks about/ })).not.toContainText('unread');
  await expectFitsPhone(rep);
  await reps.close();
});
