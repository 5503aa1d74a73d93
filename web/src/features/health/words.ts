import type { JobName } from '@plumbline/shared/domain/vocabulary.ts';

export const jobWords: Record<JobName, string> = {
  deliver: 'Sending mail and chat messages',
  'deliver-all': 'Looking for messages that wait',
  'end-interrupted-imports': 'Noting imports that were interrupted',
  evaluate: 'Evaluating the record',
  'evaluate-all': 'The nightly evaluation',
  'forget-old-answers': 'Forgetting what was kept for requests sent again',
  remind: 'Reminders of what is due, late or to review',
  'remove-stale-files': 'Removing files that were handed in with nothing',
  'schedule-digests': 'The digests of the morning',
  'schedule-paperwork': 'Making the paperwork of the coming fortnight',
  'seal-audit': 'Sealing the audit log',
};
