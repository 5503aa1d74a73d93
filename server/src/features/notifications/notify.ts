import type { NoticeKind, NoticeSubject } from '@plumbline/shared/domain/vocabulary.ts';
import type { Tx } from '../../database/connect.ts';
import { newId } from '../../database/ids.ts';

/** Names, titles and times (ISO 8601) that the words of a notice are made from; `by`, who did it, is added by itself. */
export type NoticeData = Record<string, string | number | null>;

/** Something that somebody is told. */
export interface NewNotice {
  /** Whose inbox: a person's id. */
  to: string;
  kind: NoticeKind;
  subject: { type: NoticeSubject; id: string };
  at: Date;
  data?: NoticeData;
  /** What is told once: a second notice of this kind about this subject with the same occasion is dropped. */
  occasion?: string;
}

/**
 * Tells people: the notices land with what they tell of, in the caller's transaction. Whoever has left is told nothing.
 */
export async function notify(
  { sql, actor, hint }: Pick<Tx, 'sql' | 'actor' | 'hint'>,
  notices: readonly NewNotice[],
): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map(({ to, kind, subject, at, data = {}, occasion = null }) => ({
    id: newId(),
    person_id: to,
    kind,
    subject_type: subject.type,
    subject_id: subject.id,
    created_at: at.toISOString(),
    data,
    occasion,
  }));
  const told = await sql<{ personId: string }[]>`
    insert into notices (organization_id, id, person_id, kind, subject_type, subject_id, data, occasion, created_at)
    select ${actor.organizationId}, new.id, new.person_id, new.kind, new.subject_type, new.subject_id,
      jsonb_strip_nulls(jsonb_build_object('by', acting.name)) || new.data, new.occasion, new.created_at
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as new (
      id uuid, person_id uuid, kind text, subject_type text, subject_id uuid, data jsonb, occasion text, created_at timestamptz
    )
    join people p on p.organization_id = ${actor.organizationId} and p.id = new.person_id
      and (p.left_on is null or p.left_on > (new.created_at at time zone p.time_zone)::date)
    left join people acting on acting.organization_id = p.organization_id and acting.id = ${actor.personId}
    on conflict do nothing
    returning person_id`;
  // A reminder comes again every few minutes, and mostly tells nobody anything.
  if (told.length > 0)
    await hint({ subjectType: 'notice', concerns: [...new Set(told.map(({ personId }) => personId))] });
}
