/** The files of an import bundle, with their columns in order (docs/import.md). */
export const files = {
  'people.csv': ['id', 'name', 'email', 'role', 'admin', 'timezone', 'hired_on', 'left_on'],
  'reporting_lines.csv': ['person_id', 'manager_id', 'from', 'to'],
  'accounts.csv': ['id', 'name', 'segment', 'annual_value', 'currency'],
  'account_owners.csv': ['account_id', 'owner_id', 'from', 'to'],
  'opportunities.csv': [
    'id',
    'account_id',
    'owner_id',
    'name',
    'amount',
    'currency',
    'opened_at',
    'closed_at',
    'outcome',
  ],
  'opportunity_credits.csv': ['opportunity_id', 'person_id', 'share'],
  'activities.csv': [
    'id',
    'occurred_at',
    'actor_id',
    'account_id',
    'opportunity_id',
    'kind',
    'participant_ids',
    'capture',
    'created_by_id',
  ],
  'paperwork.csv': ['id', 'rep_id', 'type', 'due_at', 'submitted_at', 'waived_at', 'waived_by'],
  'directives.csv': ['id', 'title', 'body', 'issued_by', 'issued_at', 'due_at'],
  'directive_assignments.csv': ['directive_id', 'rep_id', 'relayed_at', 'acknowledged_at', 'completed_at'],
  'extensions.csv': ['item_id', 'granted_by', 'granted_at', 'new_due_at', 'reason'],
  'reasons.csv': ['item_id', 'said_at', 'excuse', 'text'],
  'escalations.csv': ['item_id', 'escalated_by', 'escalated_at', 'to_id'],
  'follow_ups.csv': [
    'id',
    'manager_id',
    'rep_id',
    'item_id',
    'occurred_at',
    'recorded_at',
    'channel',
    'outcome',
    'excuse',
    'commitment_at',
    'confirmed_at',
    'disputed_at',
    'note',
  ],
  'interventions.csv': [
    'id',
    'manager_id',
    'opportunity_id',
    'account_id',
    'started_at',
    'handed_back_at',
    'reason',
    'requested_by',
  ],
  'exceptions.csv': [
    'id',
    'rep_id',
    'account_id',
    'kind',
    'requested_at',
    'decided_by',
    'decided_at',
    'decision',
    'cost',
  ],
  'absences.csv': ['person_id', 'from', 'to', 'cover_id'],
  'holidays.csv': ['date', 'name'],
  'goals.csv': ['person_id', 'from', 'to', 'amount', 'currency'],
} as const satisfies Record<`${string}.csv`, readonly string[]>;

export type FileName = keyof typeof files;
export type Row<File extends FileName> = Partial<Record<(typeof files)[File][number], string>>;

/** Takes the rows as they happen. */
export interface Bundle {
  add<File extends FileName>(file: File, row: Row<File>): void;
  rows(file: FileName): readonly Partial<Record<string, string>>[];
}

export function newBundle(): Bundle {
  const all = new Map<FileName, Partial<Record<string, string>>[]>();
  return {
    add(file, row) {
      const rows = all.get(file);
      if (rows) rows.push(row);
      else all.set(file, [row]);
    },
    rows: (file) => all.get(file) ?? [],
  };
}
