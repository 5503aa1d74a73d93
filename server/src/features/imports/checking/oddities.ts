import type { Finding } from './find.ts';

const warning = (file: string, column: string, expected: string, rows: string): Finding => ({
  severity: 'warning',
  file,
  column,
  expected,
  rows,
});

/** An act on a day after the last one of the person who did it. */
const afterLeaving = (file: string, person: string, at: string): Finding =>
  warning(
    file,
    at,
    `a time before ${person} left`,
    `select s.line, s.${at} as value from staged_${file} s
    join staged_people p on p.id = s.${person} and p.left_on is not null
    where s.${at} >= (p.left_on + 1)::timestamp at time zone coalesce(p.timezone, 'UTC')`,
  );

const beforeHiring = (file: string, at: string): Finding =>
  warning(
    file,
    at,
    'a time after rep_id was hired',
    `select s.line, s.${at} as value from staged_${file} s
    join staged_people p on p.id = s.rep_id and p.hired_on is not null
    where s.${at} < p.hired_on::timestamp at time zone coalesce(p.timezone, 'UTC')`,
  );

/** Refunds and corrections are booked so; more often a sign was left in. */
const negative = (file: string, column: string): Finding =>
  warning(
    file,
    column,
    'an amount that is not negative',
    `select line, ${column} as value from staged_${file} where ${column} < 0`,
  );

/** What can be and looks wrong. The bundle is taken all the same. */
export const oddities: readonly Finding[] = [
  afterLeaving('activities', 'actor_id', 'occurred_at'),
  afterLeaving('follow_ups', 'manager_id', 'occurred_at'),
  afterLeaving('paperwork', 'rep_id', 'submitted_at'),
  afterLeaving('directives', 'issued_by', 'issued_at'),
  beforeHiring('paperwork', 'due_at'),
  warning(
    'follow_ups',
    'recorded_at',
    'a time not before "occurred_at"',
    'select line, recorded_at as value from staged_follow_ups where recorded_at < occurred_at',
  ),
  warning(
    'opportunities',
    'closed_at',
    'a time, since the deal is won or lost',
    `select line, null::text as value from staged_opportunities where outcome <> 'open' and closed_at is null`,
  ),
  warning(
    'opportunity_credits',
    'share',
    'shares of one deal that add up to 1 at most',
    `select min(line) as line, sum(share) as value from staged_opportunity_credits group by opportunity_id having sum(share) > 1`,
  ),
  warning(
    'exceptions',
    'decision',
    'decided_by, decided_at and decision together, or none',
    'select line, decision as value from staged_exceptions where num_nulls(decided_by, decided_at, decision) in (1, 2)',
  ),
  negative('accounts', 'annual_value'),
  negative('opportunities', 'amount'),
  negative('exceptions', 'cost'),
  negative('goals', 'amount'),
];
