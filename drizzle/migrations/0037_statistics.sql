-- Lets the serving role have the planner's statistics gathered, which takes an owner. After a large import they say that the
-- tables are as they were before, until PostgreSQL looks by itself a minute later; the evaluation comes sooner.
create function gather_statistics() returns void
  language plpgsql security definer
  set search_path = pg_catalog, public
  as $$
begin
  analyze people, reporting_lines, items, item_events, follow_ups, follow_up_items, follow_up_answers, exceptions, accounts,
    account_owners, opportunities, opportunity_credits, activities, interventions;
end $$;
