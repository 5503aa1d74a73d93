import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

const report = 'Visit report';
/** Opens the rep's own item in its panel. */
async function openOwn(page: Page) {
  await page.goto('/items');
  await page.getByRole('link', { name: report }).first().click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByText('What happened')).toBeVisible();
  return panel;
}

test('a report is handed in with a file, comes back with a reason, is handed in again and accepted', async ({
  page,
  browser,
}) => {
  const managers = await (await browser.newContext()).newPage();
  await signIn(page, 'rep');
  await signIn(managers, 'manager');

  const panel = await openOwn(page);
  await panel.getByRole('button', { name: /^Add text, link or files/ }).click();
  const form = panel.getByRole('form', { name: `Submit: ${report}` });
  await form.getByLabel('Text').fill('Three visits, all in the CRM.');
  await form.getByLabel('Link').fill('http://crm.example.com');
  await expect(form.getByText('A link begins with https://')).toBeVisible();
  await form.getByLabel('Link').fill('https://crm.example.com/visits/42');
  const chooser = page.waitForEvent('filechooser');
  await form.getByRole('button', { name: 'Add files' }).click();
  await (await chooser).setFiles([
    { name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from('customer,day\nBrandt,Tue\n') },
    { name: 'setup.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ\0\0\0\0') },
  ]);
  await expect(form.getByText('ready')).toBeVisible();
  await expect(form.getByText(/“setup.exe” cannot be handed in/)).toBeVisible();
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Remove setup.exe' }).click();
  await form.getByRole('button', { name: /^Submit/ }).click();
  await expect(page.getByText(`${report} is submitted.`)).toBeVisible();
  await expect(panel.getByRole('link', { name: 'visits.csv' })).toBeVisible();

  await managers.goto('/today');
  const waiting = managers.getByRole('region', { name: 'Waiting for your acceptance' });
  await expect(waiting.getByText('Three visits, all in the CRM.')).toBeVisible();
  await expectAccessible(managers);
  const download = managers.waitForEvent('download');
  await waiting.getByRole('link', { name: 'visits.csv' }).click();
  expect((await download).suggestedFilename()).toBe('visits.csv');
  await waiting.getByRole('link', { name: report }).click();
  const review = managers.getByRole('complementary');
  await review.getByRole('button', { name: 'Return', exact: true }).click();
  await review.getByRole('button', { name: /^Return/ }).click();
  await expect(review.getByText('Say it in a few words')).toBeVisible();
  await expectAccessible(managers);
  await review.getByLabel('What is missing').fill('The visit to Brandt is missing.');
  await managers.keyboard.press('Control+Enter');
  await expect(managers.getByText(`${report} went back to Ana.`)).toBeVisible();
  await expect(waiting).toBeHidden();

  await page.goto('/items');
  await expect(page.getByText(/returned by Mia Ellis: The visit to Brandt is missing\./i)).toBeVisible();
  await openOwn(page);
  await expect(panel.getByRole('region', { name: 'Returned' })).toContainText(
    'The visit to Brandt is missing.',
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
  await panel.getByRole('button', { name: `Submit: ${report}` }).click();
  await expect(page.getByText(`${report} is submitted.`)).toBeVisible();

  await managers.goto('/today');
  await waiting.getByRole('link', { name: report }).focus();
  await managers.keyboard.press('a');
  await expect(managers.getByText(`${report} of Ana is accepted.`)).toBeVisible();
  await expect(waiting).toBeHidden();
  await page.goto('/items');
  await openOwn(page);
  await expect(panel.getByText('Accepted by Mia Ellis')).toBeVisible();
  await managers.context().close();
});

test('a manager gives more time unasked and lets an item go, and both say how late it was', async ({
  page,
}) => {
  await signIn(page, 'manager');
  await page.goto('/team');
  await page.getByRole('link', { name: 'Ben Osei' }).click();
  await page.getByRole('complementary').getByRole('link', { name: 'Site survey' }).click();
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: 'Give more time' }).click();
  await expect(panel.getByText('This counts as a moved deadline.')).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: /^Give more time/ }).click();
  await expect(panel.getByText('More time granted after it was due')).toBeVisible();
  await panel.getByRole('button', { name: 'Let go' }).click();
  await panel.getByLabel('Why it need not be done').fill('The customer closed the site.');
  await panel.getByRole('button', { name: /^Let go/ }).click();
  await expect(panel.getByText('Waived after it was due')).toBeVisible();
  await expectAccessible(page);
});

test('a rep asks for more time and gets it; of two who act on an item, the second is told how it stands', async ({
  page: manager,
  browser,
}) => {
  const rep = await (await browser.newContext()).newPage();
  // Nothing tells this page of what others do, as on a bad connection.
  await rep.route('**/api/v1/live', (route) => route.abort());
  await signIn(rep, 'otherRep');
  await rep.goto('/items');
  await rep.getByRole('button', { name: 'Ask for time: Stock list' }).click();
  const form = rep.getByRole('form', { name: 'Ask for time for Stock list' });
  await form.getByLabel('Why').fill('The warehouse counts next week.');
  await form.getByRole('button', { name: /^Ask for time/ }).click();
  await expect(rep.getByText(/you asked for time until/i).first()).toBeVisible();

  await signIn(manager, 'manager');
  await manager.goto('/team');
  await manager.getByRole('link', { name: 'Ben Osei' }).click();
  await manager.getByRole('complementary').getByRole('link', { name: 'Stock list' }).click();
  const panel = manager.getByRole('complementary');
  await expect(panel.getByText('The warehouse counts next week.')).toBeVisible();
  const request = panel.getByRole('region', { name: 'Request for more time' });
  await request.getByLabel('A word to Ben').fill('Until then, and no longer.');
  await expectAccessible(manager);
  await request.getByRole('button', { name: /^Grant/ }).click();
  await expect(panel.getByText('More time granted', { exact: true })).toBeVisible();

  await rep.goto('/items');
  await rep.getByRole('link', { name: 'Stock list' }).first().click();
  const own = rep.getByRole('complementary');
  await expect(own.getByText('More time granted', { exact: true })).toBeVisible();
  await expect(own.getByText('Until then, and no longer.')).toBeVisible();
  await panel.getByRole('button', { name: 'Let go' }).click();
  await panel.getByLabel('Why it need not be done').fill('The warehouse sends it itself.');
  await panel.getByRole('button', { name: /^Let go/ }).click();
  await expect(panel.getByText('Waived', { exact: true })).toBeVisible();

  await own.getByRole('button', { name: 'Submit: Stock list' }).click();
  await expect(rep.getByText(/It was waived\. What happened last: waived by Mia Ellis\./)).toBeVisible();
  await expect(own.getByText('Waived by Mia Ellis')).toBeVisible();
  await expectAccessible(rep);
  await rep.context().close();
});
