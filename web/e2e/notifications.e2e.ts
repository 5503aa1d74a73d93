import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

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
  await expect(
    rep.getByRole('link', { name: /Mia Ellis asks about “Call every dormant account”/ }),
  ).not.toContainText('unread');
  await expectFitsPhone(rep);
  await reps.close();
});

test('somebody chooses what reaches them, and a calendar address is shown once', async ({ page }) => {
  await signIn(page, 'manager');
  await page.getByRole('button', { name: 'Mia Ellis' }).click();
  await page.getByRole('link', { name: 'Notifications' }).click();
  await expect(page.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible();
  await expect(page.getByText(/no mail server is set/)).toBeVisible();
  await page.getByLabel('My team: when').selectOption('never');
  await expect(page.getByText('Kept.')).toBeVisible();

  await page
    .getByLabel('Address of the webhook of Slack')
    .fill('https://hooks.slack.com/services/T0/B0/very-secret-x7Qd');
  await page.getByRole('button', { name: 'Keep the webhook of Slack' }).click();
  await expect(page.getByText(/address that ends in x7Qd/)).toBeVisible();
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByLabel('Address of the feed').inputValue();
  expect((await page.request.get(address)).status()).toBe(200);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.reload();
  await expect(page.getByLabel('My team: when')).toHaveValue('never');
  await expect(page.getByText('very-secret')).toBeHidden();
  await expect(page.getByLabel('Address of the feed')).toBeHidden();
  await page.getByRole('button', { name: 'End the feed' }).click();
  await expect(page.getByText(/The feed has ended/)).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
});

test('a link from a digest that was used or has run out says where to go', async ({ page }) => {
  await page.goto('/act#AZnDoFseTESdLm8fOpsMAQ.x');
  await expect(page.getByRole('heading', { name: 'This link does nothing any more' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Go to my items' })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('an administrator sees what the server does by itself and failed at', async ({ page }) => {
  const failed = { job: 'schedule-paperwork', times: 2, lastAt: '2026-01-06T01:45:00.000Z' };
  await page.route('**/api/v1/failed-jobs', (route) => route.fulfill({ json: { rows: [failed] } }));
  await signIn(page, 'executive');
  await page.goto('/deliveries');
  const section = page.getByRole('region', { name: 'Work of the server that failed' });
  await expect(section.getByRole('listitem')).toContainText(
    /Making the paperwork of the coming fortnight.*Failed 2 times since it last got through, last .*6 Jan/,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test('an administrator looks for what did not get through', async ({ page }) => {
  await signIn(page, 'executive');
  await page.goto('/deliveries');
  await expect(page.getByText('Nothing was laid aside')).toBeVisible();
  await expect(page.getByText('Work of the server that failed')).toHaveCount(0);
  await expect(page.getByText(/set SMTP_URL and MAIL_FROM/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});
