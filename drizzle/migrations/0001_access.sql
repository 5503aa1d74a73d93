-- What every later migration uses: who may see a row, and what the serving role may do with a table.
create extension if not exists btree_gist;

-- The organisation that the running transaction acts for; unset shows no rows.
create function current_organization() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.organization_id', true), '')::uuid;

-- Puts a table behind row-level security by organisation. Every table but four goes through here.
create function isolate_by_organization(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy same_organization on %s using (organization_id = current_organization()) with check (organization_id = current_organization())',
    target
  );
end $$;

-- Gives the serving role exactly what a table's kind allows. The kind is the first word of the table's comment:
--   fact        select, insert                  append-only: a correction is a new fact
--   log         select, insert                  append-only, written beside other rows
--   register    select, insert, update          the present, each change audited
--   projection  select, insert, update          current state, derived from facts in the same transaction
--   derived     select, insert, update, delete  made by the pipeline, can be made again
-- Run by the owner at each start, so that a table made by a new migration needs no step by hand.
create function grant_access(serving_role name) returns void language plpgsql as $$
declare
  target record;
begin
  execute format('grant usage on schema public to %I', serving_role);
  for target in
    select c.oid::regclass as name, split_part(obj_description(c.oid, 'pg_class'), ':', 1) as kind
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
  loop
    execute format('revoke all on %s from %I', target.name, serving_role);
    case target.kind
      when 'fact', 'log' then execute format('grant select, insert on %s to %I', target.name, serving_role);
      when 'register', 'projection' then execute format('grant select, insert, update on %s to %I', target.name, serving_role);
      when 'derived' then execute format('grant select, insert, update, delete on %s to %I', target.name, serving_role);
      when 'view' then execute format('grant select on %s to %I', target.name, serving_role);
      else raise exception 'table % has no kind: begin its comment with fact, log, register, projection, derived or view', target.name;
    end case;
  end loop;
end $$;
