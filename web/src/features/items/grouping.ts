import type { Item } from '@plumbline/shared/contracts/items.ts';
import { type Reader, formatDate } from '../../lib/formats.ts';
import { plusDays, wallAt, weekdayOf } from '../../lib/zoned.ts';
import type { ItemGroup } from './item-list.search.ts';

export interface Group {
  key: string;
  title: string;
  items: Item[];
}

/** Items in groups, each where its first one stands, so that the order of the list goes on. */
export function grouped(items: readonly Item[], group: ItemGroup, reader: Reader): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const { key, title } = headingOf(item, group, reader);
    const known = groups.get(key) ?? { key, title, items: [] };
    known.items.push(item);
    groups.set(key, known);
  }
  return [...groups.values()];
}

function headingOf(item: Item, group: ItemGroup, reader: Reader): { key: string; title: string } {
  if (group === 'rep') return { key: item.rep.id, title: item.rep.name };
  if (group === 'type') return { key: item.type?.id ?? '', title: item.type?.name ?? 'Directives' };
  const due = wallAt(new Date(item.currentDueAt), reader.timeZone);
  const { year, month, day } = plusDays(due, 1 - weekdayOf(due));
  const monday = [year, month, day].map((n) => String(n).padStart(2, '0')).join('-');
  return { key: monday, title: `Week of ${formatDate(monday, reader)}` };
}
