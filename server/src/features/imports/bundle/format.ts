import { roles } from '@plumbline/shared/domain/roles.ts';
import {
  activityKinds,
  excuses,
  followUpChannels,
  followUpOutcomes,
} from '@plumbline/shared/domain/vocabulary.ts';
import {
  amount,
  type CellKind,
  currency,
  day,
  email,
  externalId,
  idList,
  instant,
  oneOf,
  share,
  text,
  timeZone,
  truth,
} from './cells.ts';

/** What other rows are referred to by. Items are paperwork rows and directive assignments alike. */
export type Register = 'people' | 'accounts' | 'opportunities' | 'directives' | 'items';

export interface BundleColumn {
  name: string;
  kind: CellKind;
  required: boolean;
  /** The register whose id the cell holds. */
  refersTo?: Register;
}

export interface BundleFile {
  /** The file is `<name>.csv`, its staging table `staged_<name>`. */
  name: string;
  columns: readonly BundleColumn[];
  /** What makes a row unique in its file: the caller's id, or what stands for one. */
  key: readonly string[];
  /** Who or what may have only one row at a time, where rows run `from` a day `to` another. */
  oneAtATime?: string;
  /** Ids made while staging, besides the row's own: one for each fact that a cell of the row may become. */
  factIds?: readonly string[];
}

const required = (name: string, kind: CellKind, refersTo?: Register): BundleColumn => ({
  name,
  kind,
  required: true,
  refersTo,
});
const optional = (name: string, kind: CellKind, refersTo?: Register): BundleColumn => ({
  name,
  kind,
  required: false,
  refersTo,
});
const person = (name: string) => required(name, externalId, 'people');
const perhapsPerson = (name: string) => optional(name, externalId, 'people');

const channels = followUpChannels.filter((channel) => channel !== 'app');

