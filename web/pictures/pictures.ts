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
  },
  { name: 'rep-follow-ups', as: 'rep', path: '/follow-ups', device: 'phone' },
  { name: 'rep-joint-call', as: 'rep', path: '/accounts', device: 'phone' },
  { name: 'rep-record', as: 'rep', path: '/my-record' },

  { name: 'manager-today', as: 'manager', path: '/today' },
  { name: 'manager-log', as: 'manager', path: '/today', arrive: press('j', 'x', 'j', 'j', 'j', 'x', 'f') },
  {
    name: 'manager-one-to-one',
    as: 'manager',
    path: '/team',
    arrive: async (page) => {
      await press('j', 'j', 'o')(page);
      await page.getByRole('heading', { level: 1, name: /One-to-one/ }).waitFor();
      await press('j', '3')(page);
    },
  },
  {
    name: 'manager-directive',
    as: 'manager',
    path: '/directives',
    arrive: (page) => page.getByRole('link', { name: /contract ends in March/ }).click(),
  },
  { name: 'manager-patterns', as: 'manager', path: '/my-patterns' },

  { name: 'executive-patterns', as: 'executive', path: '/patterns?open=friend', inDark: true },
  {
    name: 'executive-manager',
    as: 'executive',
    path: '/patterns',
    arrive: (page) => page.getByRole('link', { name: 'Kofi Ellis', exact: true }).click(),
  },
  {
    name: 'executive-flag',
    as: 'executive',
    path: '/flags',
    arrive: (page) =>
      page
        .getByRole('link', { name: /Kofi Ellis/ })
        .first()
        .click(),
  },
  {
    name: 'executive-directive',
    as: 'executive',
    path: '/directives?view=all',
    arrive: (page) =>
      page
        .getByRole('link', { name: /territory plan/ })
        .last()
        .click(),
  },
  { name: 'executive-policy', as: 'executive', path: '/policy' },
];
