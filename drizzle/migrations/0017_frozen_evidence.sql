-- A flag can end because nobody reports to its manager any more.
alter table flags drop constraint flags_cleared_by_check;
alter table flags add constraint flags_cleared_by_check check (cleared_by in ('evidence', 'review', 'left', 'no_team'));

create table flag_revisions (
  organization_id uuid not null,
  id uuid not null,
  flag_id uuid not null,
  -- the last of the imports since the evaluation before
  import_run_id uuid,
  found_at timestamptz not null,
  -- by signal what counted before and counts now: [{signal, before: {k, n}, after: {k, n}}]
  signals jsonb not null,
  -- natural logarithm of the e-value on the Monday at which the flag was raised
  log_e_before double precision not null,
  log_e_after double precision not null,
  -- whether the flag would have been raised, had this been known
  still_raised boolean not null,
  primary key (organization_id, id),
  foreign key (organization_id, flag_id) references flags
);
create index flag_revisions_by_flag on flag_revisions (organization_id, flag_id, id);
comment on table flag_revisions is 'fact: what a late import changed in the weeks that a flag was raised on; stands beside the frozen evidence';
select isolate_by_organization('flag_revisions');

-- What the frozen evidence now says of each week, signal and clearing was not worked out for flags raised before.
update flags set evidence = evidence || jsonb_build_object(
  'evidence', coalesce(
    (
      select jsonb_agg(point.value || '{"signals": []}' order by point.ordinality)
      from jsonb_array_elements(evidence -> 'evidence') with ordinality point
    ),
    '[]'
  ),
  'counterEvidence', coalesce(
    (
      select jsonb_agg(reading.value -> 'signal' order by reading.ordinality)
      from jsonb_array_elements(evidence -> 'readings') with ordinality reading
      where (reading.value ->> 'n')::integer > 0 and reading.value ->> 'judgement' <> 'cannot_judge'
        and (reading.value ->> 'k')::double precision
          <= (reading.value ->> 'n')::integer * (reading.value ->> 'norm')::double precision
    ),
    '[]'
  ),
  'readings', coalesce(
    (
      select jsonb_agg(reading.value || '{"shrunken": null, "funnel": null}' order by reading.ordinality)
      from jsonb_array_elements(evidence -> 'readings') with ordinality reading
    ),
    '[]'
  ),
  'clearing', '[]'::jsonb
);
update evidence set detail = jsonb_set(detail, '{signals}', (
  select jsonb_agg(reading.value || '{"shrunken": null, "funnel": null}' order by reading.ordinality)
  from jsonb_array_elements(detail -> 'signals') with ordinality reading
))
where detail -> 'signals' <> '[]';
