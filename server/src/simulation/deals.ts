import type { Bundle } from './bundle.ts';
import type { Days } from './days.ts';
import { companyKinds, companyNames } from './names.ts';
import type { Random } from './random.ts';
import { type Person, type Staff, type Team, termOn } from './team.ts';

const live = ['call', 'meeting', 'demo', 'negotiation'] as const;
const anyKind = ['call', 'email', 'email', 'meeting', 'demo', 'proposal'] as const;
const exceptionKinds = ['discount', 'credit_terms', 'return'] as const;
const accountsOfARep = 4;

interface World {
  staff: Staff;
  days: Days;
  random: Random;
  bundle: Bundle;
  captured: 'all' | 'half' | 'none';
}

/** Accounts, deals, who really works them week by week, wins and their credit, and exceptions to policy. */
export function simulateDeals({ staff, days, random, bundle, captured }: World): void {
  const iso = (ms: number) => new Date(ms).toISOString();
  const end = days.at(days.count, 0, 'Europe/Berlin');
  let numbers = 0;
  const number = () => String(++numbers);

  const unseen = new Set(
    captured === 'half' ? staff.teams.flatMap(({ reps }) => reps.filter((_, at) => at % 2 === 1)) : [],
  );

  for (const team of staff.teams) {
    let rescues = team.terms.some(({ styleName }) => styleName === 'big_rescue') ? 1 : 0;
    for (const rep of team.reps) {
      for (let slot = 0; slot < accountsOfARep; slot++) {
        const account = openAccount(rep);
        // One deal after the other on an account; the first were open before the record begins.
        for (let opened = -random.between(0, 60); opened < days.count; ) {
          const weeks = random.between(7, 14);
          const rescued = rescues > 0 && slot === 0 && opened > 0;
          if (rescued) rescues--;
          deal(team, rep, account, opened, weeks, rescued);
          opened += weeks * 7 + random.between(3, 14);
        }
      }
      exceptions(team, rep);
    }
  }

  function openAccount(rep: Person): string {
    const id = `A${number()}`;
    const name = `${random.pick(companyNames)} ${random.pick(companyKinds)}`;
    const value = random.between(20, 400) * 1000;
    bundle.add('accounts.csv', {
      id,
      name,
      segment: value > 200_000 ? 'key' : 'standard',
      annual_value: String(value),
      currency: 'EUR',
    });
    bundle.add('account_owners.csv', { account_id: id, owner_id: rep.id, from: days.date(rep.hiredOn) });
    return id;
  }

  function deal(
    team: Team,
    rep: Person,
    account: string,
    opened: number,
    weeks: number,
    rescued: boolean,
  ): void {
    const id = `O${number()}`;
    const close = days.workedAfter(opened + weeks * 7, 1);
    const openedAt = days.at(opened, 9, rep.timeZone);
    const closedAt = days.at(close, 16, rep.timeZone);
    const isClosed = closedAt < end;
    const isWon = random.chance(0.4);
    const { style } = termOn(team, Math.max(0, opened));
    const isTaken = rescued || random.chance(style.takesOver);
    const firstLed = Math.max(1, Math.round(weeks * (1 - (rescued ? 0.5 : style.stretch))));
    const handsBack = random.chance(style.handsBack);
    const lastLed = handsBack ? firstLed + random.between(0, 1) : weeks;

    bundle.add('opportunities.csv', {
      id,
      account_id: account,
      owner_id: rep.id,
      name: `${random.pick(['Renewal', 'Expansion', 'New business', 'Framework contract'])} ${id}`,
      amount: String(random.between(5, 300) * 1000),
      currency: 'EUR',
      opened_at: iso(openedAt),
      closed_at: isClosed ? iso(closedAt) : undefined,
      outcome: isClosed ? (isWon ? 'won' : 'lost') : 'open',
    });

    let led = 0;
    for (let week = 0; week <= weeks; week++) {
      const monday = opened + week * 7;
      if (monday >= days.count || monday + 7 <= 0) continue;
      const { manager, style: now } = termOn(team, Math.max(0, monday));
      if (isTaken && week >= firstLed && week <= lastLed) {
        led++;
        activity(manager, id, account, monday, random.pick(live));
        if (random.chance(0.7)) activity(manager, id, account, monday, random.pick(anyKind));
        if (random.chance(0.15)) activity(rep, id, account, monday, 'email');
        continue;
      }
      for (let n = random.between(1, 3); n > 0; n--) activity(rep, id, account, monday, random.pick(anyKind));
      if (random.chance(now.joins)) activity(manager, id, account, monday, random.pick(live), rep);
      if (random.chance(now.writesAlone)) activity(manager, id, account, monday, 'email');
    }

    if (isTaken && led > 0 && random.chance(style.declares))
      declare(
        team,
        id,
        account,
        opened + firstLed * 7,
        lastLed < weeks ? opened + lastLed * 7 + 5 : null,
        rescued,
      );
    if (isClosed && isWon && close >= 0) {
      const { manager } = termOn(team, close);
      const shares = led > weeks / 4 && !random.chance(style.keepsCredit);
      bundle.add('opportunity_credits.csv', {
        opportunity_id: id,
        person_id: rep.id,
        share: shares ? '0.7' : '1',
      });
      if (shares)
        bundle.add('opportunity_credits.csv', { opportunity_id: id, person_id: manager.id, share: '0.3' });
    }
  }

  function declare(
    team: Team,
    id: string,
    account: string,
    from: number,
    back: number | null,
    requested: boolean,
  ): void {
    const { manager } = termOn(team, Math.max(0, from));
    const startedAt = days.at(from, 9, manager.timeZone);
    if (startedAt >= end || from < 0) return;
    const backAt = back === null ? null : days.at(back, 17, manager.timeZone);
    bundle.add('interventions.csv', {
      id: `I${number()}`,
      manager_id: manager.id,
      opportunity_id: id,
      account_id: account,
      started_at: iso(startedAt),
      handed_back_at: backAt !== null && backAt < end ? iso(backAt) : undefined,
      reason: 'The deal was at risk',
      requested_by: requested ? team.head.id : undefined,
    });
  }

  function activity(
    actor: Person,
    deal: string,
    account: string,
    monday: number,
    kind: string,
    with_?: Person,
  ): void {
    const day = monday + random.between(0, 4);
    if (day < 0 || !days.isWorked(day)) return;
    const at = days.at(day, 9 + random.next() * 8, actor.timeZone);
    if (at >= end || captured === 'none' || unseen.has(actor)) return;
    bundle.add('activities.csv', {
      id: `T${number()}`,
      occurred_at: iso(at),
      actor_id: actor.id,
      account_id: account,
      opportunity_id: deal,
      kind,
      participant_ids: with_?.id,
      capture: 'synced',
      created_by_id: actor.id,
    });
  }

  function exceptions(team: Team, rep: Person): void {
    for (let day = random.between(0, 20); day < days.count; day += random.between(18, 40)) {
      if (!days.isWorked(day)) continue;
      const { manager, style } = termOn(team, day);
      const requestedAt = days.at(day, 10, rep.timeZone);
      const decidedAt = days.at(days.workedAfter(day, 1), 14, rep.timeZone);
      const isDecided = decidedAt < end;
      bundle.add('exceptions.csv', {
        id: `X${number()}`,
        rep_id: rep.id,
        kind: random.pick(exceptionKinds),
        requested_at: iso(requestedAt),
        decided_by: isDecided ? manager.id : undefined,
        decided_at: isDecided ? iso(decidedAt) : undefined,
        decision: isDecided ? (random.chance(style.supports) ? 'supported' : 'declined') : undefined,
        cost: String(random.between(2, 60) * 100),
      });
    }
  }
}
