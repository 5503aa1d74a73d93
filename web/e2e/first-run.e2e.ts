import { type Installation, newDataDir, startServer } from './support/server.ts';
import { expect, expectAccessible, test } from './support/pages.ts';

test.describe('a new installation', () => {
  let installation: Installation;
  test.beforeAll(async () => {
    installation = await startServer(newDataDir());
  });
  test.afterAll(() => installation.stop());

  test('is set up from the printed link to an invited rep at work, with nothing but pasted names', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: installation.url });
    await page.goto(installation.url);
    await expect(page.getByRole('heading', { name: 'Welcome to Plumbline' })).toBeVisible();
    await expect(page.getByRole('button', { name: /sample organisation/ })).toBeVisible();
    await expectAccessible(page);

    await page.goto(installation.setUpLink ?? 'about:blank');
    await page.getByLabel('Organisation', { exact: true }).fill('Brandt Supplies');
    await page.getByLabel('Your name').fill('Ida Berg');
    await page.getByLabel('Your e-mail address').fill('ida@example.com');
    await page.getByLabel('Password', { exact: true }).fill('long enough to keep');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set up' }).click();

    await expect(page.getByRole('heading', { name: 'Add people' })).toBeVisible();
    const lines = page.getByLabel('Lines');
    await lines.fill(
      'name, e-mail, manager\nMark Ellis, mark@example.com, ida@example.com\nAna Ruiz, ana.example.com, mark@example.com',
    );
    await expect(page.getByText('Line 3')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Add / })).toBeDisabled();
    await lines.fill(
      'name, e-mail, manager\nMark Ellis, mark@example.com, ida@example.com\nAna Ruiz, ana@example.com, mark@example.com',
    );
    await expect(page.getByRole('heading', { name: /people, 1 manager/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Add 2 people/ }).click();

    await page.getByRole('button', { name: 'Copy link for Ana Ruiz' }).click();
    await expect(page.getByText('Copied the link for Ana Ruiz.')).toBeVisible();
    await expectAccessible(page);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('link', { name: 'To all people' }).click();
    await expect(page.getByRole('row', { name: /Ana Ruiz/ })).toContainText('Mark Ellis');
    await expectAccessible(page);

    await page.goto(`${installation.url}/patterns`);
    await expect(page.getByRole('row', { name: /Mark Ellis/ })).toContainText('no activity source yet');
    await expectAccessible(page);

    await context.clearCookies();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Welcome, Ana Ruiz' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('Choose a password').fill('too short');
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByText('At least 12 characters', { exact: true })).toBeVisible();
    await page.getByLabel('Choose a password').fill('long enough to keep too');
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByRole('link', { name: /Call report/ }).first()).toBeVisible();
    await expectAccessible(page);

    await context.clearCookies();
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'This invitation cannot be opened' })).toBeVisible();
  });
});
