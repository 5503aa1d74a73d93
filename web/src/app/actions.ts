import type { Me } from '@plumbline/shared/contracts/session.ts';
import {
  IconCalendarPlus,
  IconClipboardCheck,
  IconClockExclamation,
  IconReceipt,
  IconSpeakerphone,
  IconUserPlus,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { linkOptions } from '@tanstack/react-router';
import type { Destination } from './navigation.ts';

/** What is done so often that the palette offers it by its name. */
const actions = [
  {
    label: 'Late items of my people',
    icon: IconClockExclamation,
    needs: 'items.team',
    link: linkOptions({ to: '/team-items', search: { state: 'late' } }),
  },
  {
    label: 'Waiting for acceptance',
    icon: IconClipboardCheck,
    needs: 'items.team',
    link: linkOptions({ to: '/team-items', search: { state: 'to_accept' } }),
  },
  {
    label: 'Issue a directive',
    icon: IconSpeakerphone,
    needs: 'directives.issue',
    link: linkOptions({ to: '/directives/new' }),
  },
  {
    label: 'Declare a takeover',
    icon: IconUserShield,
    needs: 'takeovers.declare',
    link: linkOptions({ to: '/accounts/declare' }),
  },
  {
    label: 'Log a joint call',
    icon: IconUsers,
    needs: 'joint-calls.log',
    link: linkOptions({ to: '/accounts/joint-call' }),
  },
  {
    label: 'Ask for an exception',
    icon: IconReceipt,
    needs: 'exceptions.ask',
    link: linkOptions({ to: '/exceptions/new' }),
  },
  {
    label: 'Record leave',
    icon: IconCalendarPlus,
    needs: 'leave.record',
    link: linkOptions({ to: '/leave', search: { form: 'record' } }),
  },
  {
    label: 'Add people',
    icon: IconUserPlus,
    needs: 'people.manage',
    link: linkOptions({ to: '/people/new' }),
  },
] as const satisfies readonly (Pick<Destination, 'label' | 'icon' | 'needs'> & { link: object })[];

/** What this person may do of it. */
export const actionsFor = (me: Me) => actions.filter(({ needs }) => me.permissions.includes(needs));
