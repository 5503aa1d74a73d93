import type {
  ActivityKind,
  Excuse,
  FollowUpOutcome,
  ItemEventKind,
  Signal,
} from '@plumbline/shared/domain/vocabulary.ts';
import { defaultNorms } from '@plumbline/shared/domain/norms.ts';
import type { Database, Sql } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';
import { wholeTables } from '../evaluating.ts';
import { makeTables } from '../revise.ts';
import { prepareGround, type Scope } from '../trials/ground.ts';
import { storeTrials } from '../trials/index.ts';
import { midnight, mondays } from '../weeks.ts';

const places = { trials: 'made_trials', earlierTrials: 'made_trials', dealWeeks: 'made_deal_weeks' };

/** A trial as tests write it: names for ids, times in ISO 8601. */
export interface MadeTrial {
  rep: string;
  subject: string;
  settledAt: string;
  outcome: number;
  reason: string;
}

const asMade = ({ rep, subject, settledAt, outcome, reason }: MadeTrial): MadeTrial => ({
  rep,
  subject,
  settledAt,
  outcome,
  reason,
});

/** A name that stands for an id in every table. */
type Name = string;

/**
 * A record made by hand: facts under names, in as few words as the rule under test needs. All times are ISO 8601; an
 * organisation in UTC with the default policy, managers and reps who have been there since 2025.
 */