/** The public contract of an import (docs/import.md), in the order in which the files are read. */
export const bundleFiles = [
  {
    name: 'people',
    columns: [
      required('id', externalId),
      required('name', text(200)),
      required('email', email),
      required('role', oneOf(roles)),
      optional('admin', truth),
      optional('timezone', timeZone),
      optional('hired_on', day),
      optional('left_on', day),
    ],
    key: ['id'],
  },
  {
    name: 'reporting_lines',
    columns: [person('person_id'), person('manager_id'), required('from', day), optional('to', day)],
    key: ['person_id', 'from'],
    oneAtATime: 'person_id',
  },
  {
    name: 'accounts',
    columns: [
      required('id', externalId),
      required('name', text(500)),
      optional('segment', text(200)),
      optional('annual_value', amount),
      optional('currency', currency),
    ],
    key: ['id'],
  },
  {
    name: 'account_owners',
    columns: [
      required('account_id', externalId, 'accounts'),
      person('owner_id'),
      required('from', day),
      optional('to', day),
    ],
    key: ['account_id', 'from'],
    oneAtATime: 'account_id',
  },
  {
    name: 'opportunities',
    columns: [
      required('id', externalId),
      required('account_id', externalId, 'accounts'),
      person('owner_id'),
      required('name', text(500)),
      optional('amount', amount),
      optional('currency', currency),
      required('opened_at', instant),
      optional('closed_at', instant),
      required('outcome', oneOf(['open', 'won', 'lost'])),
    ],
    key: ['id'],
  },
  {
    name: 'opportunity_credits',
    columns: [
      required('opportunity_id', externalId, 'opportunities'),
      person('person_id'),
      required('share', share),
    ],
    key: ['opportunity_id', 'person_id'],
  },
  {
    name: 'paperwork',
    columns: [
      required('id', externalId),
      person('rep_id'),
      required('type', text(100)),
      required('due_at', instant),
      optional('submitted_at', instant),
      optional('waived_at', instant),
      perhapsPerson('waived_by'),
    ],
    key: ['id'],
    factIds: ['submitted_fact', 'waived_fact'],
  },
  {
    name: 'directives',
    columns: [
      required('id', externalId),
      required('title', text(300)),
      optional('body', text(20_000)),
      person('issued_by'),
      required('issued_at', instant),
      required('due_at', instant),
    ],
    key: ['id'],
  },
  {
    name: 'directive_assignments',
    columns: [
      required('directive_id', externalId, 'directives'),
      person('rep_id'),
      optional('relayed_at', instant),
      optional('acknowledged_at', instant),
      optional('completed_at', instant),
    ],
    key: ['directive_id', 'rep_id'],
    factIds: ['relayed_fact', 'acknowledged_fact', 'completed_fact'],
  },
  {
    name: 'extensions',
    columns: [
      required('item_id', text(401), 'items'),
      person('granted_by'),
      required('granted_at', instant),
      required('new_due_at', instant),
      optional('reason', text(4000)),
    ],
    key: ['item_id', 'granted_at'],
  },
  {
    name: 'reasons',
    columns: [
      required('item_id', text(401), 'items'),
      required('said_at', instant),
      required('excuse', oneOf(excuses)),
      optional('text', text(4000)),
    ],
    key: ['item_id', 'said_at'],
  },
  {
    name: 'escalations',
    columns: [
      required('item_id', text(401), 'items'),
      person('escalated_by'),
      required('escalated_at', instant),
      perhapsPerson('to_id'),
    ],
    key: ['item_id', 'escalated_at'],
  },
  {
    name: 'follow_ups',
    columns: [
      required('id', externalId),
      person('manager_id'),
      person('rep_id'),
      optional('item_id', text(401), 'items'),
      required('occurred_at', instant),
      required('recorded_at', instant),
      required('channel', oneOf(channels)),
      required('outcome', oneOf(followUpOutcomes)),
      optional('excuse', oneOf(excuses)),
      optional('commitment_at', instant),
      optional('confirmed_at', instant),
      optional('disputed_at', instant),
      optional('note', text(4000)),
    ],
    key: ['id'],
    factIds: ['confirmed_fact', 'disputed_fact'],
  },
  {
    name: 'interventions',
    columns: [
      required('id', externalId),
      person('manager_id'),
      required('opportunity_id', externalId, 'opportunities'),
      optional('account_id', externalId, 'accounts'),
      required('started_at', instant),
      optional('handed_back_at', instant),
      optional('reason', text(4000)),
      perhapsPerson('requested_by'),
    ],
    key: ['id'],
  },
  {
    name: 'exceptions',
    columns: [
      required('id', externalId),
      person('rep_id'),
      optional('account_id', externalId, 'accounts'),
      required('kind', oneOf(['discount', 'credit_terms', 'return', 'policy'])),
      required('requested_at', instant),
      perhapsPerson('decided_by'),
      optional('decided_at', instant),
      optional('decision', oneOf(['supported', 'declined'])),
      optional('cost', amount),
    ],
    key: ['id'],
  },
  {
    name: 'absences',
    columns: [person('person_id'), required('from', day), required('to', day), perhapsPerson('cover_id')],
    key: ['person_id', 'from'],
    oneAtATime: 'person_id',
  },
  { name: 'holidays', columns: [required('date', day), required('name', text(200))], key: ['date'] },
  {
    name: 'goals',
    columns: [
      person('person_id'),
      required('from', day),
      required('to', day),
      required('amount', amount),
      optional('currency', currency),
    ],
    key: ['person_id', 'from'],
    oneAtATime: 'person_id',
  },
  {
    name: 'activities',
    columns: [
      required('id', externalId),
      required('occurred_at', instant),
      person('actor_id'),
      optional('account_id', externalId, 'accounts'),
      optional('opportunity_id', externalId, 'opportunities'),
      required('kind', oneOf(activityKinds)),
      optional('participant_ids', idList),
      optional('capture', oneOf(['synced', 'typed'])),
      perhapsPerson('created_by_id'),
    ],
    key: ['id'],
  },
] as const satisfies readonly BundleFile[];

export type FileName = (typeof bundleFiles)[number]['name'];

export const stagingTable = (file: string) => `staged_${file}`;
