import type { Me } from '@plumbline/shared/contracts/session.ts';
import type { Permission } from '@plumbline/shared/domain/roles.ts';
import {
  type Icon,
  IconAddressBook,
  IconBeach,
  IconBriefcase,
  IconCalendarDue,
  IconCalendarOff,
  IconChecklist,
  IconClipboardText,
  IconDatabaseImport,
  IconFileText,
  IconFlag,
  IconGridDots,
  IconBell,
  IconHistory,
  IconListSearch,
  IconReceipt,
  IconMailExclamation,
  IconMessages,
  IconScale,
  IconSpeakerphone,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Destination {
  to: NonNullable<LinkProps['to']>;
  label: string;
  icon: Icon;
  /** Which of the things that wait for me is counted beside it. */
  waiting?: keyof Me['waiting'];
  needs: Permission;
}

export interface Section {
  /** Null for the first, which needs no heading. */
  title: string | null;
  destinations: Destination[];
}

const today: Destination = {
  to: '/today',
  label: 'Today',
  icon: IconCalendarDue,
  waiting: 'unansweredLapses',
  needs: 'items.team',
};
const team: Destination = { to: '/team', label: 'Team', icon: IconUsersGroup, needs: 'items.team' };
const teamItems: Destination = {
  to: '/team-items',
  label: 'Items',
  icon: IconListSearch,
  needs: 'items.team',
};
const items: Destination = {
  to: '/items',
  label: 'My items',
  icon: IconChecklist,
  waiting: 'lateItems',
  needs: 'items.own',
};
const followUps: Destination = {
  to: '/follow-ups',
  label: 'Follow-ups',
  icon: IconMessages,
  waiting: 'unansweredFollowUps',
  needs: 'follow-ups.answer',
};

const record: Destination = {
  to: '/my-record',
  label: 'My record',
  icon: IconClipboardText,
  needs: 'record.own',
};

const inbox: Destination = {
  to: '/inbox',
  label: 'Inbox',
  icon: IconBell,
  waiting: 'unreadNotices',
  needs: 'signed-in',
};

const directives: Destination = {
  to: '/directives',
  label: 'Directives',
  icon: IconSpeakerphone,
  needs: 'directives.read',
};
const exceptions: Destination = {
  to: '/exceptions',
  label: 'Exceptions',
  icon: IconReceipt,
  needs: 'signed-in',
};
const patterns: Destination = {
  to: '/patterns',
  label: 'Patterns',
  icon: IconGridDots,
  needs: 'patterns.read',
};
const flags: Destination = {
  to: '/flags',
  label: 'Flags',
  icon: IconFlag,
  waiting: 'flagsToReview',
  needs: 'flags.review',
};
const myPatterns: Destination = {
  to: '/my-patterns',
  label: 'My patterns',
  icon: IconGridDots,
  waiting: 'ownFlags',
  needs: 'patterns.read',
};
const policy: Destination = { to: '/policy', label: 'Policy', icon: IconScale, needs: 'policy.read' };
const accounts: Destination = {
  to: '/accounts',
  label: 'Accounts',
  icon: IconBriefcase,
  waiting: 'unansweredJointCalls',
  needs: 'takeovers.read',
};

const leave: Destination = {
  to: '/leave',
  label: 'Leave',
  icon: IconBeach,
  waiting: 'leaveToConfirm',
  needs: 'leave.record',
};

const ownDeals: Destination = { ...accounts, needs: 'items.own' };

const administration: Section = {
  title: 'Administration',
  destinations: [
    { to: '/people', label: 'People', icon: IconAddressBook, needs: 'people.manage' },
    { to: '/paperwork', label: 'Paperwork', icon: IconFileText, needs: 'paperwork.manage' },
    { to: '/calendar', label: 'Calendar', icon: IconCalendarOff, needs: 'calendar.manage' },
    { to: '/imports', label: 'Imports', icon: IconDatabaseImport, needs: 'imports.manage' },
    { to: '/deliveries', label: 'Deliveries', icon: IconMailExclamation, needs: 'deliveries.manage' },
    { to: '/audit', label: 'Audit', icon: IconHistory, needs: 'audit.read' },
  ],
};

const byRole: Record<Me['role'], Section[]> = {
  rep: [{ title: null, destinations: [items, followUps, inbox, record, ownDeals, exceptions, leave] }],
  manager: [
    {
      title: null,
      destinations: [today, inbox, team, directives, teamItems, accounts, exceptions, leave, myPatterns],
    },
    { title: 'What I owe', destinations: [items, followUps] },
  ],
  executive: [
    {
      title: null,
      destinations: [
        patterns,
        flags,
        directives,
        inbox,
        accounts,
        exceptions,
        // Those who report to an executive, and the reps of a manager who has left, are answered like anybody.
        today,
        team,
        teamItems,
        leave,
        policy,
      ],
    },
  ],
};

/** What this person may go to, most used first. */
export function navigationFor(me: Me): Section[] {
  return [...byRole[me.role], administration]
    .map((section) => ({
      ...section,
      destinations: section.destinations.filter(({ needs }) => me.permissions.includes(needs)),
    }))
    .filter((section) => section.destinations.length > 0);
}

/** The page that somebody's day begins on. */
export function homeOf(me: Me): Destination['to'] {
  return navigationFor(me)[0]?.destinations[0]?.to ?? '/follow-ups';
}
