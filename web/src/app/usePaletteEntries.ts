import type { Me } from '@plumbline/shared/contracts/session.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { type Icon, IconFileText, IconUser } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { itemChoicesQuery, itemsQuery } from '../features/items/items.queries.ts';
import { actionsFor } from './actions.ts';
import { matching } from './matching.ts';
import { navigationFor } from './navigation.ts';

export interface PaletteEntry {
  key: string;
  label: string;
  /** What it is, beside its name. */
  hint?: string;
  icon: Icon;
  go: () => void;
}

/** People and items are looked for from so many letters on, and so many of each are shown. */
const fewestLetters = 2;
const mostShown = 5;

/** What the typed words may mean: pages, frequent actions, then people and items that bear them. */
export function usePaletteEntries(me: Me, query: string): PaletteEntry[] {
  const navigate = useNavigate();
  const [text] = useDebouncedValue(query.trim(), 200);
  const enabled = text.length >= fewestLetters;
  const scope = me.permissions.includes('items.team') ? 'team' : 'mine';
  const people = useQuery({ ...itemChoicesQuery(text), enabled: enabled && scope === 'team' });
  const items = useInfiniteQuery({
    ...itemsQuery({ scope, state: 'any', sort: '-due', search: text, limit: mostShown }),
    enabled,
  });

  const pages = navigationFor(me).flatMap(({ destinations }) => destinations);
  const found = enabled && query.trim() !== '';
  return [
    ...matching(query, pages).map(({ to, label, icon }) => ({
      key: to,
      label,
      icon,
      go: () => void navigate({ to }),
    })),
    ...matching(query, actionsFor(me)).map(({ label, icon, link }) => ({
      key: label,
      label,
      icon,
      go: () => void navigate(link),
    })),
    ...(found ? (people.data?.reps ?? []) : []).slice(0, mostShown).map(({ id, name }) => ({
      key: id,
      label: name,
      hint: 'items',
      icon: IconUser,
      go: () => void navigate({ to: '/team-items', search: { rep: id } }),
    })),
    ...(found ? (items.data?.pages[0]?.rows ?? []) : []).map(({ id, title, rep }) => ({
      key: id,
      label: title,
      hint: scope === 'team' ? rep.name : undefined,
      icon: IconFileText,
      go: () =>
        void (scope === 'team'
          ? navigate({
              to: '/team-items/$itemId',
              params: { itemId: id },
              search: { state: 'any', search: text },
            })
          : navigate({ to: '/items/$itemId', params: { itemId: id } })),
    })),
  ];
}
