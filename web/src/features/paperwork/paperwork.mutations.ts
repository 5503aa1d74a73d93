import {
  type ChangePaperworkType,
  type NewPaperworkType,
  PaperworkType,
} from '@plumbline/shared/contracts/paperwork.ts';
import { useMutation } from '@tanstack/react-query';
import { postOnce, put } from '../../lib/api.ts';
import { paperworkQuery } from './paperwork.queries.ts';

/** Adds a kind of paperwork, or changes the one with the id. What follows from it is on people’s lists at once. */
export function useSavePaperwork() {
  return useMutation({
    mutationFn: (wanted: NewPaperworkType | (ChangePaperworkType & { id: string })) => {
      if (!('id' in wanted))
        return postOnce({ path: '/paperwork-types', answer: PaperworkType, body: wanted });
      const { id, ...body } = wanted;
      return put({ path: `/paperwork-types/${id}`, answer: PaperworkType, body });
    },
    meta: { changes: [paperworkQuery.queryKey, ['items']] },
  });
}