export async function handMade(database: Database, timeZone = 'UTC') {
  const organizationId = newId();
  const actor = { organizationId, personId: null };
  const ids = new Map<Name, string>();
  const names = new Map<string, Name>();
  const idOf = (name: Name): string => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    const id = newId();
    ids.set(name, id);
    names.set(id, name);
    return id;
  };
  const write = (work: (sql: Sql) => Promise<unknown>) => database.transaction(actor, ({ sql }) => work(sql));

  await write(async (sql) => {
    await sql`insert into organizations (id, name, time_zone) values (${organizationId}, ${`made ${organizationId}`}, ${timeZone})`;
    await sql`
      insert into policies (organization_id, version, in_force_from, norms)
      values (${organizationId}, 1, '2025-01-06', ${JSON.stringify(defaultNorms)}::text::jsonb)`;
    await sql`
      insert into paperwork_types (organization_id, id, code, name)
      values (${organizationId}, ${idOf('call report')}, 'call_report', 'Call report')`;
  });

  /** Makes trials between each two Mondays in turn, and then looks. */
  const onGround = <T>(bounds: readonly string[], look: (sql: Sql, scope: Scope) => Promise<T>): Promise<T> =>
    database.transaction(actor, async ({ sql }) => {
      await sql.unsafe(wholeTables);
      await makeTables(sql, places);
      const scopes = bounds.slice(1).map(
        (to, at): Scope => ({
          organizationId,
          timeZone,
          from: midnight(bounds[at] ?? to, timeZone),
          to: midnight(to, timeZone),
          places,
          responseTimes: [{ from: new Date('2025-01-06'), responseBusinessDays: 3 }],
        }),
      );
      for (const scope of scopes) await storeTrials(sql, await prepareGround(sql, scope));
      const last = scopes.at(-1);
      if (last === undefined) throw new Error('there are two Mondays at least');
      return look(sql, last);
    });

  const read = (signal: Signal, bounds: readonly string[]) =>
    onGround(bounds, async (sql) => {
      const rows = await sql<
        {
          repId: string;
          subjectId: string;
          settledAt: Date;
          outcome: number;
          reason: string;
          stratum: string | null;
        }[]
      >`
        select rep_id, subject_id, settled_at, outcome, reason, stratum from ${sql(places.trials)}
        where signal = ${signal} order by settled_at, occurred_at, subject_id`;
      return rows.map(({ repId, subjectId, settledAt, ...trial }) => ({
        rep: names.get(repId) ?? repId,
        subject: names.get(subjectId) ?? subjectId,
        settledAt: settledAt.toISOString().replace(':00.000Z', 'Z'),
        ...trial,
      }));
    });

  const event = (
    item: Name,
    kind: ItemEventKind,
    at: string,
    more: {
      by?: Name;
      /** With an escalation: whom it went to. */
      to?: Name;
      /** Made in the product. */
      observed?: boolean;
      newDue?: string;
      promised?: string;
      excuse?: Excuse;
      knownAt?: string;
      /** The event that it takes back, as `item kind time`. */
      regards?: Name;
    } = {},
  ) =>
    write(
      (sql) => sql`
        insert into item_events (
          organization_id, id, item_id, kind, actor_id, occurred_at, known_at, provenance, new_due_at, promised_at, excuse,
          regards_id, to_id
        )
        values (
          ${organizationId}, ${idOf(`${item} ${kind} ${at}`)}, ${idOf(item)}, ${kind}, ${more.by ? idOf(more.by) : null}, ${at},
          ${more.knownAt ?? at}, ${more.observed ? 'observed' : 'imported'}, ${more.newDue ?? null}, ${more.promised ?? null}, ${more.excuse ?? null},
          ${more.regards ? idOf(more.regards) : null}, ${more.to ? idOf(more.to) : null}
        )`,
    );

  return {
    organizationId,
    idOf,
    write,
    event,

    person: (
      name: Name,
      role: 'rep' | 'manager' | 'executive',
      more: { leftOn?: string; hiredOn?: string } = {},
    ) =>
      write(
        (sql) => sql`
          insert into people (organization_id, id, external_id, name, email, role, time_zone, left_on, hired_on)
          values (
            ${organizationId}, ${idOf(name)}, ${name}, ${name}, ${`${idOf(name)}@example.com`}, ${role}, ${timeZone},
            ${more.leftOn ?? null}, ${more.hiredOn ?? null}
          )`,
      ),

    reports: (rep: Name, manager: Name, during = '[2025-01-01,)') =>
      write(
        (sql) => sql`
          insert into reporting_lines (organization_id, id, person_id, manager_id, during)
          values (${organizationId}, ${newId()}, ${idOf(rep)}, ${idOf(manager)}, ${during})`,
      ),

    absent: (
      person: Name,
      during: string,
      more: { cover?: Name; recordedBy?: Name; recordedAt?: string } = {},
    ) =>
      write(
        (sql) => sql`
          insert into absences (organization_id, id, person_id, during, cover_id, recorded_by, recorded_at)
          values (
            ${organizationId}, ${newId()}, ${idOf(person)}, ${during}, ${more.cover ? idOf(more.cover) : null},
            ${more.recordedBy ? idOf(more.recordedBy) : null}, ${more.recordedAt ?? '2025-01-01T00:00:00Z'}
          )`,
      ),

    holiday: (day: string) =>
      write(
        (sql) =>
          sql`insert into holidays (organization_id, day, name) values (${organizationId}, ${day}, 'Holiday')`,
      ),

    /** A report that a rep owes, and when it came in. */
    paperwork: async (name: Name, rep: Name, due: string, submitted?: string) => {
      await write(
        (sql) => sql`
          insert into items (
            organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance
          )
          values (
            ${organizationId}, ${idOf(name)}, 'paperwork', ${idOf(rep)}, ${idOf('call report')}, ${name}, ${due}, ${due}, 'imported'
          )`,
      );
      if (submitted !== undefined) await event(name, 'submitted', submitted, { by: rep });
    },

    /** Many reports that came in never, some of them asked about an hour after they were due. */
    lapses: (lapses: readonly { rep: Name; due: string; askedBy: Name | null }[]) =>
      write(async (sql) => {
        const rows = lapses.map(({ rep, due, askedBy }) => ({
          id: newId(),
          ask: newId(),
          rep: idOf(rep),
          due,
          by: askedBy === null ? null : idOf(askedBy),
        }));
        const made = sql`
          jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as made (id uuid, ask uuid, rep uuid, due timestamptz, by uuid)`;
        await sql`
          insert into items (organization_id, id, kind, rep_id, paperwork_type_id, title, due_at, current_due_at, provenance)
          select ${organizationId}, id, 'paperwork', rep, ${idOf('call report')}, 'report', due, due, 'imported' from ${made}`;
        await sql`
          insert into follow_ups (
            organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, provenance
          )
          select ${organizationId}, ask, by, rep, due + interval '1 hour', due + interval '1 hour', due + interval '1 hour', 'app',
            'reminder', 'observed'
          from ${made} where by is not null`;
        await sql`
          insert into follow_up_items (organization_id, follow_up_id, item_id)
          select ${organizationId}, ask, id from ${made} where by is not null`;
      }),

    directive: async (name: Name, rep: Name, issuedBy: Name, due: string, completed?: string) => {
      await write(async (sql) => {
        const directive = idOf(`directive ${name}`);
        await sql`
          insert into directives (organization_id, id, title, issued_by, issued_at, due_at)
          values (${organizationId}, ${directive}, ${name}, ${idOf(issuedBy)}, ${due}::timestamptz - interval '7 days', ${due})`;
        await sql`
          insert into items (organization_id, id, kind, rep_id, directive_id, title, due_at, current_due_at, provenance)
          values (${organizationId}, ${idOf(name)}, 'directive', ${idOf(rep)}, ${directive}, ${name}, ${due}, ${due}, 'imported')`;
      });
      if (completed !== undefined) await event(name, 'completed', completed, { by: rep });
    },

    followUp: (
      name: Name,
      manager: Name,
      rep: Name,
      items: readonly Name[],
      at: string,
      more: {
        outcome?: FollowUpOutcome;
        recordedAt?: string;
        observed?: true;
        excuse?: Excuse;
        commitmentAt?: string;
      } = {},
    ) =>
      write(async (sql) => {
        const recordedAt = more.recordedAt ?? at;
        await sql`
          insert into follow_ups (
            organization_id, id, manager_id, rep_id, occurred_at, recorded_at, known_at, channel, outcome, excuse,
            commitment_at, provenance
          )
          values (
            ${organizationId}, ${idOf(name)}, ${idOf(manager)}, ${idOf(rep)}, ${at}, ${recordedAt}, ${recordedAt},
            ${more.observed ? 'app' : 'one_on_one'}, ${more.outcome ?? 'reminder'}, ${more.excuse ?? null},
            ${more.commitmentAt ?? null}, ${more.observed ? 'observed' : 'imported'}
          )`;
        for (const item of items) {
          await sql`
            insert into follow_up_items (organization_id, follow_up_id, item_id)
            values (${organizationId}, ${idOf(name)}, ${idOf(item)})`;
        }
      }),

    answer: (followUp: Name, rep: Name, answer: 'confirmed' | 'disputed', at: string) =>
      write(
        (sql) => sql`
          insert into follow_up_answers (organization_id, id, follow_up_id, person_id, answer, occurred_at, known_at, provenance)
          values (${organizationId}, ${newId()}, ${idOf(followUp)}, ${idOf(rep)}, ${answer}, ${at}, ${at}, 'imported')`,
      ),

    exception: (
      name: Name,
      rep: Name,
      decidedBy: Name,
      at: string,
      decision: 'supported' | 'declined',
      cost = 100,
    ) =>
      write(
        (sql) => sql`
          insert into exceptions (
            organization_id, id, rep_id, kind, requested_at, decided_by, decided_at, decision, cost, known_at, provenance
          )
          values (
            ${organizationId}, ${idOf(name)}, ${idOf(rep)}, 'discount', ${at}, ${idOf(decidedBy)}, ${at}, ${decision}, ${cost},
            ${at}, 'imported'
          )`,
      ),

    /** A deal on an account of its own, owned by the rep. */
    deal: (
      name: Name,
      owner: Name,
      more: {
        closedAt?: string;
        outcome?: 'open' | 'won' | 'lost';
        credits?: Record<Name, number>;
        ownedDuring?: string;
        /** Whose deal it is, where the account is another's. */
        dealOwner?: Name;
        amount?: number | null;
        currency?: string;
      } = {},
    ) =>
      write(async (sql) => {
        const account = idOf(`account of ${name}`);
        await sql`insert into accounts (organization_id, id, name) values (${organizationId}, ${account}, ${name})`;
        await sql`
          insert into account_owners (organization_id, id, account_id, owner_id, during)
          values (${organizationId}, ${newId()}, ${account}, ${idOf(owner)}, ${more.ownedDuring ?? '[2025-01-01,)'})`;
        await sql`
          insert into opportunities (
            organization_id, id, account_id, owner_id, name, amount, currency, opened_at, closed_at, outcome
          )
          values (
            ${organizationId}, ${idOf(name)}, ${account}, ${idOf(more.dealOwner ?? owner)}, ${name},
            ${more.amount === undefined ? 1000 : more.amount}, ${more.currency ?? null}, '2025-06-01T00:00:00Z',
            ${more.closedAt ?? null}, ${more.outcome ?? (more.closedAt === undefined ? 'open' : 'won')}
          )`;
        for (const [person, share] of Object.entries(more.credits ?? {})) {
          await sql`
            insert into opportunity_credits (organization_id, opportunity_id, person_id, share)
            values (${organizationId}, ${idOf(name)}, ${idOf(person)}, ${share})`;
        }
      }),

    /** Activities on a deal, one each at the given times. */
    activities: (deal: Name, people: readonly [Name, ...Name[]], kind: ActivityKind, ...times: string[]) =>
      write(async (sql) => {
        const [actor, ...others] = people.map(idOf);
        for (const at of times) {
          await sql`
            insert into activities (
              organization_id, id, external_id, occurred_at, actor_id, account_id, opportunity_id, kind, participant_ids,
              capture, import_run_id
            )
            values (
              ${organizationId}, ${idOf(`${deal} ${people.join('+')} ${kind} ${at}`)}, ${newId()}, ${at}, ${actor ?? null},
              ${idOf(`account of ${deal}`)}, ${idOf(deal)}, ${kind}, ${others}, 'synced', ${organizationId}
            )`;
        }
      }),

    intervention: (deal: Name, manager: Name, requestedBy: Name | null, at: string) =>
      write(
        (sql) => sql`
          insert into interventions (organization_id, id, manager_id, opportunity_id, started_at, requested_by, known_at, provenance)
          values (
            ${organizationId}, ${newId()}, ${idOf(manager)}, ${idOf(deal)}, ${at}, ${requestedBy ? idOf(requestedBy) : null}, ${at},
            'imported'
          )`,
      ),

    /** The trials of a signal that settle between two Mondays, oldest first. */
    trials: async (signal: Signal, from = '2026-01-05', to = '2026-06-01'): Promise<MadeTrial[]> =>
      (await read(signal, [from, to])).map(asMade),

    /** Looks at the half year in which trials are made. */
    onGround: <T>(look: (sql: Sql, scope: Scope) => Promise<T>): Promise<T> =>
      onGround(['2026-01-05', '2026-06-01'], look),

    /** The same, made as each week closes. */
    trialsInSteps: async (signal: Signal, from = '2026-01-05', to = '2026-06-01'): Promise<MadeTrial[]> =>
      (await read(signal, [...mondays(from, to), to])).map(asMade),

    /** With what each trial of a signal is compared, by its subject. */
    strata: async (signal: Signal): Promise<Record<Name, string | null>> =>
      Object.fromEntries(
        (await read(signal, ['2026-01-05', '2026-06-01'])).map(({ subject, stratum }) => [subject, stratum]),
      ),
  };
}

export type HandMade = Awaited<ReturnType<typeof handMade>>;
