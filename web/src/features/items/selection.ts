import type { QueuedLapse } from '@plumbline/shared/contracts/items.ts';

/** The selected rows, as the address bar keeps them. */
export function readSelection(selected: string | undefined): string[] {
  return selected ? selected.split(',') : [];
}

export function writeSelection(ids: readonly string[]): string | undefined {
  return ids.length > 0 ? ids.join(',') : undefined;
}

/** In, or out again. */
export function toggle(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
}

export interface OfRep {
  rep: QueuedLapse['item']['rep'];
  lapses: QueuedLapse[];
}

/** Lapses by rep, each rep where their first one stands, so that the earliest deadline stays on top. */
export function byRep(lapses: readonly QueuedLapse[]): OfRep[] {
  const groups = new Map<string, OfRep>();
  for (const lapse of lapses) {
    const { rep } = lapse.item;
    const group = groups.get(rep.id) ?? { rep, lapses: [] };
    group.lapses.push(lapse);
    groups.set(rep.id, group);
  }
  return [...groups.values()];
}
