import type { FactMerge } from './merge-facts.ts';

const idOf = (register: string, alias: string, column: string) =>
  `left join ${register}_ids ${alias} on ${alias}.external_id = s.${column}`;

/** Follow-ups that a rep answered in Plumbline itself. */
const answeredInProduct = `
  left join (
    select distinct f.external_id
    from follow_up_answers a
    join follow_ups f on f.organization_id = a.organization_id and f.id = a.follow_up_id
    where a.organization_id = current_organization() and a.provenance <> 'imported'
  ) answered on answered.external_id = s.id`;

/** Follow-ups that a rep confirmed or disputed in Plumbline stay as they were then. */
export const followUps: FactMerge = {
  table: 'follow_ups',
  key: 'external_id',
  incoming: `
    select 'follow_ups' as file, s.line, 'inserted' as effect, s.row_id, s.id as external_id,
      manager.id as manager_id, rep.id as rep_id, s.occurred_at, s.recorded_at, s.recorded_at as known_at,
      s.channel, s.outcome, s.excuse, s.commitment_at, s.note,
      answered.external_id is not null as blocked, item.id as item_id
    from staged_follow_ups s
    ${answeredInProduct}
    ${idOf('people', 'manager', 'manager_id')} ${idOf('people', 'rep', 'rep_id')} ${idOf('items', 'item', 'item_id')}`,
  columns: [
    'manager_id',
    'rep_id',
    'occurred_at',
    'recorded_at',
    'channel',
    'outcome',
    'excuse',
    'commitment_at',
    'note',
  ],
  alsoCompared: {
    stored: `(select fi.item_id from follow_up_items fi where fi.organization_id = f.organization_id and fi.follow_up_id = f.id limit 1)`,
    incoming: 'item_id',
  },
  alsoInserted: { known_at: 'recorded_at' },
  hasProvenance: true,
  tally: 'each row',
};

/** A further revision of a follow-up, from a file that does not say about which item, is about the same. */
export const followUpItemsAsBefore = `
  insert into follow_up_items (organization_id, follow_up_id, item_id)
  select f.organization_id, f.id, about.item_id
  from follow_ups f
  join superseded_facts x on x.organization_id = f.organization_id and x.by_fact_id = f.id
  join follow_up_items about on about.organization_id = f.organization_id and about.follow_up_id = x.fact_id
  where f.organization_id = current_organization() and f.import_run_id = $1`;

/** Which item each follow-up that this run wrote is about. */
export const followUpItems = `
  insert into follow_up_items (organization_id, follow_up_id, item_id)
  select f.organization_id, f.id, item.id
  from staged_follow_ups s
  join items_ids item on item.external_id = s.item_id
  join live_follow_ups f on f.organization_id = current_organization() and f.external_id = s.id
  where f.import_run_id = $1`;

/** The follow-up that a staged row now stands for, whichever revision that is. */
const currentFollowUp = `
  join live_follow_ups f on f.organization_id = current_organization() and f.external_id = s.id`;

/** What was answered stands, also to a further revision, where the file does not have the column. */
export const answersAsBefore = (answer: 'confirmed' | 'disputed') => `
  update staged_follow_ups s set ${answer}_at = a.occurred_at
  from live_follow_up_answers a
  where a.organization_id = current_organization() and a.source_key = 'follow_ups:' || s.id || ':${answer}'`;

export const followUpAnswers: FactMerge = {
  table: 'follow_up_answers',
  key: 'source_key',
  incoming: ['confirmed', 'disputed']
    .map(
      (answer) => `
    select 'follow_ups' as file, s.line, 'updated' as effect, s.${answer}_fact as row_id,
      'follow_ups:' || s.id || ':${answer}' as source_key, f.id as follow_up_id, f.rep_id as person_id,
      '${answer}' as answer, s.${answer}_at as occurred_at, s.${answer}_at as known_at,
      answered.external_id is not null as blocked
    from staged_follow_ups s ${currentFollowUp} ${answeredInProduct}
    where s.${answer}_at is not null`,
    )
    .join(' union all '),
  columns: ['follow_up_id', 'person_id', 'answer', 'occurred_at'],
  alsoInserted: { known_at: 'occurred_at' },
  hasProvenance: true,
  tally: 'each row',
};

