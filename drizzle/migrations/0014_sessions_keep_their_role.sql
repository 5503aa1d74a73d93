-- The cookie says what role somebody had when the session began. When an import or an administrator gives them another
-- one, the session ends with its next transaction, and they sign in again. Null: begun before this was kept.
alter table sessions add column role text, add column is_admin boolean;

create or replace function assert_session(session_id uuid) returns void language plpgsql stable as $$
begin
  if not exists (
    select from sessions s
    join people p on p.organization_id = s.organization_id and p.id = s.person_id
    where s.organization_id = current_organization() and s.id = session_id
      and s.revoked_at is null and s.expires_at > now()
      and (p.left_on is null or p.left_on > current_date)
      and (s.role is null or s.role = p.role)
      and (s.is_admin is null or s.is_admin = p.is_admin)
  ) then
    raise exception 'session ended' using errcode = 'PL401';
  end if;
end $$;
