import {
  PaperworkTypes,
  type PreviewSchedule,
  type Schedule,
  SchedulePreview,
} from '@plumbline/shared/contracts/paperwork.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, post } from '../../lib/api.ts';

/** Kinds of paperwork with their schedules. */
export const paperworkQuery = queryOptions({
  queryKey: ['paperwork-types'],
  queryFn: ({ signal }) => get({ path: '/paperwork-types', answer: PaperworkTypes, signal }),
});

/** The next due times of a schedule as it is being typed; null: there is nothing to show yet. */
export const schedulePreviewQuery = (schedule: Schedule | null, personId: string | undefined) =>
  queryOptions({
    queryKey: ['schedule-preview', schedule, personId],
    queryFn: ({ signal }) => {
      const body = { schedule, personId } satisfies {
        schedule: Schedule | null;
        personId?: PreviewSchedule['personId'];
      };
      return post({ path: '/paperwork-types/preview', body, answer: SchedulePreview, signal });
    },
    enabled: schedule !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
