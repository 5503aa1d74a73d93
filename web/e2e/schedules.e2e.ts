import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test.describe('an administrator', () => {
  test.beforeEach(async ({ page }) => signIn(page, 'executive'));

  test('makes a schedule, sees its due times first, and the rep has it on the list', async ({ page }) => {
    await page.getByRole('link', { name: 'Paperwork' }).first().click();
    await expect(page.getByRole('link', { name: 'Expense report' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add paperwork' }).click();
    const panel = page.getByRole('complementary');
    await panel.getByLabel('Name', { exact: true }).fill('Pipeline review');
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu']) await panel.getByLabel(day, { exact: true }).check();
    await panel.getByLabel('Due at').fill('16:30');
    await panel.getByRole('radio', { name: 'people by name' }).check();
    await expect(panel.getByText('They appear here as soon as the schedule is complete.')).toBeVisible();
    await panel.getByLabel('Add somebody').fill('Ana Ruiz');
    await expect(panel.getByRole('list', { name: 'Chosen' })).toContainText('Ana Ruiz');
    const preview = panel.getByRole('region', { name: 'Next due times' });
    await expect(preview.getByText(/^1 person owes/)).toBeVisible();
    await expect(preview.getByRole('listitem')).toHaveCount(10);
    await expect(preview.getByRole('listitem').first()).toContainText('16:30');
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Save' }).click();
    const row = page.locator('[data-row]').filter({ hasText: 'Pipeline review' });
    await expect(row).toContainText('Every Monday, Tuesday, Wednesday, Thursday and Friday');
    await expect(row).toContainText('Ana Ruiz');
    await expectFitsPhone(page);

    await page.context().clearCookies();
    await signIn(page, 'rep');
    await page.goto('/items');
    await expect(page.getByText(/^Pipeline review, week/).first()).toBeVisible();
  });

  test('is asked before a schedule makes more than 10,000 items a day', async ({ page }) => {
    await page.goto('/paperwork/new');
    const panel = page.getByRole('complementary');
    await panel.getByLabel('Name', { exact: true }).fill('Stock take');
    await panel.getByRole('radio', { name: 'people by name' }).check();
    await panel.getByLabel('Add somebody').fill('Cai Lindt');
    await expect(panel.getByRole('list', { name: 'Chosen' })).toContainText('Cai Lindt');
    // The next one can be named at once.
    await expect(panel.getByLabel('Add somebody')).toBeFocused();
    // As the server answers where so many people owe it.
    const confirmed: unknown[] = [];
    await page.route('**/api/v1/paperwork-types', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const { confirm } = route.request().postDataJSON();
      confirmed.push(confirm);
      if (confirm === true) return route.fallback();
      return route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: {
          type: 'about:blank',
          title: 'It has to be confirmed',
          status: 409,
          detail: 'It would make 10,001 items each day that it falls due. Confirm it if that is meant.',
          code: 'needs_confirmation',
          requestId: 'none',
          errors: [{ path: 'confirm', message: '10001' }],
        },
      });
    });
    await page.keyboard.press('Control+Enter');
    await expect(panel.getByText(/It would make 10,001 items each day/)).toBeVisible();
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Make them all' }).click();
    await expect(page.getByText(/^Stock take is saved\./)).toBeVisible();
    expect(confirmed).toEqual([false, true]);
  });

  test('keeps the calendar: a holiday, a file, and what it would add', async ({ page }) => {
    await page.goto('/calendar');
    const form = page.getByRole('form', { name: 'Add a holiday' });
    await form.getByLabel('Day').fill(inDays(200));
    await form.getByLabel('Name').fill('Founders’ Day');
    await form.getByRole('button', { name: 'Add holiday' }).click();
    await expect(page.getByText('Founders’ Day')).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('From a calendar file (.ics)').setInputFiles({
      name: 'holidays.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(
        [
          'BEGIN:VCALENDAR',
          'BEGIN:VEVENT',
          'DTSTART;VALUE=DATE:20200101',
          'RRULE:FREQ=YEARLY',
          'SUMMARY:New Year’s Day',
          'END:VEVENT',
          'END:VCALENDAR',
        ].join('\r\n'),
      ),
    });
    await page.getByRole('button', { name: /^Add \d holidays?$/ }).click();
    await expect(page.getByRole('button', { name: /^Remove New Year’s Day/ }).first()).toBeVisible();
    await page.getByRole('button', { name: /^Remove Founders’ Day/ }).click();
    await expect(page.getByText('Founders’ Day is removed.')).toBeVisible();
    await expectFitsPhone(page);
  });
});

test('a manager records leave, and the rep sees it', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/team');
  await page.getByRole('link', { name: 'Ben Osei' }).click();
  await page.getByRole('button', { name: 'Record leave' }).click();
  const form = page.getByRole('form', { name: 'Record leave' });
  await form.getByRole('button', { name: 'Record leave' }).click();
  await expect(form.getByText('Say from when')).toBeVisible();
  await form.getByLabel('First day away').fill(inDays(40));
  await form.getByLabel('First day back').fill(inDays(47));
  await form.getByLabel('Who takes over').fill('Ana Ruiz');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Record leave' }).click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByText(/Ana Ruiz takes over/)).toBeVisible();
  await expectAccessible(page);

  // Another last day, and nobody who takes over.
  await panel.getByRole('button', { name: /^Change the leave of Ben Osei/ }).click();
  const change = page.getByRole('form', { name: 'Change the leave of Ben Osei' });
  await change.getByLabel('First day back').fill(inDays(44));
  await expectAccessible(page);
  await change.getByRole('button', { name: 'Change leave' }).click();
  await expect(page.getByText('Leave of Ben Osei is changed.')).toBeVisible();
  await expect(panel.getByText(/Ana Ruiz takes over/)).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, 'otherRep');
  await page.goto('/items');
  await expect(page.getByText(/^Your leave: .* Ana Ruiz takes over/)).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, 'executive');
  await page.goto('/leave');
  await page.getByRole('button', { name: /^Take back the leave of Ben Osei/ }).click();
  await expect(page.getByText('The leave is taken back.')).toBeVisible();
  await expect(page.getByText('Nobody is away, and nobody will be.')).toBeVisible();
  await expectAccessible(page);
});

test('a rep enters leave, which counts once the manager confirms it, and both are told', async ({ page }) => {
  await signIn(page, 'otherRep');
  await page.goto('/leave');
  await page.getByRole('button', { name: 'Enter leave' }).click();
  const form = page.getByRole('form', { name: 'Enter leave' });
  await form.getByLabel('First day away').fill(inDays(60));
  await form.getByLabel('First day back').fill(inDays(67));
  await form.getByLabel('Who takes over').fill('Ana Ruiz');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Enter leave' }).click();
  await expect(page.getByText(/waits to be confirmed/)).toBeVisible();
  await expectFitsPhone(page);

  await page.context().clearCookies();
  await signIn(page, 'manager');
  await page.goto('/inbox');
  await page.getByRole('link', { name: /Ben Osei enters leave/ }).click();
  await page.getByRole('button', { name: /^Confirm the leave of Ben Osei/ }).click();
  await expect(page.getByText('Leave of Ben Osei counts from now.')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await signIn(page, 'otherRep');
  await page.goto('/inbox');
  await page
    .getByRole('link', { name: /Your leave is recorded/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Take back the leave of Ben Osei/ }).click();
  await expect(page.getByText('The leave is taken back.')).toBeVisible();
});
