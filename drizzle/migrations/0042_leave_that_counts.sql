-- Leave that somebody entered for themselves counts for nothing until another confirms it; what a source system recorded
-- counts. Said here once, so that no reader of leave has to say it again.
alter table absences add column counts boolean not null generated always as (recorded_by is distinct from person_id) stored;
alter table withdrawn_absences add column counts boolean not null generated always as (recorded_by is distinct from person_id) stored;
