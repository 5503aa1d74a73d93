import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailServer } from '../../server/src/features/notifications/testing/mail-server.ts';
import { broughtIn } from './support/installation.ts';
import { people } from './support/organization.ts';
import { expect, expectAccessible, expectFitsPhone, giveCredentials, test } from './support/pages.ts';
import { freePort, type Installation, plumbline, run, startServer } from './support/server.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** A directive of last week that nobody relayed to Ben and Cai did not do, as an import brings it. */
function bringInDirective(dataDir: string, title: string): void {
  const folder = join(dataDir, 'directive');
  mkdirSync(folder);
  const issued = `id,title,issued_by,issued_at,due_at\nD2,${title},E,${daysAgo(9)},${daysAgo(2)}\n`;
  writeFileSync(join(folder, 'directives.csv'), issued);
  const assigned = `directive_id,rep_id,relayed_at\nD2,B,\nD2,C,${daysAgo(8)}\n`;
  writeFileSync(join(folder, 'directive_assignments.csv'), assigned);
  plumbline(dataDir, ['import', folder, '--organization', 'Harrow & Vale', '--json']);
}

test.describe('by mail', () => {
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let installation: Installation;
  let dataDir = '';
  test.beforeAll(async () => {
    mail = await mailServer();
    dataDir = broughtIn();
    installation = await startServer(dataDir, {
      PORT: await freePort(),
      SMTP_URL: mail.url,
      MAIL_FROM: 'plumbline@example.com',
    });
  });
  test.afterAll(async () => {
    await installation.stop();
    await mail.close();
  });

  /** The mail to somebody that holds these words, once it has come. */
  async function mailTo(who: keyof typeof people, words: string): Promise<string> {
    const find = () => mail.received.find(({ to, text }) => to.includes(people[who]) && text.includes(words));
    // Longer than the minute after which the server looks for what is to be sent.
    await expect.poll(() => find() !== undefined, { timeout: 90_000 }).toBe(true);
    return find()?.text ?? '';
  }

  test('a manager’s ask reaches the rep in the manager’s words, and opens the item', async ({
    page,
    browser,
  }) => {
    await page.goto(installation.url);
    await giveCredentials(page, 'manager');
    await page.getByLabel('Group').selectOption('rep');
    await page
      .getByRole('table', { name: /Ana Ruiz/ })
      .getByRole('link', { name: 'Call report' })
      .focus();
    await page.keyboard.press('Shift+A');
    await page.getByRole('textbox', { name: 'Message' }).fill('What keeps you from it? Call me.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/The message is sent and on the record/)).toBeVisible();

    const letter = await mailTo('rep', 'What keeps you from it? Call me.');
    expect(letter).toContain('Mia Ellis asks about “Call report”');
    const rep = await (await browser.newContext()).newPage();
    await rep.goto(/http\S+\/items\/[-0-9a-f]+/.exec(letter)?.[0] ?? '');
    await giveCredentials(rep, 'rep');
    await expect(rep.getByRole('complementary', { name: /Call report/ })).toBeVisible();
    await rep.context().close();
  });

  test('a digest says what is owed, and hands it in without a sign-in, once', async ({ page }) => {
    bringInDirective(dataDir, 'Send the sample case back');
    run(dataDir, 'morning.ts');
    const letter = await mailTo('rep', 'Your day in Plumbline');
    const [, link = ''] = /Expense report, was due[^]*?Submit: (\S+)/.exec(letter) ?? [];
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Submit: Expense report' })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole('button', { name: 'Submit it' }).click();
    await expect(page.getByRole('heading', { name: 'It is submitted' })).toBeVisible();
    await page.goto('about:blank');
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This link does nothing any more' })).toBeVisible();

    // The other roles have theirs: whom to answer, and where directives died in the week.
    expect(await mailTo('manager', 'Your day in Plumbline')).toContain('Site survey');
    expect(await mailTo('executive', 'Your week in Plumbline')).toContain(
      'Send the sample case back: 1 never relayed, 1 with the rep',
    );
    await page.goto(`${installation.url}/items`);
    await giveCredentials(page, 'rep');
    await expect(
      page.getByRole('region', { name: 'Done' }).getByRole('link', { name: 'Expense report' }),
    ).toBeVisible();
  });
});
