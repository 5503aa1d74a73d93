import type { NoticeChannel, NoticeGroup, NoticeTime } from '@plumbline/shared/domain/notices.ts';

export const groupWords: Record<NoticeGroup, { title: string; text: string }> = {
  work: { title: 'What I owe', text: 'Due soon, late, directives, answers about more time' },
  leave: { title: 'Leave', text: 'Mine, what I take over, what I am to confirm' },
  follow_ups: { title: 'Follow-ups with me', text: 'Somebody asks, or logs that we spoke' },
  team: { title: 'My team', text: 'Wishes for more time, escalations, accounts to hand back' },
  flags: { title: 'Flags', text: 'Raised, replied to, ready to review' },
  imports: { title: 'Imports', text: 'How an import of mine ended' },
};

export const channelWords: Record<NoticeChannel, string> = { mail: 'Mail', slack: 'Slack', teams: 'Teams' };

/** Of the digest it is said when it comes. */
export const timeWords = (digest: 'daily' | 'weekly'): Record<NoticeTime, string> => ({
  at_once: 'At once',
  digest: digest === 'daily' ? 'In the morning’s digest' : 'In Monday’s digest',
  never: 'In the inbox only',
});
