import { RecordExport, RepRecord } from '@plumbline/shared/contracts/record.ts';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { get, post } from '../../lib/api.ts';

/** Under `items`: it changes as they do. */
export const repRecordQuery = (repId: string) =>
  queryOptions({
    queryKey: ['items', 'record', repId],
    queryFn: ({ signal }) => get({ path: `/reps/${repId}/record`, answer: RepRecord, signal }),
  });

export const myRecordQuery = queryOptions({
  queryKey: ['items', 'record', 'own'],
  queryFn: ({ signal }) => get({ path: '/my-record', query: { weeks: 26 }, answer: RepRecord, signal }),
});

/** Everything held about me, as a file. */
export function useExportRecord() {
  return useMutation({
    mutationFn: () => post({ path: '/my-record/exports', answer: RecordExport }),
    onSuccess: (record) => {
      const url = URL.createObjectURL(
        new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }),
      );
      const link = document.createElement('a');
      link.href = url;
      link.download = `plumbline-record-${record.exportedAt.slice(0, 10)}.json`;
      link.click();
      URL.revokeObjectURL(url);
      said('Everything held about you is in the file. That you took it is on record.');
    },
    onError: failed,
  });
}
