import type { Backtest, SetPolicyRequest } from '@plumbline/shared/contracts/policy.ts';
import { type Pattern, patterns, type Signal } from '@plumbline/shared/domain/vocabulary.ts';
import type { Actor, Database } from '../../database/connect.ts';
import { once } from '../../database/once.ts';
import { takeTurn } from '../../database/turn.ts';
import { conflict, invalid } from '../../errors.ts';
import { scope } from '../../policies/scope.ts';
import type { Command } from '../../policies/command.ts';
import type { Viewer } from '../../policies/viewer.ts';

/** A flag as some norms would have raised it. Days are those of the organisation. */
interface RaisedFlag {
  managerId: string;
  pattern: Pattern;
  raisedOn: string;
  clearedOn: string | null;
}

/** Reads weeks of the past under the norms in force and under others; the pipeline's, handed in where the app is built. */
export type RunBacktest = (request: {
  actor: Actor;
  proposed: { norms: Record<Signal, number>; responseBusinessDays: number };
  from: string;
  until: string;
}) => Promise<{ present: readonly RaisedFlag[]; proposed: readonly RaisedFlag[] }>;

export interface PolicyServiceDeps {
  database: Pick<Database, 'read' | 'transaction'>;
  backtest: RunBacktest;
}

/** What somebody proposes to try on the past. */
export interface Trial {
  norms: Record<Signal, number>;
  responseBusinessDays: number;
  weeks: number;
}

/** A distribution over fewer managers would name them. */
const fewestRehearsed = 5;

export function policyService({ database, backtest }: PolicyServiceDeps) {
  return {
    /**
     * Sets norms and times anew from a Monday to come. Versions are facts: the earlier ones stay, weeks that were read
     * by them stay as they are, and so do flags.
     * @throws RequestError conflict, invalid_request
     */
    set({ viewer, at, request }: Command, wanted: SetPolicyRequest): Promise<{ version: number }> {
      return database.transaction(viewer, (tx) =>
        once(tx, request, async () => {
          const { sql, audit } = tx;
          const { organizationId, personId } = viewer;
          await takeTurn(tx, 'policy');
          const [present] = await sql<{ version: number; today: string }[]>`
            select (select max(p.version) from policies p where p.organization_id = o.id) as version,
              (${at}::timestamptz at time zone o.time_zone)::date as today
            from organizations o where o.id = ${organizationId}`;
          if (present === undefined || present.version !== wanted.version) throw conflict();
          checkDay(wanted.inForceFrom, present.today);
          const version = present.version + 1;
          await sql`
            insert into policies (
              organization_id, version, in_force_from, norms, response_business_days, reply_business_days, created_by, created_at
            )
            values (
              ${organizationId}, ${version}, ${wanted.inForceFrom}, ${JSON.stringify(wanted.norms)}::text::jsonb,
              ${wanted.responseBusinessDays}, ${wanted.replyBusinessDays}, ${personId}, ${at}
            )`;
          await audit({
            action: 'policy.set',
            subjectType: 'organization',
            subjectId: organizationId,
            details: { version, inForceFrom: wanted.inForceFrom },
          });
          return { version };
        }),
      );
    },

    /**
     * Tries norms on the past. Names are shown as everywhere: of weeks in force alone, one reply window late; before,
     * there are counts, and of five managers or more.
     * @throws RequestError wrong_state while the record is being read already
     */
    async try(viewer: Viewer, { weeks, ...proposed }: Trial, at: Date): Promise<Backtest> {
      const seen = await database.transaction(viewer, async ({ sql, audit, actor }) => {
        const named = await sql<{ managerId: string; name: string; since: string; through: string }[]>`
          select m.id as manager_id, m.name, n.since::text as since, n.through::text as through
          from (${scope.namedThrough(sql, viewer, at)}) n
          join people m on m.organization_id = ${viewer.organizationId} and m.id = n.manager_id`;
        const [evaluated] = await sql<{ until: string | null }[]>`
          select (max(r.as_of) at time zone o.time_zone)::date::text as until
          from organizations o
          left join evaluation_runs r on r.organization_id = o.id
          where o.id = ${viewer.organizationId}
          group by o.time_zone`;
        await audit({ action: 'policy.tried', subjectType: 'organization', subjectId: actor.organizationId });
        return { named, until: evaluated?.until ?? null };
      });
      const others = seen.named.filter(({ managerId }) => managerId !== viewer.personId);
      const since = others[0]?.since;
      const through = others.reduce((last, manager) => (manager.through > last ? manager.through : last), '');
      if (seen.until === null || since === undefined) return nothing;
      const shown = addDays(through, 7);
      const isNamed = shown > since;
      const until = isNamed && shown < seen.until ? shown : seen.until;
      const earliest = addDays(until, -7 * weeks);
      const span = { from: isNamed && since > earliest ? since : earliest, until };
      const actor = { organizationId: viewer.organizationId, personId: viewer.personId };
      const flags = await backtest({ actor, proposed, ...span });
      if (!isNamed && others.length < fewestRehearsed) return nothing;
      const name = new Map(seen.named.map((manager) => [manager.managerId, manager]));
      /** A flag of a week that may not be named yet is left out, in the counts too. */
      const visible = ({ managerId, raisedOn }: RaisedFlag) =>
        !isNamed || addDays(raisedOn, -7) <= (name.get(managerId)?.through ?? '');
      const present = flags.present.filter(visible);
      const then = flags.proposed.filter(visible);
      const count = (of: readonly RaisedFlag[], pattern: Pattern) =>
        of.filter((flag) => flag.pattern === pattern).length;
      return {
        span,
        counts: patterns.map((pattern) => ({
          pattern,
          present: count(present, pattern),
          proposed: count(then, pattern),
        })),
        flags: isNamed
          ? compare(present, then).map(({ managerId, ...flag }) => ({
              manager: { id: managerId, name: name.get(managerId)?.name ?? '' },
              ...flag,
            }))
          : null,
      };
    },
  };
}

