import { expect, expectAccessible } from './support/pages.ts';
import { signIn, test } from './support/team.ts';
import { zipOf } from './support/zip.ts';

const zip = (name: string, files: Record<string, string>) => ({
  name,
  mimeType: 'application/zip',
  buffer: zipOf(files),
});

const accounts = 'id,name,currency\nACC1,Harbour Logistics,EUR\nACC2,Kestrel Foods,EUR\n';

test.describe('an administrator', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page, 'executive');
    await page.goto('/imports');
  });

  test('brings in a bundle with problems, sees each by row, and nothing was changed', async ({ page }) => {
    await expectAccessible(page);
    await page.getByLabel('Zip to import').setInputFiles(
      zip('broken.zip', {
        'accounts.csv': accounts,
        'account_owners.csv': 'account_id,owner_id,from\nACC1,nobody,2026-01-01\nACC2,A,2026-02-30\n',
      }),
    );
    await expect(page.getByText('Rejected, nothing was changed')).toBeVisible();
    const problems = page.getByRole('region', { name: 'Problems' });
    await expect(problems.getByRole('row', { name: /account_owners\.csv 2 owner_id nobody/ })).toBeVisible();
    await expect(problems.getByRole('row', { name: /account_owners\.csv 3 from 2026-02-30/ })).toBeVisible();
    await expectAccessible(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as CSV' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^problems-.*\.csv$/);
  });

  test('brings in a good bundle, and the same again changes nothing', async ({ page }) => {
    const bundle = zip('accounts.zip', { 'accounts.csv': accounts });
    await page.getByLabel('Zip to import').setInputFiles(bundle);
    await expect(page.getByText('Imported', { exact: true })).toBeVisible();
    await expect(page.getByRole('row', { name: /accounts\.csv 2 2 0 0 0 [0-9a-f]{16}/ })).toBeVisible();
    await expectAccessible(page);

    await page.goto('/imports');
    await page.getByLabel('Zip to import').setInputFiles(bundle);
    await expect(page.getByText('Imported', { exact: true })).toBeVisible();
    await expect(page.getByRole('row', { name: /accounts\.csv 2 0 0 2 0/ })).toBeVisible();

    await page.goto('/imports');
    await expect(page.getByRole('listitem').filter({ hasText: 'accounts.zip' }).first()).toContainText(
      '2 unchanged',
    );
    await expectAccessible(page);
  });

  test('is told at once that a file is not a zip', async ({ page }) => {
    await page.getByLabel('Zip to import').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('id,name\n'),
    });
    await expect(page.getByRole('alert').getByText(/people\.csv is not a zip/)).toBeVisible();
  });

  test('reads who changed what, and narrows it down to one subject', async ({ page }) => {
    await page.getByRole('link', { name: 'Audit' }).first().click();
    await expect(
      page.getByRole('row', { name: /Eva Brandt session begun|session begun/ }).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('table').getByRole('link').first().click();
    await expect(page.getByText(/^Only /)).toBeVisible();
    await page.getByRole('link', { name: 'Show all' }).click();
    await expect(page.getByText(/^Only /)).toBeHidden();
  });
});
