import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ItemPanel } from './ItemPanel.tsx';

/** The item's panel, as each list that it opens beside knows its own way back. */
export function MyItemPanel() {
  const { itemId } = useParams({ from: '/shell/items/$itemId' });
  const { form } = useSearch({ from: '/shell/items/$itemId' });
  const navigate = useNavigate({ from: '/items/$itemId' });
  return (
    <ItemPanel
      itemId={itemId}
      form={form}
      onForm={(next) =>
        void navigate({ search: (previous) => ({ ...previous, form: next }), resetScroll: false })
      }
      onClose={() =>
        void navigate({
          to: '/items',
          search: ({ kind, type, search, selected }) => ({ kind, type, search, selected }),
          resetScroll: false,
        })
      }
    />
  );
}

export function TodayItemPanel() {
  const { itemId } = useParams({ from: '/shell/today/items/$itemId' });
  const navigate = useNavigate({ from: '/today/items/$itemId' });
  return (
    <ItemPanel
      itemId={itemId}
      onForm={() => {}}
      onClose={() => void navigate({ to: '/today', search: (search) => search, resetScroll: false })}
    />
  );
}

export function DirectiveItemPanel() {
  const { itemId } = useParams({ from: '/shell/directives/items/$itemId' });
  const navigate = useNavigate({ from: '/directives/items/$itemId' });
  return (
    <ItemPanel
      itemId={itemId}
      onForm={() => {}}
      onClose={() => void navigate({ to: '/directives', search: (search) => search, resetScroll: false })}
    />
  );
}

export function TeamItemPanel() {
  const { itemId, repId } = useParams({ from: '/shell/team/$repId/items/$itemId' });
  const navigate = useNavigate({ from: '/team/$repId/items/$itemId' });
  return (
    <ItemPanel
      itemId={itemId}
      onForm={() => {}}
      onClose={() => void navigate({ to: '/team/$repId', params: { repId }, resetScroll: false })}
    />
  );
}

export function ListedItemPanel() {
  const { itemId } = useParams({ from: '/shell/team-items/$itemId' });
  const navigate = useNavigate({ from: '/team-items/$itemId' });
  return (
    <ItemPanel
      itemId={itemId}
      onForm={() => {}}
      onClose={() => void navigate({ to: '/team-items', search: (search) => search, resetScroll: false })}
    />
  );
}
