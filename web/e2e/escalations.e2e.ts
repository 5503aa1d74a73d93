import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test('a manager escalates a directive, the executive answers, and the manager is told', async ({
  browser,
}) => {
  const open = async (as: 'executive' | 'manager') => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, as);
    return page;
  };
  const title = 'Send the quarter’s forecast to finance';
  const executive = await open('executive');
  await executive.goto('/directives/new');
  await executive.getByLabel('What is to be done').fill(title);
  await executive.getByLabel('To', { exact: true }).selectOption({ label: 'Cai Lindt' });
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await executive.getByLabel('Due').fill(`${inAWeek}T17:00`);
  await executive.getByLabel('Each manager relays it').uncheck();
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText('Issued. 1 rep is told.')).toBeVisible();

  const manager = await open('manager');
  await manager.goto('/directives');
  await manager.getByRole('link', { name: title }).click();
  await manager.getByRole('complementary').getByRole('link', { name: 'Cai Lindt' }).click();
  const item = manager.getByRole('complementary');
  await item.getByRole('button', { name: 'Escalate' }).click();
  await expect(item.getByLabel('To', { exact: true })).toHaveValue(/./);
  await item.getByLabel('What is to be decided').fill('Finance has a form of its own. Which one counts?');
  await expectAccessible(manager);
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByText(/is before Eva now, and on the record/)).toBeVisible();
  await expect(item.getByRole('region', { name: 'Escalated' })).toContainText('to Eva Brandt today');
  await expect(item.getByRole('button', { name: 'Escalate' })).toBeHidden();
  await expectFitsPhone(manager);

  // Without a reload.
  const section = executive.getByRole('region', { name: 'Escalated to you' });
  await expect(section.getByText(/Cai Lindt · escalated by Mia Ellis/)).toBeVisible();
  await expectAccessible(executive);
  await section.getByRole('link', { name: title }).click();
  const panel = executive.getByRole('complementary');
  const escalated = panel.getByRole('region', { name: 'Escalated' });
  await expect(escalated.getByText('Which one counts?')).toBeVisible();
  await panel.getByRole('radio', { name: 'it stands' }).check();
  await expect(panel.getByText('It is owed as before, and as late as it is.')).toBeVisible();
  await panel.getByRole('radio', { name: 'it was unclear' }).check();
  await expect(panel.getByText('Nobody has to escalate it any more.')).toBeVisible();
  await panel.getByLabel('In a few words').fill('Both forms are about; a new directive follows.');
  await expectAccessible(executive);
  await executive.keyboard.press('Control+Enter');
  await expect(
    executive.getByText(/Cai and Mia are told. Recall it, or issue it in clearer words/),
  ).toBeVisible();
  await expect(section).toBeHidden();
  await expect(panel.getByText('Ruled unclear by Eva Brandt')).toBeVisible();
  await expectFitsPhone(executive);

  await manager.goto('/inbox');
  await expect(manager.getByText(`Eva Brandt ruled it unclear: ${title}`)).toBeVisible();
  // The executive's own directives, and what is to be said of them.
  await executive.setViewportSize({ width: 1440, height: 900 });
  await executive.goto('/directives?view=mine');
  await expect(executive.getByRole('link', { name: 'Open', exact: true })).not.toHaveAttribute(
    'aria-current',
  );
  const about = executive.getByRole('region', { name: 'About your own directives' });
  await about.getByRole('link', { name: /found unclear/ }).click();
  await expect(about.getByRole('listitem').filter({ hasText: title })).toContainText(
    'Cai Lindt · reports to Mia Ellis',
  );
  await expectAccessible(executive);

  // Nobody else's test is to find it.
  await executive.goto('/directives');
  await executive.getByRole('link', { name: title }).click();
  await panel.getByRole('button', { name: 'Recall' }).click();
  await panel.getByLabel('Why it is taken back').fill('It is clear now.');
  await executive.keyboard.press('Control+Enter');
  await expect(panel.getByText(/Recalled by Eva Brandt/)).toBeVisible();
  for (const page of [executive, manager]) await page.context().close();
});

