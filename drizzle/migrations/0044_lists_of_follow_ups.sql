-- The lists that people narrow, sort and keep: follow-ups, directives and exceptions beside items.
alter table saved_views drop constraint saved_views_list_check;
alter table saved_views add constraint saved_views_list_check
  check (list in ('items', 'follow-ups', 'directives', 'exceptions'));

-- Everybody's follow-ups by when they were held.
create index follow_ups_by_time on follow_ups (organization_id, occurred_at, id);
