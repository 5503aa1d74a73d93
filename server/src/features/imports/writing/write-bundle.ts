import type { ImportCounts } from '@plumbline/shared/contracts/imports.ts';
import type { Sql } from '../../../database/connect.ts';
import type { StagedFile } from '../reading/stage.ts';
import {
  activities,
  answersAsBefore,
  exceptions,
  followUpAnswers,
  followUpItems,
  followUpItemsAsBefore,
  followUps,
  interventions,
} from './facts.ts';
import { mergeItemEvents, projectItems, takeBack } from './item-events.ts';
import { mergeFacts } from './merge-facts.ts';
import { mergeRegister } from './merge-register.ts';
import { items, registers } from './registers.ts';

const none: ReadonlySet<string> = new Set();

/**
 * Writes a bundle that was found to be in order: registers first, then the items, what happened to them, and the other
 * facts; last the items' present state.
 *
 * @returns what became of each file's rows
 */
export async function writeBundle(
  sql: Sql,
  runId: string,
  staged: ReadonlyMap<string, StagedFile>,
): Promise<Map<string, ImportCounts>> {
  const columnsOf = (file: string) => staged.get(file)?.columns ?? none;
  await sql.unsafe('create temp table import_effects (file text, line bigint, effect text) on commit drop');

  for (const register of [...registers, ...items]) {
    if (staged.has(register.file)) await mergeRegister(sql, runId, register, columnsOf(register.file));
  }
  await followAddresses(sql);
  await mergeItemEvents(sql, runId, columnsOf);
  await projectItems(sql, runId);
  if (staged.has('follow_ups')) {
    await mergeFacts(sql, runId, followUps, columnsOf('follow_ups'));
    const saysWhich = columnsOf('follow_ups').has('item_id');
    await sql.unsafe(saysWhich ? followUpItems : followUpItemsAsBefore, [runId]);
    const answers = ['confirmed', 'disputed'] as const;
    for (const answer of answers) {
      if (!columnsOf('follow_ups').has(`${answer}_at`)) await sql.unsafe(answersAsBefore(answer));
    }
    await mergeFacts(sql, runId, followUpAnswers);
    for (const answer of answers) {
      if (!columnsOf('follow_ups').has(`${answer}_at`)) continue;
      await takeBack(
        sql,
        runId,
        'follow_up_answers',
        'follow_ups',
        `${answer}_at`,
        `'follow_ups:' || s.id || ':${answer}'`,
      );
    }
  }
  if (staged.has('interventions')) await mergeFacts(sql, runId, interventions, columnsOf('interventions'));
  if (staged.has('exceptions')) await mergeFacts(sql, runId, exceptions, columnsOf('exceptions'));
  const ofActivities = staged.has('activities')
    ? await mergeFacts(sql, runId, activities, columnsOf('activities'))
    : null;

  const counts = await countEffects(sql, staged);
  if (ofActivities)
    counts.set('activities', withUnchanged(ofActivities, staged.get('activities')?.rows ?? 0));
  return counts;
}

/** People sign in with the address that they have now. In two steps, since two may have exchanged theirs. */
async function followAddresses(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create temp table moved_sign_ins on commit drop as
    select i.email as old_email, p.email as new_email, p.id
    from sign_ins i
    join people p on p.organization_id = i.organization_id and p.id = i.person_id
    where i.organization_id = current_organization() and i.email <> p.email`);
  await sql.unsafe(`
    update sign_ins i set email = m.id || '@moving.invalid' from moved_sign_ins m where i.email = m.old_email`);
  await sql.unsafe(`
    update sign_ins i set email = m.new_email, changed_at = now() from moved_sign_ins m where i.email = m.id || '@moving.invalid'`);
}

/** A row counts once, for the most that became of it: a new item with three events is one row inserted. */
async function countEffects(
  sql: Sql,
  staged: ReadonlyMap<string, StagedFile>,
): Promise<Map<string, ImportCounts>> {
  const rows = await sql.unsafe<{ file: string; inserted: number; updated: number; kept: number }[]>(`
    select file, count(*) filter (where most = 1) as inserted, count(*) filter (where most = 2) as updated,
      count(*) filter (where most = 3) as kept
    from (
      select file, line, min(array_position(array['inserted', 'updated', 'kept'], effect)) as most
      from import_effects where line is not null group by file, line
    ) lines
    group by file`);
  const byFile = new Map(rows.map((row) => [row.file, row]));
  return new Map(
    [...staged].map(([name, { rows: total }]) => [
      name,
      withUnchanged(byFile.get(name) ?? { inserted: 0, updated: 0, kept: 0 }, total),
    ]),
  );
}

function withUnchanged(
  { inserted, updated, kept }: Omit<ImportCounts, 'unchanged'>,
  rows: number,
): ImportCounts {
  return { inserted, updated, kept, unchanged: rows - inserted - updated - kept };
}
