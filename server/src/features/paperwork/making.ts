import { Temporal } from 'temporal-polyfill';
import type { Tx } from '../../database/connect.ts';
import { putOffForLeave } from '../calendar/put-off.ts';
import { occurrencesOfVersions } from './occurrences.ts';
import { owedBy } from './owing.ts';
import { type MadeOccurrence, paperworkStore } from './paperwork.store.ts';
import { titleOf } from './title.ts';

/** So long ahead is paperwork on the list of whoever owes it. */
const daysAhead = 14;
/** Nobody owes what they could see for less than this: such an occurrence is missed, and made for nobody. */
const noticeHours = 24;
/** A day may be moved by a closure of so long; missed ones are told as far back. */
const daysAround = 40;

export interface Made {
  items: number;
  /** What would have been owed, had it been made in time. */
  missed: number;
}

/**
 * Makes the paperwork of the coming fortnight by its schedules. An item's key is its type, who owes it, and which
 * occurrence: however often and however late this runs, each is made once, with the due time that its schedule gives.
 * A due time is set once: a rep who moves to another zone or manager keeps what is on the list.
 *
 * Late by less than thirteen days, the result is the same as in time. What nobody could see a day before it was due is
 * never made: it would be a lapse that is nobody's fault.
 */
export async function makePaperwork(tx: Tx, at: Date): Promise<Made> {
  const store = paperworkStore(tx);
  await store.takeTurn();
  const asked = await askedFor(tx, at);
  const made = asked.length === 0 ? { items: 0, missed: 0 } : await insertItems(tx, asked, at);
  const putOff = await putOffForLeave(tx, at);
  if (made.items + made.missed + putOff > 0) {
    await tx.audit({
      action: 'paperwork.scheduled',
      subjectType: 'organization',
      subjectId: tx.actor.organizationId,
      details: { ...made, putOff },
      concerns: 'everybody',
    });
  }
  return made;
}

/** What may fall due now, anywhere: days alone, worked out once for all who owe them. */
async function askedFor(tx: Tx, at: Date): Promise<MadeOccurrence[]> {
  const store = paperworkStore(tx);
  const [types, calendar] = await Promise.all([store.scheduled(), store.calendar(at)]);
  const today = Temporal.PlainDate.from(calendar.today);
  const from = today.subtract({ days: daysAround });
  const until = today.add({ days: daysAhead + daysAround });
  return types
    .flatMap(({ id, name, versions }) =>
      occurrencesOfVersions(versions, calendar, from, until).map(({ key, day, dueDay, version }) => ({
        type_id: id,
        key,
        day: day.toString(),
        due_day: dueDay.toString(),
        due_time: version.dueTime,
        grace_hours: version.graceHours,
        owed_by: version.owedBy.kind,
        owed_ids: version.owedBy.ids,
        title: titleOf(name, version, dueDay),
      })),
    )
    .map((occurrence, index) => ({ occurrence: index, ...occurrence }));
}

async function insertItems({ sql, actor }: Tx, asked: readonly MadeOccurrence[], at: Date): Promise<Made> {
  const { organizationId } = actor;
  const [made] = await sql<Made[]>`
    with asked_occurrences as materialized (
      select asked.*, t.made_through
      from json_to_recordset(${JSON.stringify(asked)}::text::json) as asked (
        occurrence integer, type_id uuid, key text, day date, due_day date, due_time time, grace_hours integer,
        owed_by text, owed_ids uuid[], title text
      )
      join paperwork_types t on t.organization_id = ${organizationId} and t.id = asked.type_id
      -- An instant's day differs by one from zone to zone.
      where asked.due_day <= ${at}::timestamptz::date + ${daysAhead + 1}::integer
        and (asked.due_day >= ${at}::timestamptz::date - 1 or asked.day > t.made_through)
    ),
    owed as materialized (
      ${owedBy(sql, organizationId, sql`select a.occurrence, a.due_day, a.owed_by, a.owed_ids from asked_occurrences a`)}
    ),
    instants as materialized (
      select a.occurrence, zone.time_zone, instant_of(a.due_day + a.due_time, zone.time_zone) as due_at
      from asked_occurrences a
      cross join (select distinct owed.time_zone from owed) zone
    ),
    due as materialized (
      select a.type_id, a.key, a.day, a.title, owed.rep_id, i.due_at + make_interval(hours => a.grace_hours) as due_at,
        i.due_at > ${at}::timestamptz + make_interval(hours => ${noticeHours}::integer) as is_fair,
        a.day > a.made_through as is_new
      from owed
      join asked_occurrences a on a.occurrence = owed.occurrence
      join instants i on i.occurrence = owed.occurrence and i.time_zone = owed.time_zone
      where i.due_at <= ${at}::timestamptz + make_interval(days => ${daysAhead}::integer)
    ),
    made as (
      insert into items (
        organization_id, id, external_id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance, created_at
      )
      select ${organizationId}, new_id(), due.type_id || ' ' || due.rep_id || ' ' || due.key, 'paperwork', due.rep_id,
        due.type_id, due.title, due.due_at, due.due_at, 'observed', ${at}
      from due
      where due.is_fair
      on conflict (organization_id, external_id) do nothing
      returning 1
    ),
    through as (
      update paperwork_types t set made_through = last.day
      from (select due.type_id, max(due.day) as day from due group by due.type_id) last
      where t.organization_id = ${organizationId} and t.id = last.type_id and last.day is distinct from t.made_through
        and (t.made_through is null or last.day > t.made_through)
    )
    select (select count(*) from made) as items, (select count(*) from due where is_new and not is_fair) as missed`;
  return made ?? { items: 0, missed: 0 };
}
