import type { Role } from '@plumbline/shared/domain/roles.ts';
import type { Page } from '@playwright/test';

/** A picture of the documents. */
export interface Picture {
  /** Of its file in docs/images, without the ending. */
  name: string;
  as: Role;
  /** Where it begins; `arrive` goes on from there. */
  path: string;
  arrive?(page: Page): Promise<unknown>;
  /** The heading of what `arrive` opens. */
  shows?: RegExp;
  /** Default: a desktop. */
  device?: 'phone';
  /** Also in dark, as `name-dark`. */
  inDark?: true;
}

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** Opens what a link of this name leads to. */
const follow = (name: RegExp) => (page: Page) => page.getByRole('link', { name }).first().click();

/** In the order of docs/using.md. */
export const pictures: readonly Picture[] = [
  { name: 'rep-items', as: 'rep', path: '/items', device: 'phone' },
  {
    name: 'rep-say-why',
    as: 'rep',
    path: '/items',
    device: 'phone',
    arrive: (page) =>
      page
        .getByRole('button', { name: /^Say why/ })
        .first()
        .click(),
    shows: /^Call report/,
  },
  { name: 'rep-follow-ups', as: 'rep', path: '/follow-ups', device: 'phone' },
  { name: 'rep-joint-call', as: 'rep', path: '/accounts', device: 'phone' },
  { name: 'rep-record', as: 'rep', path: '/my-record' },

  { name: 'manager-today', as: 'manager', path: '/today' },
  {
    name: 'manager-log',
    as: 'manager',
    path: '/today',
    arrive: press('j', 'x', 'j', 'j', 'j', 'x', 'f'),
    shows: /^Log follow-up/,
  },
  {
    name: 'manager-one-to-one',
    as: 'manager',
    path: '/team',
    arrive: async (page) => {
      await page.getByRole('link', { name: 'Priya Novak' }).focus();
      await page.keyboard.press('o');
      await page.getByRole('heading', { name: /^One-to-one with/ }).waitFor();
      await page.locator('[data-row]').first().waitFor();
      await press('j', '4')(page);
    },
  },
  {
    name: 'manager-directive',
    as: 'manager',
    path: '/directives',
    arrive: follow(/contract ends in March/),
    shows: /contract ends in March/,
  },
  { name: 'manager-patterns', as: 'manager', path: '/my-patterns' },

  { name: 'executive-patterns', as: 'executive', path: '/patterns?open=friend', inDark: true },
  {
    name: 'executive-manager',
    as: 'executive',
    path: '/patterns',
    arrive: follow(/^Kofi Ellis$/),
    shows: /^Kofi Ellis$/,
  },
  {
    name: 'executive-flag',
    as: 'executive',
    path: '/flags',
    arrive: follow(/Kofi Ellis/),
    shows: /Kofi Ellis$/,
  },
  {
    name: 'executive-escalated',
    as: 'executive',
    path: '/directives',
    arrive: follow(/territory plan/),
    shows: /territory plan/,
  },
  { name: 'executive-policy', as: 'executive', path: '/policy' },
];