const nothing: Backtest = {
  span: null,
  counts: patterns.map((pattern) => ({ pattern, present: 0, proposed: 0 })),
  flags: null,
};

function checkDay(day: string, today: string): void {
  if (new Date(`${day}T00:00:00Z`).getUTCDay() !== 1)
    throw invalid('inForceFrom', 'a Monday: figures are read in whole weeks');
  if (day <= today) throw invalid('inForceFrom', 'a Monday to come: what was expected in the past stays');
  if (day > addDays(today, 366)) throw invalid('inForceFrom', 'a Monday within a year');
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Flags side by side, the first of a manager and pattern with the first, and so on. */
function compare(present: readonly RaisedFlag[], proposed: readonly RaisedFlag[]) {
  const keyOf = ({ managerId, pattern }: RaisedFlag) => `${managerId} ${pattern}`;
  const before = Map.groupBy(present, keyOf);
  const after = Map.groupBy(proposed, keyOf);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key) ?? [], after.get(key) ?? []];
    return Array.from({ length: Math.max(one.length, other.length) }, (_, at) =>
      side(one[at] ?? null, other[at] ?? null),
    ).flat();
  });
}

function side(present: RaisedFlag | null, proposed: RaisedFlag | null) {
  const flag = present ?? proposed;
  if (flag === null) return [];
  const days = (of: RaisedFlag | null) => of && { raisedOn: of.raisedOn, clearedOn: of.clearedOn };
  return [
    {
      managerId: flag.managerId,
      pattern: flag.pattern,
      change: changeOf(present, proposed),
      present: days(present),
      proposed: days(proposed),
    },
  ];
}

function changeOf(
  present: RaisedFlag | null,
  proposed: RaisedFlag | null,
): 'raised' | 'gone' | 'moved' | 'same' {
  if (present === null) return 'raised';
  if (proposed === null) return 'gone';
  return present.raisedOn === proposed.raisedOn && present.clearedOn === proposed.clearedOn
    ? 'same'
    : 'moved';
}
