import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { SavedView, SaveViewRequest } from '@plumbline/shared/contracts/saved-views.ts';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Views } from '../../components/Views.tsx';
import { fieldErrors } from '../../lib/field-errors.ts';
import classes from './SavedViewTabs.module.css';
import { savedViewsQuery, useRemoveView, useSaveView } from './saved-views.queries.ts';
import { isSameSearch } from './same-search.ts';

/** A list as it is usually shown and as one keeps it, one tab each; what is not kept yet can be, under a name. */
export function SavedViewTabs({
  list,
  search,
  usual,
  link,
}: {
  list: SaveViewRequest['list'];
  /** What the address says now, as far as it is kept. */
  search: Record<string, string>;
  /** The list as it is usually shown, under a name or some. */
  usual: readonly { label: string; search: Record<string, string> }[];
  /** A link to the list with this search. */
  link: (to: { search: Record<string, string>; isCurrent: boolean; label: string; key: string }) => ReactNode;
}) {
  const { data } = useQuery(savedViewsQuery(list));
  const [isNaming, setNaming] = useState(false);
  const remove = useRemoveView(list);
  const views = data?.views ?? [];
  const current = views.find((view) => isSameSearch(view.search, search));
  const isUsual = usual.some((view) => isSameSearch(view.search, search));
  return (
    <div className={classes.bar}>
      <Views label="Saved views">
        {usual.map((view) =>
          link({ ...view, key: view.label, isCurrent: isSameSearch(view.search, search) }),
        )}
        {views.map((view) =>
          link({ key: view.id, label: view.name, search: view.search, isCurrent: view === current }),
        )}
      </Views>
      {current && !isUsual && <Removal view={current} onRemove={() => remove.mutate(current)} />}
      {!current &&
        !isUsual &&
        (isNaming ? (
          <NameForm list={list} search={search} onDone={() => setNaming(false)} />
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={() => setNaming(true)}>
            Save view
          </Button>
        ))}
    </div>
  );
}

function Removal({ view, onRemove }: { view: SavedView; onRemove: () => void }) {
  return (
    <ActionIcon size="sm" aria-label={`Remove the view ${view.name}`} onClick={onRemove}>
      <IconX size={14} aria-hidden />
    </ActionIcon>
  );
}

function NameForm({
  list,
  search,
  onDone,
}: {
  list: SaveViewRequest['list'];
  search: Record<string, string>;
  onDone: () => void;
}) {
  const [name, setName] = useState('');
  const save = useSaveView();
  return (
    <form
      className={classes.form}
      aria-label="Save view"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate({ list, name, search }, { onSuccess: onDone });
      }}
      onKeyDown={({ key }) => key === 'Escape' && onDone()}
    >
      <TextInput
        size="xs"
        autoFocus
        required
        aria-label="Name of the view"
        placeholder="Name of the view"
        maxLength={60}
        value={name}
        error={fieldErrors(save.error).name ?? save.error?.message}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" loading={save.isPending}>
        Save
      </Button>
    </form>
  );
}
