import {
  Calendar,
  type ChangeAbsenceRequest,
  type Holiday,
  type RecordAbsenceRequest,
} from '@plumbline/shared/contracts/calendar.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { said } from '../../components/toasts.tsx';
import { del, post, postOnce, put } from '../../lib/api.ts';
import { meQuery } from '../identity/identity.queries.ts';
import { calendarQuery, holidaysOf } from './calendar.queries.ts';

/** What changes the calendar answers with it. */
function useCalendarChange<Input>(change: (input: Input) => Promise<Calendar>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (calendar) => queryClient.setQueryData(calendarQuery.queryKey, calendar),
  });
}

export const useWorkingWeek = () =>
  useCalendarChange((workingDays: number[]) =>
    put({ path: '/calendar/working-week', answer: Calendar, body: { workingDays } }),
  );

export const useAddHolidays = () =>
  useCalendarChange((holidays: Holiday[]) =>
    post({ path: '/calendar/holidays', answer: Calendar, body: { holidays } }),
  );

export const useRemoveHoliday = () =>
  useCalendarChange((day: string) => del({ path: `/calendar/holidays/${day}`, answer: Calendar }));

export const useHolidaysPreview = () => useMutation({ mutationFn: holidaysOf });

/**
 * Leave moves what would fall due in it, so every list of items may differ afterwards.
 * @param words said when it is done; here, since the row may be gone by then: what changes live is read at once
 */
function useLeaveChange<Input>(change: (input: Input) => Promise<unknown>, words?: string) {
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      if (words !== undefined) said(words);
    },
    meta: { changes: [['absences'], ['items'], meQuery.queryKey] },
  });
}

export const useRecordLeave = () =>
  useLeaveChange((body: RecordAbsenceRequest) =>
    postOnce({ path: '/absences', answer: z.object({ id: z.string() }), body }),
  );

export const useChangeLeave = () =>
  useLeaveChange(({ id, ...body }: ChangeAbsenceRequest & { id: string }) =>
    put({ path: `/absences/${id}`, answer: z.undefined(), body }),
  );

export const useConfirmLeave = (words: string) =>
  useLeaveChange(
    ({ id, version }: { id: string; version: number }) =>
      post({ path: `/absences/${id}/confirmation`, answer: z.undefined(), body: { version } }),
    words,
  );

export const useTakeLeaveBack = (words: string) =>
  useLeaveChange(
    ({ id, version }: { id: string; version: number }) =>
      del({ path: `/absences/${id}`, answer: z.undefined(), query: { version } }),
    words,
  );
