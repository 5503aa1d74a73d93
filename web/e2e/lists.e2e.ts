import { readFileSync } from 'node:fs';
import { Me } from '@plumbline/shared/contracts/session.ts';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsPhone } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

/** The lines of the file behind "CSV", the names of the columns first. */
async function downloaded(page: Page): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
}

const meOf = async (page: Page) => Me.parse(await (await page.request.get('/api/v1/me')).json());

test('a rep narrows their follow-ups, and gets them as a file', async ({ page }) => {
  await signIn(page, 'rep');
  await page.goto('/follow-ups');
  await page.getByLabel('What came of it').selectOption('coaching');
  await page.getByLabel('Sort').selectOption('Oldest first');
  await expect(page).toHaveURL(/outcome=coaching/);
  const talk = page.getByRole('listitem').filter({ hasText: 'Went through the plan together.' });
  await expect(talk).toBeVisible();
  await page.reload();
  await expect(talk).toBeVisible();
  const lines = await downloaded(page);
  expect(lines.some((line) => line.includes('Went through the plan together.'))).toBe(true);
  await page.getByRole('searchbox', { name: 'Manager' }).fill('xylophone');
  await expect(page.getByText('Nothing fits')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByLabel('What came of it')).toHaveValue('');
});

test('a manager narrows the team’s follow-ups and exceptions', async ({ page }) => {
  await signIn(page, 'manager');
  await page.goto('/follow-ups?scope=team');
  await page.getByLabel('Rep', { exact: true }).selectOption('Ana Ruiz');
  await page.getByLabel('What came of it').selectOption('coaching');
  await page.getByLabel('Held', { exact: true }).selectOption('Held between…');
  await page.getByLabel('First day').fill('2020-01-01');
  await expect(page.getByText('Went through the plan together.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  // On a phone, as it still is, what narrows the list waits behind a button.
  await page.goto('/exceptions?view=team');
  await page.getByRole('button', { name: 'Filter and sort' }).click();
  await page.getByLabel('Kind', { exact: true }).selectOption('Credit terms');
  await page.getByLabel('State', { exact: true }).selectOption('Taken back');
  await expect(page).toHaveURL(/kind=credit_terms.*state=withdrawn|state=withdrawn.*kind=credit_terms/);
  await expect(page.getByText('Nothing fits')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByLabel('Kind', { exact: true })).toHaveValue('');
  await expect(page.getByRole('link', { name: 'All', exact: true })).toHaveAttribute('aria-current', /./);
});

test('an executive keeps a list of directives under a name', async ({ page }) => {
  await signIn(page, 'executive');
  await page.goto('/directives');
  await page.getByLabel('State', { exact: true }).selectOption('All');
  await page.getByLabel('Issued by', { exact: true }).selectOption('Eva Brandt');
  await page.getByRole('searchbox', { name: 'Title or issuer' }).fill('every dormant');
  const directive = page.getByRole('link', { name: 'Call every dormant account' });
  await expect(page).toHaveURL(/search=every/);
  await expect(directive).toBeVisible();
  expect((await downloaded(page)).filter((line) => line.includes('Call every dormant account'))).toHaveLength(
    1,
  );
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Dormant ones');
  await page.keyboard.press('Enter');
  const tab = page.getByRole('link', { name: 'Dormant ones' });
  await expect(tab).toHaveAttribute('aria-current', /./);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByLabel('State', { exact: true })).toHaveValue('open');
  await tab.click();
  await expect(page.getByLabel('State', { exact: true })).toHaveValue('all');
  await expect(page.getByLabel('Issued by', { exact: true }).locator(':checked')).toHaveText('Eva Brandt');
  // What is opened beside the list leaves it as it is.
  await directive.click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tab).toHaveAttribute('aria-current', /./);
  await page.getByRole('button', { name: 'Remove the view Dormant ones' }).click();
  await expect(tab).toHaveCount(0);
  await expectFitsPhone(page);
});

test('leave that waits is counted beside its page, as long as it waits', async ({ browser }) => {
  const open = async (as: 'rep' | 'manager') => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, as);
    return page;
  };
  const [rep, manager] = [await open('rep'), await open('manager')];
  const waiting = manager
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /^Leave.*waiting/ });
  await expect(waiting).toHaveCount(0);
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const recorded = await rep.request.post('/api/v1/absences', {
    data: { personId: (await meOf(rep)).id, from: day(200), until: day(202) },
  });
  expect(recorded.ok()).toBe(true);
  await expect(waiting).toBeVisible();
  const { id } = await recorded.json();
  expect((await rep.request.delete(`/api/v1/absences/${id}?version=1`)).ok()).toBe(true);
  await expect(waiting).toHaveCount(0);
  await Promise.all([rep.context().close(), manager.context().close()]);
});

test('what has waited for a week is not sent without a word', async ({ page }) => {
  await signIn(page, 'manager');
  const { id } = await meOf(page);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await page.evaluate(
    ({ name, writtenAt }) =>
      localStorage.setItem(
        name,
        JSON.stringify({
          key: 'long-ago',
          writtenAt,
          path: '/follow-ups',
          body: {},
          what: 'the follow-up with Ben Osei',
          draft: { name: 'long-ago', value: {} },
          isWaiting: true,
        }),
      ),
    { name: `plumbline/${id}/outbox/long-ago`, writtenAt: Date.now() - 8 * 86_400_000 },
  );
  await page.reload();
  await expect(page.getByText(/perhaps sent then: the follow-up with Ben Osei/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Discard the follow-up with Ben Osei' }).click();
  await expect(page.getByText(/perhaps sent then/)).toHaveCount(0);
  expect(sent).not.toContain('/api/v1/follow-ups');
});
