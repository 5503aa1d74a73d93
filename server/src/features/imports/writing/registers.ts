import type { MergedColumn, RegisterMerge } from './merge-register.ts';

/** The stored row's own id, beside the caller's. */
const named: MergedColumn = { to: 'external_id', value: 's.id' };
const plain = (name: string): MergedColumn => ({ to: name, from: name, value: `s.${name}` });
const idOf = (register: string, alias: string, column: string) =>
  `left join ${register}_ids ${alias} on ${alias}.external_id = s.${column}`;

/** Half-open, as everywhere; without an end it goes on. */
const during: MergedColumn = { to: 'during', value: `daterange(s."from", s."to", '[)')` };

/** Another row of the same person or account that somebody set in the product, at the same time. */
const editedOverlap = (table: string, owner: string, ownerId: string) => `${ownerId} in (
  select e.${owner} from ${table} e where e.organization_id = current_organization() and e.edited_at is not null
) and exists (
  select from ${table} o
  where o.organization_id = current_organization() and o.${owner} = ${ownerId} and o.edited_at is not null
    and o.during && ${during.value}
)`;

const register = { id: true, version: false, editedAt: true };
const versioned = { ...register, version: true };
const keyless = { ...register, id: false };

/** The registers of a bundle, in the order in which their foreign keys want them. */
export const registers: readonly RegisterMerge[] = [
  {
    table: 'people',
    file: 'people',
    incoming: 'select * from staged_people',
    joins: 'join organizations o on o.id = current_organization()',
    match: 't.external_id = s.id',
    identity: [named],
    columns: [
      plain('name'),
      plain('email'),
      plain('role'),
      { to: 'is_admin', from: 'admin', value: 's.admin', orElse: 'false' },
      { to: 'time_zone', from: 'timezone', value: 's.timezone', orElse: 'o.time_zone', isNeverEdited: true },
      { ...plain('hired_on'), isNeverEdited: true },
      { ...plain('left_on'), isNeverEdited: true },
    ],
    // Two people may have exchanged their addresses.
    makeRoom: (merged) => `
      update people t set email = m.row_id || '@moving.invalid'
      from ${merged} m
      where m.effect = 'updated' and t.organization_id = current_organization() and t.id = m.stored_id and t.email <> m.email`,
    has: versioned,
  },
  {
    table: 'reporting_lines',
    file: 'reporting_lines',
    incoming: 'select * from staged_reporting_lines',
    joins: [idOf('people', 'person', 'person_id'), idOf('people', 'manager', 'manager_id')].join(' '),
    match: `t.person_id = person.id and lower(t.during) = s."from"`,
    blocked: editedOverlap('reporting_lines', 'person_id', 'person.id'),
    identity: [{ to: 'person_id', value: 'person.id' }],
    columns: [{ to: 'manager_id', value: 'manager.id' }, during],
    has: register,
  },
  {
    table: 'accounts',
    file: 'accounts',
    incoming: 'select * from staged_accounts',
    match: 't.external_id = s.id',
    identity: [named],
    columns: [plain('name'), plain('segment'), plain('annual_value'), plain('currency')],
    has: register,
  },
  {
    table: 'account_owners',
    file: 'account_owners',
    incoming: 'select * from staged_account_owners',
    joins: [idOf('accounts', 'account', 'account_id'), idOf('people', 'owner', 'owner_id')].join(' '),
    match: `t.account_id = account.id and lower(t.during) = s."from"`,
    blocked: editedOverlap('account_owners', 'account_id', 'account.id'),
    identity: [{ to: 'account_id', value: 'account.id' }],
    columns: [{ to: 'owner_id', value: 'owner.id' }, during],
    has: register,
  },
  {
    table: 'opportunities',
    file: 'opportunities',
    incoming: 'select * from staged_opportunities',
    joins: [idOf('accounts', 'account', 'account_id'), idOf('people', 'owner', 'owner_id')].join(' '),
    match: 't.external_id = s.id',
    identity: [named],
    columns: [
      { to: 'account_id', value: 'account.id' },
      { to: 'owner_id', value: 'owner.id' },
      plain('name'),
      plain('amount'),
      plain('currency'),
      plain('opened_at'),
      plain('closed_at'),
      plain('outcome'),
    ],
    has: register,
  },
  {
    table: 'opportunity_credits',
    file: 'opportunity_credits',
    incoming: 'select * from staged_opportunity_credits',
    joins: [
      idOf('opportunities', 'opportunity', 'opportunity_id'),
      idOf('people', 'person', 'person_id'),
    ].join(' '),
    match: 't.opportunity_id = opportunity.id and t.person_id = person.id',
    identity: [
      { to: 'opportunity_id', value: 'opportunity.id' },
      { to: 'person_id', value: 'person.id' },
    ],
    columns: [plain('share')],
    has: keyless,
  },
  {
    table: 'absences',
    file: 'absences',
    incoming: 'select * from staged_absences',
    joins: [
      idOf('people', 'person', 'person_id'),
      idOf('people', 'cover', 'cover_id'),
      'left join people absent on absent.organization_id = current_organization() and absent.id = person.id',
    ].join(' '),
    match: `t.person_id = person.id and lower(t.during) = s."from"`,
    blocked: `(${editedOverlap('absences', 'person_id', 'person.id')}) or exists (
      select from withdrawn_absences w
      where w.organization_id = current_organization() and w.person_id = person.id and w.during && ${during.value}
    )`,
    identity: [
      { to: 'person_id', value: 'person.id' },
      // The files do not say when an absence was recorded: at its first hour then, where the person is.
      { to: 'recorded_at', value: `s."from"::timestamp at time zone absent.time_zone` },
    ],
    columns: [during, { to: 'cover_id', from: 'cover_id', value: 'cover.id' }],
    has: register,
  },
  {
    table: 'holidays',
    file: 'holidays',
    incoming: 'select * from staged_holidays',
    match: 't.day = s.date',
    // Removed in the product, it stays removed.
    blocked: `exists (
      select from removed_holidays r where r.organization_id = current_organization() and r.day = s.date
    )`,
    identity: [{ to: 'day', value: 's.date' }],
    columns: [plain('name')],
    has: keyless,
  },
  {
    table: 'goals',
    file: 'goals',
    incoming: 'select * from staged_goals',
    joins: idOf('people', 'person', 'person_id'),
    match: `t.person_id = person.id and lower(t.during) = s."from"`,
    identity: [{ to: 'person_id', value: 'person.id' }],
    columns: [during, plain('amount'), plain('currency')],
    has: register,
  },
  {
    table: 'paperwork_types',
    file: 'paperwork',
    // Counts for no row of the file (line null): a type comes with the first paperwork that names it.
    incoming: `
      select null::bigint as line, (array_agg(row_id))[1] as row_id, type as code
      from staged_paperwork where type is not null group by type`,
    match: 't.code = s.code',
    identity: [
      { to: 'code', value: 's.code' },
      { to: 'name', value: `upper(left(s.code, 1)) || replace(substr(s.code, 2), '_', ' ')` },
    ],
    columns: [],
    has: versioned,
  },
  {
    table: 'directives',
    file: 'directives',
    incoming: 'select * from staged_directives',
    joins: idOf('people', 'issuer', 'issued_by'),
    match: 't.external_id = s.id',
    identity: [named],
    columns: [
      plain('title'),
      plain('body'),
      { to: 'issued_by', value: 'issuer.id' },
      plain('issued_at'),
      plain('due_at'),
    ],
    has: versioned,
  },
];

