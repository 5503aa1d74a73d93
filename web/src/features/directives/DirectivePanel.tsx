import { Button, Textarea } from '@mantine/core';
import type { Directive, DirectiveTree } from '@plumbline/shared/contracts/directives.ts';
import { excuseWords } from '@plumbline/shared/domain/vocabulary.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { QueryState } from '../../components/QueryState.tsx';
import { SendForm } from '../../components/SendForm.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useReader } from '../../components/useReader.ts';
import { count, formatTime } from '../../lib/formats.ts';
import { Chain } from './Chain.tsx';
import classes from './DirectivePanel.module.css';
import { useRecallDirective, useRelayDirective } from './directives.mutations.ts';
import { directiveQuery } from './directives.queries.ts';
import { ruleWords, standing, stopWords } from './words.ts';

/** One directive down to each rep, by manager: where it stopped, and with whom. */
export function DirectivePanel() {
  const { directiveId } = useParams({ from: '/shell/directives/$directiveId' });
  const search = useSearch({ from: '/shell/directives' });
  const navigate = useNavigate();
  const query = useQuery(directiveQuery(directiveId));
  return (
    <SidePanel
      title={query.data?.directive.title ?? 'Directive'}
      subtitle={query.data && standing(query.data.directive)}
      onClose={() => void navigate({ to: '/directives', search, resetScroll: false })}
    >
      <QueryState query={query} skeletonRows={6}>
        {(tree) => <Tree tree={tree} />}
      </QueryState>
    </SidePanel>
  );
}

function Tree({ tree: { directive, branches } }: { tree: DirectiveTree }) {
  const reader = useReader();
  const search = useSearch({ from: '/shell/directives' });
  return (
    <>
      {directive.body && <p className={classes.body}>{directive.body}</p>}
      <p className={classes.facts}>
        {directive.issuedBy.name} · issued {formatTime(directive.issuedAt, reader)} · due{' '}
        {formatTime(directive.dueAt, reader)}
        {directive.mustBeRelayed && ' · to be relayed by each manager'}
        {directive.wantsVerification && ' · verified by the issuer'}
        {ruleWords(directive).map((words) => ` · ${words}`)}
      </p>
      {directive.recalled && (
        <p className={classes.recalled}>
          Recalled by {directive.recalled.by.name} {formatTime(directive.recalled.at, reader)}:{' '}
          {directive.recalled.reason}
        </p>
      )}
      {directive.replaces && <Other label="In the place of" directive={directive.replaces} />}
      {directive.replacedBy && <Other label="Replaced by" directive={directive.replacedBy} />}
      <div className={classes.chain}>
        <Chain directive={directive} />
      </div>
      <Actions directive={directive} />
      {branches.map(({ manager, reps }) => (
        <section
          key={manager?.id ?? ''}
          className={classes.branch}
          aria-label={manager?.name ?? 'No manager'}
        >
          <h3>
            {manager?.name ?? 'Reporting to nobody'}{' '}
            <span className={classes.facts}>{count(reps.length, 'rep')}</span>
          </h3>
          <ul>
            {reps.map((rep) => (
              <li key={rep.itemId} className={classes.rep}>
                <Link to="/directives/items/$itemId" params={{ itemId: rep.itemId }} search={search}>
                  {rep.rep.name}
                </Link>
                <span className={rep.stopped ? classes.stopped : classes.facts}>{whereWith(rep)}</span>
                {rep.lastExcuse && <span className={classes.facts}>says: {excuseWords[rep.lastExcuse]}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );

  function whereWith(rep: DirectiveTree['branches'][number]['reps'][number]): string {
    if (rep.doneAt !== null) return `done ${formatTime(rep.doneAt, reader)}`;
    if (rep.isRecalled) return 'recalled';
    if (rep.stopped !== null) return stopWords[rep.stopped];
    if (rep.acknowledgedAt !== null) return `acknowledged ${formatTime(rep.acknowledgedAt, reader)}`;
    if (rep.relayedAt !== null) return `relayed ${formatTime(rep.relayedAt, reader)}`;
    return directive.mustBeRelayed ? 'not relayed yet' : 'told';
  }
}

function Other({ label, directive }: { label: string; directive: { id: string; title: string } }) {
  const search = useSearch({ from: '/shell/directives' });
  return (
    <p className={classes.facts}>
      {label}{' '}
      <Link to="/directives/$directiveId" params={{ directiveId: directive.id }} search={search}>
        {directive.title}
      </Link>
    </p>
  );
}

function Actions({ directive }: { directive: Directive }) {
  const search = useSearch({ from: '/shell/directives' });
  const relay = useRelayDirective();
  const recall = useRecallDirective();
  const [isRecalling, setRecalling] = useState(false);
  const [reason, setReason] = useState('');
  if (isRecalling)
    return (
      <SendForm
        label={`Recall ${directive.title}`}
        sendLabel="Recall"
        isSending={recall.isPending}
        onCancel={() => setRecalling(false)}
        onSend={() =>
          recall.mutate({ id: directive.id, reason: reason.trim() }, { onSuccess: () => setRecalling(false) })
        }
      >
        <Textarea
          label="Why it is taken back"
          description="Whoever still owes it reads this. What had lapsed by then stays on record."
          required
          withAsterisk={false}
          autoFocus
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={6}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </SendForm>
    );
  if (!directive.can.relay && !directive.can.recall) return null;
  return (
    <div className={classes.actions}>
      {directive.can.relay && (
        <Button loading={relay.isPending} onClick={() => relay.mutate(directive.id)}>
          Relay to my reps
        </Button>
      )}
      {directive.can.recall && (
        <>
          <Button
            variant="subtle"
            color="gray"
            data-quiet
            renderRoot={(props) => (
              <Link
                {...props}
                to="/directives/$directiveId/replacement"
                params={{ directiveId: directive.id }}
                search={search}
              />
            )}
          >
            Replace
          </Button>
          <Button variant="subtle" color="gray" data-quiet onClick={() => setRecalling(true)}>
            Recall
          </Button>
        </>
      )}
    </div>
  );
}