test('an executive gives one answer to all of a directive that waits', async ({ browser }) => {
  const title = 'Bring the demo cars back';
  const executive = await (await browser.newContext()).newPage();
  await signIn(executive, 'executive');
  await executive.goto('/directives/new');
  await executive.getByLabel('What is to be done').fill(title);
  await executive.getByLabel('To', { exact: true }).selectOption({ label: 'The reps of Mia Ellis' });
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await executive.getByLabel('Due').fill(`${inAWeek}T17:00`);
  await executive.getByLabel('Each manager relays it').uncheck();
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText(/^Issued\./)).toBeVisible();

  const manager = await (await browser.newContext()).newPage();
  await signIn(manager, 'manager');
  for (const rep of ['Ben Osei', 'Cai Lindt']) {
    await manager.goto('/directives');
    await manager.getByRole('link', { name: title }).click();
    const panel = manager.getByRole('complementary');
    await panel.getByRole('link', { name: rep }).click();
    await panel.getByRole('button', { name: 'Escalate' }).click();
    await panel.getByLabel('What is to be decided').fill('They are at the fair until then.');
    await manager.keyboard.press('Control+Enter');
    await expect(panel.getByRole('region', { name: 'Escalated' })).toContainText('to Eva Brandt');
  }

  const section = executive.getByRole('region', { name: 'Escalated to you' });
  await section.getByRole('link', { name: title }).first().click();
  const panel = executive.getByRole('complementary');
  await panel.getByRole('radio', { name: 'it stands' }).check();
  await panel.getByRole('checkbox', { name: 'The same to the other of this directive' }).check();
  await expectAccessible(executive);
  await panel.getByLabel('In a few words').fill('They are needed on Monday.');
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText(`${title} stands, for 2 reps, who are told.`)).toBeVisible();
  await expect(section).toBeHidden();
  await expectFitsPhone(executive);

  // Nobody else's test is to find it.
  await executive.setViewportSize({ width: 1440, height: 900 });
  await executive.goto('/directives');
  await executive.getByRole('link', { name: title }).click();
  await panel.getByRole('button', { name: 'Recall' }).click();
  await panel.getByLabel('Why it is taken back').fill('They are back.');
  await executive.keyboard.press('Control+Enter');
  await expect(panel.getByText(/Recalled by Eva Brandt/)).toBeVisible();
  for (const page of [executive, manager]) await page.context().close();
});

test('an executive verifies on the page of directives what they wanted to see done', async ({ browser }) => {
  const executive = await (await browser.newContext()).newPage();
  await signIn(executive, 'executive');
  await executive.goto('/directives/new');
  const title = 'Take the old brochure off the shelves';
  await executive.getByLabel('What is to be done').fill(title);
  await executive.getByLabel('To', { exact: true }).selectOption({ label: 'Ana Ruiz' });
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await executive.getByLabel('Due').fill(`${inAWeek}T17:00`);
  await executive.getByLabel('Each manager relays it').uncheck();
  await executive.getByLabel('It is done when I say so').check();
  await executive.getByLabel('Remind').selectOption('2 business days before it is due');
  await Promise.all([
    executive.waitForResponse(
      (response) =>
        response.url().endsWith('/directives/preview') &&
        (response.request().postData() ?? '').includes('"escalateDaysAfter":3'),
    ),
    executive.getByLabel('Escalate by itself').selectOption('3 business days after it was due'),
  ]);
  await expectAccessible(executive);
  // The list behind the form has it before the form is told so: the form is not to find it as something alike.
  let previews = 0;
  executive.on('request', (request) => {
    if (request.url().endsWith('/directives/preview')) previews += 1;
  });
  await executive.route('**/api/v1/directives', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const response = await route.fetch();
    await expect(executive.getByRole('link', { name: title }).first()).toBeVisible();
    return route.fulfill({ response });
  });
  await executive.keyboard.press('Control+Enter');
  await expect(executive.getByText('Issued. 1 rep is told.')).toBeVisible();
  await expect(executive.getByRole('form', { name: 'Issue a directive' })).toBeHidden();
  expect(previews).toBe(0);
  await executive.getByRole('link', { name: title }).click();
  await expect(
    executive.getByText(/reminder 2 business days before · escalated 3 business days after it was due/),
  ).toBeVisible();
  await executive.getByRole('button', { name: 'Close', exact: true }).click();

  const rep = await (await browser.newContext()).newPage();
  await signIn(rep, 'rep');
  await rep.getByRole('link', { name: title }).click();
  await rep
    .getByRole('complementary')
    .getByRole('button', { name: `Mark done: ${title}` })
    .click();

  const waiting = executive.getByRole('region', { name: 'Waiting for your acceptance' });
  await expect(waiting.getByRole('link', { name: title })).toBeVisible();
  await expectAccessible(executive);
  await waiting.getByRole('button', { name: `Accept ${title} of Ana Ruiz` }).click();
  await expect(executive.getByText(`${title} of Ana is accepted.`)).toBeVisible();
  await expect(waiting).toBeHidden();
  for (const page of [executive, rep]) await page.context().close();
});