const provenance: MergedColumn = { to: 'provenance', value: `'imported'` };

/** Items, as first set. What happened to them since is told by their events, see item-events.ts. */
export const items: readonly RegisterMerge[] = [
  {
    table: 'items',
    file: 'paperwork',
    incoming: 'select * from staged_paperwork',
    joins: `${idOf('people', 'rep', 'rep_id')}
      join paperwork_types type on type.organization_id = current_organization() and type.code = s.type`,
    match: 't.external_id = s.id',
    identity: [
      named,
      { to: 'kind', value: `'paperwork'` },
      { to: 'current_due_at', value: 's.due_at' },
      provenance,
    ],
    columns: [
      { to: 'rep_id', value: 'rep.id' },
      { to: 'paperwork_type_id', value: 'type.id' },
      { to: 'title', value: 'type.name' },
      plain('due_at'),
    ],
    has: { id: true, version: true, editedAt: false },
  },
  {
    table: 'items',
    file: 'directive_assignments',
    incoming: `select s.*, s.directive_id || ':' || s.rep_id as id from staged_directive_assignments s`,
    joins: `${idOf('people', 'rep', 'rep_id')} ${idOf('directives', 'named', 'directive_id')}
      join directives directive on directive.organization_id = current_organization() and directive.id = named.id`,
    match: 't.external_id = s.id',
    identity: [
      named,
      { to: 'kind', value: `'directive'` },
      { to: 'current_due_at', value: 'directive.due_at' },
      provenance,
    ],
    columns: [
      { to: 'rep_id', value: 'rep.id' },
      { to: 'directive_id', value: 'directive.id' },
      { to: 'title', value: 'directive.title' },
      { to: 'due_at', value: 'directive.due_at' },
    ],
    has: { id: true, version: true, editedAt: false },
  },
  // The items of a directive have its title and due time, also where only the directive comes again.
  {
    table: 'items',
    file: 'directives',
    incoming: `
      select s.line, gen_random_uuid() as row_id, item.id as item_id, directive.title, directive.due_at
      from staged_directives s
      ${idOf('directives', 'named', 'id')}
      join directives directive on directive.organization_id = current_organization() and directive.id = named.id
      join items item on item.organization_id = directive.organization_id and item.directive_id = directive.id
        and item.external_id is not null`,
    match: 't.id = s.item_id',
    identity: [],
    columns: [plain('title'), plain('due_at')],
    has: { id: true, version: true, editedAt: false },
  },
];
