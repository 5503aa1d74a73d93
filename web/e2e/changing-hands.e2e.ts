import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { broughtIn } from './support/installation.ts';
import { people } from './support/organization.ts';
import { expect, expectAccessible, expectFitsPhone, giveCredentials, test } from './support/pages.ts';
import { type Installation, plumbline, startServer } from './support/server.ts';

/** An import says that the manager has left, yesterday; nobody is named after her. */
function managerLeaves(dataDir: string): void {
  const folder = join(dataDir, 'leaving');
  mkdirSync(folder);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  writeFileSync(
    join(folder, 'people.csv'),
    `id,name,email,role,timezone,left_on\nM,Mia Ellis,${people.manager},manager,Europe/London,${yesterday}\n`,
  );
  plumbline(dataDir, ['import', folder, '--organization', 'Harrow & Vale', '--json']);
}

let installation: Installation;
test.beforeAll(async () => {
  const dataDir = broughtIn();
  managerLeaves(dataDir);
  installation = await startServer(dataDir);
});
test.afterAll(() => installation.stop());

test('the queue of a manager who has left is on Today of whom she reported to, who answers it', async ({
  page,
}) => {
  await page.goto(installation.url);
  await giveCredentials(page, 'executive');
  await page
    .getByRole('link', { name: /^Today.*waiting/ })
    .first()
    .click();
  const rows = page.getByRole('table', { name: /Lapses waiting/ }).locator('[data-row]');
  await expect(rows.filter({ hasText: 'Ana Ruiz' })).toHaveCount(2);
  const before = await rows.count();
  await expectAccessible(page);
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await expect(page.getByText(/The message is sent and on the record/)).toBeVisible();
  await expect(rows).toHaveCount(before - 1);
  await expectFitsPhone(page);
});
