import {
  type FollowUpChannel,
  type FollowUpOutcome,
  excuses,
  followUpChannels,
  followUpOutcomes,
} from '@plumbline/shared/domain/vocabulary.ts';
import { z } from 'zod';
import type { Reader } from '../../lib/formats.ts';

const hour = 3_600_000;

/** How a follow-up is held that Plumbline did not send. */
export type Spoken = Exclude<FollowUpChannel, 'app'>;
export const spoken = followUpChannels.filter((channel): channel is Spoken => channel !== 'app');

/** When and how it was held, as a form has it. */
export const Talk = z.object({
  occurredAt: z.string().nullable(),
  channel: z.enum(followUpChannels).exclude(['app']),
});

/** What was said about something, as a form has it: fields that are left out are `none`, null or empty. */
export const Said = z.object({
  outcome: z.enum(followUpOutcomes),
  excuse: z.enum(['none', ...excuses]),
  commitmentAt: z.string().nullable(),
  note: z.string(),
});
export type Said = z.infer<typeof Said>;

export const nothingSaid = (outcome: FollowUpOutcome): Said => ({
  outcome,
  excuse: 'none',
  commitmentAt: null,
  note: '',
});

/** As the API takes it. */
export const sentAs = ({ outcome, excuse, commitmentAt, note }: Said) => ({
  outcome,
  excuse: excuse === 'none' ? undefined : excuse,
  commitmentAt: commitmentAt ?? undefined,
  note: note.trim() || undefined,
});

/** What an outcome cannot be recorded without, in words for its field. */
export function neededFor({ outcome, excuse, commitmentAt }: Said): {
  excuse?: string;
  commitmentAt?: string;
} {
  if (outcome === 'excuse_accepted' && excuse === 'none') return { excuse: 'Say which excuse you accepted' };
  if (outcome === 'new_commitment' && commitmentAt === null) return { commitmentAt: 'Say until when' };
  return {};
}

/** Moments at which what is typed in now was usually held. */
export function recentTimes(now: Date) {
  const ago = (hours: number) => new Date(now.getTime() - hours * hour).toISOString();
  return [
    { value: ago(0), label: 'just now' },
    { value: ago(1), label: 'an hour ago' },
    { value: ago(24), label: 'yesterday, this time' },
  ];
}

/** Whether what was held then no longer counts as an answer when it is recorded now. */
export const isTooLateToAnswer = (occurredAt: string | null, { now }: Reader): boolean =>
  occurredAt !== null && now.getTime() - Date.parse(occurredAt) > 48 * hour;