export const interventions: FactMerge = {
  table: 'interventions',
  key: 'external_id',
  incoming: `
    select 'interventions' as file, s.line, 'inserted' as effect, s.row_id, s.id as external_id, false as blocked,
      manager.id as manager_id, opportunity.id as opportunity_id, account.id as account_id, s.started_at,
      s.handed_back_at, s.reason, asked.id as requested_by, s.started_at as known_at
    from staged_interventions s
    ${idOf('people', 'manager', 'manager_id')} ${idOf('opportunities', 'opportunity', 'opportunity_id')}
    ${idOf('accounts', 'account', 'account_id')} ${idOf('people', 'asked', 'requested_by')}`,
  columns: [
    'manager_id',
    'opportunity_id',
    'account_id',
    'started_at',
    'handed_back_at',
    'reason',
    'requested_by',
  ],
  alsoInserted: { known_at: 'started_at' },
  hasProvenance: true,
  tally: 'each row',
};

export const exceptions: FactMerge = {
  table: 'exceptions',
  key: 'external_id',
  incoming: `
    select 'exceptions' as file, s.line, 'inserted' as effect, s.row_id, s.id as external_id, false as blocked,
      rep.id as rep_id, account.id as account_id, s.kind, s.requested_at, decider.id as decided_by, s.decided_at,
      s.decision, s.cost, coalesce(s.decided_at, s.requested_at) as known_at
    from staged_exceptions s
    ${idOf('people', 'rep', 'rep_id')} ${idOf('accounts', 'account', 'account_id')}
    ${idOf('people', 'decider', 'decided_by')}`,
  columns: ['rep_id', 'account_id', 'kind', 'requested_at', 'decided_by', 'decided_at', 'decision', 'cost'],
  alsoInserted: { known_at: 'decided_at' },
  hasProvenance: true,
  tally: 'each row',
};

/** Lists of participants repeat a great deal, so each distinct one is taken apart and resolved once. */
export const participantLists = `
  create temp table participant_lists on commit drop as
  select lists.participant_ids, array_agg(person.id order by listed.place) as ids,
    min(listed.external_id) filter (where person.id is null) as unknown_id
  from (select distinct participant_ids from staged_activities where participant_ids is not null) lists
  cross join lateral (
    select trim(id) as external_id, min(place) as place
    from unnest(string_to_array(lists.participant_ids, ';')) with ordinality listed (id, place)
    where trim(id) <> ''
    group by trim(id)
  ) listed
  left join people_ids person on person.external_id = listed.external_id
  group by lists.participant_ids`;

export const activities: FactMerge = {
  table: 'activities',
  key: 'external_id',
  incoming: `
    select s.row_id, s.id as external_id, false as blocked, s.occurred_at, actor.id as actor_id,
      account.id as account_id, opportunity.id as opportunity_id, s.kind,
      coalesce(participants.ids, '{}') as participant_ids, s.capture, creator.id as created_by_id
    from staged_activities s
    ${idOf('people', 'actor', 'actor_id')} ${idOf('accounts', 'account', 'account_id')}
    ${idOf('opportunities', 'opportunity', 'opportunity_id')} ${idOf('people', 'creator', 'created_by_id')}
    left join participant_lists participants on participants.participant_ids = s.participant_ids`,
  columns: [
    'occurred_at',
    'actor_id',
    'account_id',
    'opportunity_id',
    'kind',
    'participant_ids',
    'capture',
    'created_by_id',
  ],
  hasProvenance: false,
  tally: 'whole',
};
