import { Directive, type IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';

const refresh = (queryClient: QueryClient) =>
  Promise.all([['directives'], ['items']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));

export function useIssueDirective() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: IssueDirectiveRequest) => postOnce({ path: '/directives', body, answer: Directive }),
    onSuccess: ({ chain, mustBeRelayed }) =>
      said(
        mustBeRelayed
          ? `Issued. ${count(chain.reps, 'rep owes', 'reps owe')} it; their managers are asked to relay it.`
          : `Issued. ${count(chain.reps, 'rep is', 'reps are')} told.`,
      ),
    // Not waited for: the form that sent it goes at once, and is not to meet what it sent.
    onSettled: () => void refresh(queryClient),
  });
}

export function useRelayDirective() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => postOnce({ path: `/directives/${id}/relay`, answer: Directive }),
    onSuccess: ({ title }) => said(`${title} is relayed. Your reps are told.`),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}

export function useRecallDirective() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      postOnce({ path: `/directives/${id}/recall`, body: { reason }, answer: Directive }),
    onSuccess: ({ title }) => said(`${title} is recalled. Whoever still owed it is told.`),
    onError: failed,
    onSettled: () => refresh(queryClient),
  });
}
