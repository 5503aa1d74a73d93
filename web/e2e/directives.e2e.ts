import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test('a directive is issued by the executive, relayed by the manager, and reaches the rep; then it is recalled', async ({
  browser,
}) => {
  const open = async (as: 'executive' | 'manager' | 'rep') => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, as);
    return page;
  };
  const executive = await open('executive');
  await executive.goto('/directives');
  const issue = executive.getByRole('button', { name: 'Issue a directive' });
  await issue.press('Enter');
  await expect(executive.getByLabel('What is to be done')).toBeFocused();
  await executive.keyboard.press('Escape');
  await expect(issue).toBeFocused();
  await issue.click();
  await executive.getByLabel('What is to be done').fill('Call the dormant accounts again');
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await executive.getByLabel('Due').fill(`${inAWeek}T17:00`);
  const status = executive.getByRole('complementary').getByRole('status');
  await expect(status).toContainText('Reaches 3 people in 1 team: Mia Ellis (3)');
  // Ana owes "Call every dormant account" already.
  await expect(status).toContainText('Call every dormant account');
  await expectAccessible(executive);
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText('3 reps owe it; their managers are asked to relay it.')).toBeVisible();
  // The form goes first: it names what is alike.
  await expect(executive.getByRole('complementary')).toBeHidden();
  await expect(executive.getByRole('link', { name: 'Call the dormant accounts again' })).toBeVisible();
  await expectAccessible(executive);

  const manager = await open('manager');
  await manager.goto('/directives');
  await manager.getByRole('button', { name: 'Relay: Call the dormant accounts again' }).click();
  await expect(manager.getByText(/is relayed. Your reps are told/)).toBeVisible();
  await expectFitsPhone(manager);

  const rep = await open('rep');
  await expect(rep.getByText('Call the dormant accounts again')).toBeVisible();

  // Without a reload.
  await executive.getByRole('link', { name: 'Call the dormant accounts again' }).click();
  const panel = executive.getByRole('complementary');
  await expect(panel.getByRole('region', { name: 'Mia Ellis' }).getByRole('listitem')).toHaveCount(3);
  await expect(panel.getByText(/^relayed/).first()).toBeVisible();
  await expectAccessible(executive);
  await panel.getByRole('button', { name: 'Recall' }).click();
  await panel.getByLabel('Why it is taken back').fill('The other one says it already.');
  await executive.keyboard.press('Control+Enter');
  await expect(panel.getByText(/The other one says it already/)).toBeVisible();
  await expect(rep.getByText('Call the dormant accounts again')).toBeHidden();
  await expectFitsPhone(executive);
  for (const page of [executive, manager, rep]) await page.context().close();
});

test('a directive is replaced by another, which begins with what it said and whom it went to', async ({
  browser,
}) => {
  const [former, title] = ['Send the sample cases to Leeds', 'Send the sample cases to York'];
  const executive = await (await browser.newContext()).newPage();
  await signIn(executive, 'executive');
  await executive.goto('/directives/new');
  await executive.getByLabel('What is to be done').fill(former);
  await executive.getByLabel('In more words').fill('By parcel, with the list.');
  await executive.getByLabel('To', { exact: true }).selectOption({ label: 'The reps of Mia Ellis' });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await executive.getByLabel('Due').fill(`${inDays(7)}T17:00`);
  await executive.getByLabel('Each manager relays it').uncheck();
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText('Issued. 3 reps are told.')).toBeVisible();

  const rep = await (await browser.newContext()).newPage();
  await signIn(rep, 'rep');
  await expect(rep.getByText(former)).toBeVisible();

  await executive.getByRole('link', { name: former }).click();
  const panel = executive.getByRole('complementary');
  await panel.getByRole('link', { name: 'Replace' }).click();
  const form = panel.getByRole('form', { name: `Replace ${former}` });
  await expect(form.getByLabel('In more words')).toHaveValue('By parcel, with the list.');
  await expect(form.getByLabel('Each manager relays it')).not.toBeChecked();
  await form.getByLabel('What is to be done').fill(title);
  await form.getByLabel('Due').fill(`${inDays(9)}T17:00`);
  await expect(form.getByLabel('To', { exact: true }).locator('option:checked')).toHaveText(
    'The same 3 people',
  );
  await expect(form.getByRole('status')).toContainText('Reaches 3 people');
  await expectAccessible(executive);
  await expectFitsPhone(executive);
  await executive.setViewportSize({ width: 1440, height: 900 });
  await form.getByLabel('What is to be done').press('Control+Enter');
  await expect(form).toBeHidden();
  // Without a reload.
  await expect(rep.getByText(title)).toBeVisible();
  await expect(rep.getByText(former)).toBeHidden();

  await executive.getByRole('link', { name: title }).click();
  await expect(panel.getByText('In the place of')).toBeVisible();
  await panel.getByRole('link', { name: former }).click();
  await expect(panel.getByText(/Recalled by Eva Brandt/)).toBeVisible();
  await expect(panel.getByText('Replaced by')).toBeVisible();
  for (const page of [executive, rep]) await page.context().close();
});
