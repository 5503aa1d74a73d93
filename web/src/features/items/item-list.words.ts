import type { ItemSort, ListedState } from '@plumbline/shared/contracts/item-lists.ts';
import type { DayRange } from '../../lib/day-ranges.ts';
import type { ItemGroup } from './item-list.search.ts';

export const stateWords: Record<ListedState, string> = {
  owed: 'Not done',
  late: 'Late',
  open: 'Not due yet',
  to_accept: 'Waiting for acceptance',
  done: 'Done',
  waived: 'Let go',
  any: 'All',
};

export const sortWords: Record<ItemSort, string> = {
  due: 'Due first',
  '-due': 'Due last',
  done: 'Handed in first',
  '-done': 'Handed in last',
  '-lateness': 'Longest after the first due time',
  lateness: 'Earliest before the first due time',
};

export const dueWordsOf: Record<DayRange, string> = {
  today: 'Due today',
  this_week: 'Due this week',
  next_week: 'Due next week',
  last_week: 'Due last week',
  last_30_days: 'Due in the last 30 days',
  between: 'Due between…',
};

export const groupWords: Record<ItemGroup, string> = {
  rep: 'By rep',
  type: 'By type',
  week: 'By week',
};
