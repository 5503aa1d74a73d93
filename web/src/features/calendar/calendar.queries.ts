import { AbsencePage, Calendar, Colleagues, HolidaysPreview } from '@plumbline/shared/contracts/calendar.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, post } from '../../lib/api.ts';

/** The working week and the holidays. */
export const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: ({ signal }) => get({ path: '/calendar', answer: Calendar, signal }),
});

/** Leave that the reader sees: of one person, or of all; not ended yet, or past and taken back. */
export const absencesQuery = (filter: { person?: string; state: 'present' | 'past' }) =>
  infiniteQueryOptions({
    queryKey: ['absences', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      get({ path: '/absences', answer: AbsencePage, query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** People whose name or address holds the text; twenty at most. */
export const colleaguesQuery = (search: string) =>
  queryOptions({
    queryKey: ['colleagues', search],
    queryFn: ({ signal }) =>
      get({ path: '/absences/colleagues', answer: Colleagues, query: { search }, signal }),
  });

/** The holidays that a calendar file would add. */
export const holidaysOf = (ics: string) =>
  post({ path: '/calendar/holidays/preview', answer: HolidaysPreview, body: { ics } });
