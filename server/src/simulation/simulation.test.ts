import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileName, files } from './bundle.ts';
import { simulate, type SimulationOptions } from './simulate.ts';
import { everyday, type StyleName } from './styles.ts';
import { writeSample } from './write-sample.ts';

const options: SimulationOptions = { managers: 40, weeks: 26, seed: 7, until: '2026-07-01', world: 'bursty' };
const { bundle, truth, firstDay } = simulate(options);
const column = (file: FileName, name: string) => bundle.rows(file).flatMap((row) => row[name] ?? []);

describe('the simulation', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-simulation-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function written(name: string, change: Partial<SimulationOptions> = {}): Promise<string[]> {
    const into = join(folder, name);
    await writeSample({ ...options, managers: 3, weeks: 4, ...change, folder: into, truth: true });
    const names = (await readdir(into)).toSorted();
    return Promise.all(names.map(async (file) => `${file}\n${await readFile(join(into, file), 'utf8')}`));
  }

  it('writes the same bytes for the same options, and others for another seed', async () => {
    const first = await written('first');
    expect(first).toHaveLength(Object.keys(files).length + 1);
    expect(await written('again')).toEqual(first);
    expect(await written('other', { seed: 8 })).not.toEqual(first);
  });

  it('has everybody whom it casts', () => {
    expect(new Set(truth.map(({ style }) => style))).toEqual(new Set(everyday.map(({ style }) => style)));
  });

  it.each([
    'people.csv',
    'accounts.csv',
    'opportunities.csv',
    'activities.csv',
    'paperwork.csv',
    'directives.csv',
    'follow_ups.csv',
    'interventions.csv',
    'exceptions.csv',
  ] as const)('gives every row of %s an id of its own', (file) => {
    const ids = column(file, 'id');
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toHaveLength(bundle.rows(file).length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names nobody and nothing that is not there', () => {
    const there = {
      person: new Set(column('people.csv', 'id')),
      account: new Set(column('accounts.csv', 'id')),
      opportunity: new Set(column('opportunities.csv', 'id')),
      directive: new Set(column('directives.csv', 'id')),
      item: new Set([
        ...column('paperwork.csv', 'id'),
        ...bundle.rows('directive_assignments.csv').map((row) => `${row.directive_id}:${row.rep_id}`),
      ]),
    };
    const kinds: Record<string, keyof typeof there> = {
      account_id: 'account',
      opportunity_id: 'opportunity',
      directive_id: 'directive',
      item_id: 'item',
    };
    const people = [
      'person_id',
      'manager_id',
      'owner_id',
      'actor_id',
      'created_by_id',
      'rep_id',
      'waived_by',
      'issued_by',
      'granted_by',
      'escalated_by',
      'to_id',
      'requested_by',
      'decided_by',
      'cover_id',
    ];
    for (const person of people) kinds[person] = 'person';
    const dangling = (Object.keys(files) as FileName[]).flatMap((file) =>
      Object.entries(kinds).flatMap(([name, kind]) =>
        column(file, name)
          .filter((id) => !there[kind].has(id))
          .map((id) => `${file} ${name} ${id}`),
      ),
    );
    expect(dangling).toEqual([]);
    const participants = column('activities.csv', 'participant_ids').flatMap((ids) =>
      ids.split(';').filter(Boolean),
    );
    expect(participants.filter((id) => !there.person.has(id))).toEqual([]);
  });

  it('gives every manager a team on every day on which they manage', () => {
    const lines = bundle.rows('reporting_lines.csv');
    for (const { id, from } of truth) {
      const team = lines.filter((line) => line.manager_id === id && (line.from ?? '') <= from);
      expect(team.length, `${id} on ${from}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('has nothing happen before it begins or after it ends, but for what is yet to fall due', () => {
    const until = `${options.until}T00:00:00Z`;
    const happened = [
      ...column('paperwork.csv', 'submitted_at'),
      ...column('directive_assignments.csv', 'completed_at'),
      ...column('follow_ups.csv', 'recorded_at'),
      ...column('activities.csv', 'occurred_at'),
      ...column('exceptions.csv', 'decided_at'),
    ];
    expect(happened.filter((at) => at >= until)).toEqual([]);
    expect(column('follow_ups.csv', 'occurred_at').filter((at) => at < firstDay)).toEqual([]);
    expect(column('paperwork.csv', 'due_at').some((at) => at >= until)).toBe(true);
  });

  it('leaves each style’s trace in the record', () => {
    const silent = shareOfSilence();
    expect(silent('friend')).toBeGreaterThan(silent('friend_mild'));
    expect(silent('friend_mild')).toBeGreaterThan(silent('steady'));
    expect(silent('punctual_empty')).toBeLessThan(silent('friend'));
    const alone = shareAlone();
    expect(alone('super')).toBeGreaterThan(alone('super_mild'));
    expect(alone('super_mild')).toBeGreaterThan(2 * alone('steady'));
    expect(alone('friend')).toBeLessThan(alone('super_mild'));
  });
});

const managersOf = (style: StyleName) =>
  new Set(truth.filter((entry) => entry.style === style).map(({ id }) => id));

/** Of the paperwork handed in late: the share about which the manager wrote down no follow-up. */
function shareOfSilence() {
  const managerOf = new Map(
    bundle.rows('reporting_lines.csv').map((line) => [line.person_id, line.manager_id ?? '']),
  );
  const answered = new Set(column('follow_ups.csv', 'item_id'));
  const late = bundle
    .rows('paperwork.csv')
    .filter(({ due_at = '', submitted_at }) => submitted_at !== undefined && submitted_at > due_at);
  return (style: StyleName) => {
    const managers = managersOf(style);
    const owed = late.filter(({ rep_id }) => managers.has(managerOf.get(rep_id) ?? ''));
    return owed.filter(({ id = '' }) => !answered.has(id)).length / owed.length;
  };
}

/** Of the live contacts on the accounts of the manager's reps: the share that the manager had without the rep. */
function shareAlone() {
  const managerOf = new Map(
    bundle.rows('reporting_lines.csv').map((line) => [line.person_id, line.manager_id ?? '']),
  );
  const ownerOf = new Map(bundle.rows('opportunities.csv').map((deal) => [deal.id, deal.owner_id ?? '']));
  const live = bundle
    .rows('activities.csv')
    .filter(({ kind = '' }) => ['call', 'meeting', 'demo', 'negotiation'].includes(kind));
  return (style: StyleName) => {
    const managers = managersOf(style);
    const onDeals = live.flatMap(({ opportunity_id, actor_id = '', participant_ids = '' }) => {
      const owner = ownerOf.get(opportunity_id) ?? '';
      const manager = managerOf.get(owner) ?? '';
      return managers.has(manager)
        ? [{ owner, manager, people: [actor_id, ...participant_ids.split(';')] }]
        : [];
    });
    const alone = onDeals.filter(
      ({ owner, manager, people }) => people.includes(manager) && !people.includes(owner),
    );
    return alone.length / onDeals.length;
  };
}
