/** The temporary tables that signals read. Declared in one place, so that a signal's file can be read beside it. */
export const groundTables = `
  -- Who had whom, as instants; lines of the same two people that touch are one. Ends when either left.
  create temp table ground_lines (
    rep_id uuid, manager_id uuid, days daterange, from_at timestamptz, until_at timestamptz, zone text
  ) on commit drop;
  create index on ground_lines (rep_id);

  -- Days on which an absence counts: from when it was recorded, by somebody else than the absentee.
  create temp table ground_absences (
    person_id uuid, day date, cover_id uuid, primary key (person_id, day)
  ) on commit drop;

  -- Response times by the time from which they hold.
  create temp table ground_policies (from_at timestamptz, response_days integer) on commit drop;

  -- The n-th working day after each day, at n, while nobody is away.
  create temp table ground_deadlines (day date primary key, until date[]) on commit drop;

  -- Items for which a reason was given lately, or that a follow-up was about.
  create temp table ground_spoken_of (item_id uuid) on commit drop;

  -- Items that fell due lately, and those that were spoken of lately.
  create temp table ground_items (
    item_id uuid, rep_id uuid, kind text, due_at timestamptz, issued_by uuid, zone text, is_due boolean
  ) on commit drop;

  -- What happened to these items; nothing that was withdrawn.
  create temp table ground_events (
    id uuid, item_id uuid, kind text, actor_id uuid, occurred_at timestamptz, known_at timestamptz, new_due_at timestamptz,
    promised_at timestamptz, regards_id uuid,
    -- handed in again after a return
    is_again boolean not null default false
  ) on commit drop;

  -- What was said about items that lapsed or were spoken of lately: a row for each item that a follow-up was about.
  create temp table ground_follow_ups (
    id uuid, item_id uuid, manager_id uuid, rep_id uuid, occurred_at timestamptz, known_at timestamptz, outcome text,
    excuse text, commitment_at timestamptz, provenance text,
    -- recorded before the moment it claims; recorded within 48 hours of it, and not before
    is_ahead boolean, is_punctual boolean
  ) on commit drop;

  -- What was promised about them, by the rep or not, and when it was done.
  create temp table ground_commitments (
    item_id uuid, fact_id uuid, is_reps boolean, made_at timestamptz, known_at timestamptz, promised_for timestamptz,
    done_at timestamptz
  ) on commit drop;

  -- Items past their due time, done late or still open, with the manager in charge when they fell due and every deadline
  -- that a signal goes by: so many business days after due, while neither the rep nor the manager is away.
  create temp table ground_lapses (
    item_id uuid, rep_id uuid, manager_id uuid, kind text, issued_by uuid, due_at timestamptz, zone text,
    done_at timestamptz,
    -- the rep's lapses in the 60 days before this one
    earlier integer,
    -- an extension granted in time, which moved the deadline; and whether it was longer than may be
    extension_id uuid, over_extended boolean,
    -- until when that manager had that rep
    line_until timestamptz,
    response_by timestamptz, borne_by timestamptz,
    by_5 timestamptz, by_8 timestamptz, by_10 timestamptz, by_13 timestamptz
  ) on commit drop;

  -- What the manager (or the cover) did about a lapse, with what it is worth as an answer: 1, a half or nothing.
  create temp table ground_responses (
    item_id uuid, fact_id uuid, occurred_at timestamptz, known_at timestamptz, outcome text, credit real, reason text,
    fact_ids uuid[]
  ) on commit drop;

  -- Customer-facing activities of the weeks in range.
  create temp table ground_activities (
    id uuid, week date, occurred_at timestamptz, account_id uuid, opportunity_id uuid, people uuid[], is_live boolean,
    is_typed boolean,
    -- the manager or executive whose own deal it is; null for a rep's
    superior_id uuid
  ) on commit drop;

  -- Whose account it was all week, and who had that rep all week; only reps' accounts, never a manager's own. At most one
  -- each, since an account has one owner at a time, and a rep one manager.
  create temp table ground_owners (
    account_id uuid, week date, rep_id uuid, manager_id uuid, rep_away boolean
  ) on commit drop;

  -- Deal-weeks of the range, as they are settled now.
  create temp table ground_deal_weeks (
    opportunity_id uuid, week date, rep_id uuid, manager_id uuid, led_by text, by_rep integer, by_manager_alone integer,
    counts boolean, typed boolean, activity_ids uuid[]
  ) on commit drop;

  -- Stretches of a rep's deal that the manager led: from the first manager-led week to the next rep-led one.
  create temp table ground_takeovers (
    opportunity_id uuid, rep_id uuid, manager_id uuid, from_week date, until_week date, activity_ids uuid[]
  ) on commit drop;
`;

/** Makes room for another range in the same transaction. */
export const dropGroundTables = [...groundTables.matchAll(/create temp table (\w+)/g)]
  .map(([, table]) => `drop table if exists pg_temp.${table};`)
  .join('\n');
