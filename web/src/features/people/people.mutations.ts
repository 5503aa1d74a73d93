import { Invitations, PeoplePreview } from '@plumbline/shared/contracts/people.ts';
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { post } from '../../lib/api.ts';

/** What storing the pasted lines would do; stores nothing. */
export const previewQuery = (text: string) =>
  queryOptions({
    queryKey: ['people-preview', text],
    queryFn: ({ signal }) => post({ path: '/people/preview', body: { text }, answer: PeoplePreview, signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export function useStorePeople() {
  return useMutation({
    mutationFn: (text: string) => post({ path: '/people', body: { text }, answer: PeoplePreview }),
    meta: { changes: [['people']] },
  });
}

/** Makes one-time links. Earlier ones of the same people stop working. */
export function useInvite() {
  return useMutation({
    mutationFn: (personIds: string[]) =>
      post({ path: '/people/invitations', body: { personIds }, answer: Invitations }),
  });
}
