import type { PolicyVersion } from '@plumbline/shared/contracts/policy.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import { describe, expect, it } from 'vitest';
import { changesFrom, check, draftOf } from './draft.ts';

const version: PolicyVersion = {
  version: 1,
  norms: defaultNorms,
  responseBusinessDays: 3,
  replyBusinessDays: 5,
  inForceFrom: '2026-01-05',
  state: 'in_force',
  createdBy: null,
  createdAt: '2026-01-05T08:00:00.000Z',
};

describe('a policy being typed', () => {
  it('is what it was until something is changed', () => {
    const draft = draftOf(version);
    expect(draft.norms.silence).toBe('35');
    expect(changesFrom(version, draft)).toEqual([]);
    expect(check(draft)).toEqual({
      ok: true,
      policy: { norms: defaultNorms, responseBusinessDays: 3, replyBusinessDays: 5 },
    });
  });

  it('names what is changed', () => {
    const draft = draftOf(version);
    expect(
      changesFrom(version, { ...draft, norms: { ...draft.norms, silence: '30' }, replyBusinessDays: '0' }),
    ).toEqual(['silence', 'replyBusinessDays']);
  });

  it.each(['', '-1', '101', '12.5', 'a few'])('says what is wrong with a norm of %j', (silence) => {
    const draft = draftOf(version);
    expect(check({ ...draft, norms: { ...draft.norms, silence } })).toEqual({
      ok: false,
      wrong: { silence: 'A whole number from 0 to 100' },
    });
  });

  it('says what is wrong with the times', () => {
    expect(check({ ...draftOf(version), responseBusinessDays: '0', replyBusinessDays: '31' })).toEqual({
      ok: false,
      wrong: {
        responseBusinessDays: 'A whole number from 1 to 20',
        replyBusinessDays: 'A whole number from 0 to 30',
      },
    });
  });
});
