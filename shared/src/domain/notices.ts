import type { Role } from './roles.ts';
import type { NoticeKind } from './vocabulary.ts';

/** What people choose about together. */
export const noticeGroups = ['work', 'follow_ups', 'team', 'leave', 'flags', 'imports'] as const;
export type NoticeGroup = (typeof noticeGroups)[number];

/** Where a notice goes beyond the inbox. */
export const noticeChannels = ['mail', 'slack', 'teams'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** `digest`: in the next morning's, an executive's in the next Monday's. The inbox has everything in any case. */
export const noticeTimes = ['at_once', 'digest', 'never'] as const;
export type NoticeTime = (typeof noticeTimes)[number];

export interface Preference {
  when: NoticeTime;
  where: readonly NoticeChannel[];
}
export type Preferences = Partial<Record<NoticeGroup, Preference>>;

const groups: Record<NoticeKind, NoticeGroup> = {
  asked: 'follow_ups',
  cover_begins: 'leave',
  directive_issued: 'work',
  directive_recalled: 'work',
  directive_to_relay: 'team',
  escalated: 'team',
  escalated_by_rule: 'team',
  escalation_answered: 'work',
  escalation_unanswered: 'team',
  exception_asked: 'team',
  exception_decided: 'work',
  exception_passed_up: 'team',
  extension_answered: 'work',
  extension_asked: 'team',
  flag_raised: 'flags',
  flag_replied: 'flags',
  flag_to_review: 'flags',
  follow_up_logged: 'follow_ups',
  hand_back_due: 'team',
  import_finished: 'imports',
  item_due: 'work',
  item_late: 'work',
  item_returned: 'work',
  item_waived: 'work',
  joint_call_disputed: 'team',
  joint_call_logged: 'follow_ups',
  leave_changed: 'leave',
  leave_recorded: 'leave',
  leave_taken_back: 'leave',
  leave_to_confirm: 'leave',
  takeover_answered: 'team',
  takeover_declared: 'work',
  takeover_handed_back: 'work',
  takeover_to_confirm: 'team',
};

export const groupOf = (kind: NoticeKind): NoticeGroup => groups[kind];

const ofRole: Record<Role, readonly NoticeGroup[]> = {
  rep: ['work', 'follow_ups', 'leave'],
  manager: ['team', 'flags', 'work', 'follow_ups', 'leave'],
  executive: ['flags', 'team', 'leave'],
};

/** The groups in which somebody may be told anything. */
export const groupsOf = ({ role, isAdmin }: { role: Role; isAdmin: boolean }): readonly NoticeGroup[] =>
  isAdmin ? [...ofRole[role], 'imports'] : ofRole[role];

/** What waits for an answer comes at once; what one knows of anyway waits for the digest. An executive's is weekly. */
const usual: Record<NoticeGroup, (role: Role) => NoticeTime> = {
  work: () => 'digest',
  follow_ups: () => 'at_once',
  team: () => 'at_once',
  leave: () => 'at_once',
  flags: (role) => (role === 'executive' ? 'digest' : 'at_once'),
  imports: () => 'at_once',
};

/** What somebody chose about a group, or what is usual in their role. */
export const preferenceOf = (preferences: Preferences, group: NoticeGroup, role: Role): Preference =>
  preferences[group] ?? { when: usual[group](role), where: ['mail'] };

/** Whether somebody gets a digest at all: they do as soon as it has anything to say for them. */
export const wantsDigest = (preferences: Preferences, who: { role: Role; isAdmin: boolean }): boolean =>
  groupsOf(who).some((group) => preferenceOf(preferences, group, who.role).when === 'digest');
