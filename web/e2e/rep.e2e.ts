import { expect, expectAccessible, expectFitsPhone, giveCredentials } from './support/pages.ts';
import { signIn, test } from './support/team.ts';

test.describe('a rep', () => {
  test.beforeEach(async ({ page }) => signIn(page, 'rep'));

  test('sees what is late, due and done, and a wrong address leads back', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'My items' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Late', exact: true }).getByRole('listitem')).toHaveCount(
      2,
    );
    await expect(page.getByRole('region', { name: 'Done' })).toContainText('on time');
    await expectAccessible(page);
    // Nor does one that is not theirs to see.
    for (const path of ['/nowhere', '/people', '/today']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
    }
    await expectAccessible(page);
  });

  test('submits with one tap and takes it back within seconds', async ({ page }) => {
    const late = page.getByRole('region', { name: 'Late', exact: true });
    await late
      .getByRole('button', { name: /^Submit: / })
      .first()
      .click();
    await expect(late.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(/is open again/)).toBeVisible();
    await expect(late.getByRole('listitem')).toHaveCount(2);
  });

  test('hands in several at once and takes them back', async ({ page }) => {
    const late = page.getByRole('region', { name: 'Late', exact: true });
    await expect(late.getByRole('listitem')).toHaveCount(2);
    await page.getByRole('button', { name: 'Select several' }).click();
    await late.getByRole('checkbox').first().check();
    await expect(page.getByText('1 item selected')).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Select all' }).click();
    await expect(late.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await expectFitsPhone(page);
    // What is not meant goes out again, by the key as well.
    const others = page.getByRole('checkbox', { checked: true });
    const many = await others.count();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(many).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Hand in (2)' }).click();
    await expect(page.getByText('2 items are handed in.')).toBeVisible();
    await expect(late).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('2 items are open again.')).toBeVisible();
    await expect(late.getByRole('listitem')).toHaveCount(2);
  });

  test('says why something is late, and the reason stands beside it', async ({ page }) => {
    await page
      .getByRole('button', { name: /^Say why: / })
      .first()
      .click();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'travelling' }).check();
    await page.getByLabel('In your words').fill('Three days at Brandt.');
    await page.keyboard.press('Control+Enter');
    const panel = page.getByRole('complementary');
    await expect(panel.getByRole('form')).toBeHidden();
    await expect(panel.getByText(/Three days at Brandt/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(page.getByText(/you said: travelling/i)).toBeVisible();
  });

  test('asks for time before something is late', async ({ page }) => {
    await page
      .getByRole('button', { name: /^Ask for time: / })
      .first()
      .click();
    await page
      .getByRole('form')
      .getByRole('button', { name: /Ask for time/ })
      .click();
    await expect(page.getByText(/you asked for time until/i)).toBeVisible();
  });

  test('acknowledges a directive and then can mark it done', async ({ page }) => {
    await page.getByRole('button', { name: 'Acknowledge: Call every dormant account' }).click();
    await expect(page.getByRole('button', { name: 'Mark done: Call every dormant account' })).toBeVisible();
    await expect(page.getByText(/directive, acknowledged/i)).toBeVisible();
  });

  test('walks the rows by j and k, and Enter opens one at an address of its own', async ({ page }) => {
    await expect(page.getByRole('region', { name: 'Late', exact: true })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/items\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('complementary').getByText('What happened')).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole('complementary')).toBeVisible();
  });

  test('disputes a follow-up in own words', async ({ page }) => {
    await page
      .getByRole('link', { name: /Follow-ups/ })
      .first()
      .click();
    await expect(page.getByText('Went through the plan together.')).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /^Dispute/ })
      .first()
      .click();
    await page.getByLabel('What was not so').fill('We spoke about something else.');
    await page
      .getByRole('form')
      .getByRole('button', { name: /Dispute/ })
      .click();
    await expect(
      page.getByRole('paragraph').filter({ hasText: 'We spoke about something else.' }),
    ).toBeVisible();
    await expect(page.getByText(/disputed today/i)).toBeVisible();
  });

  test('works on a phone: the bar at the bottom, nothing wider than the screen', async ({ page }) => {
    await expectFitsPhone(page);
    await page.getByRole('button', { name: 'More' }).click();
    await expect(page.getByRole('navigation', { name: 'More pages' }).getByRole('link')).toContainText([
      'Accounts',
      'Exceptions',
      'Leave',
    ]);
    await page.keyboard.press('Escape');
    await expectAccessible(page);
  });

  test('signs out, and what was open asks to sign in first', async ({ page, context }) => {
    // In a session of its own, since the other tests go on with theirs.
    await context.clearCookies();
    await page.goto('/');
    await giveCredentials(page, 'rep');
    await page.getByRole('button', { name: 'Ana Ruiz' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.goto('/follow-ups');
    await expect(page).toHaveURL(/\/sign-in\?back=/);
  });

  test('whose session has ended signs in again and goes on where they were', async ({ page, context }) => {
    await expect(page.getByRole('region', { name: 'Late', exact: true })).toBeVisible();
    await context.clearCookies();
    await page
      .getByRole('link', { name: /Follow-ups/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await giveCredentials(page, 'rep');
    await expect(page).toHaveURL(/\/follow-ups$/);
    await expect(page.getByText('Went through the plan together.')).toBeVisible();
  });
});
