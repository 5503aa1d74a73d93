-- Items of these directives that these reps owe: a search whose words stand in the rep's name and in the title asks for both.
drop index items_by_directive;
create index items_by_directive on items (organization_id, directive_id, rep_id) where directive_id is not null;
