import { Directive, type IssueDirectiveRequest } from '@plumbline/shared/contracts/directives.ts';
import { useMutation } from '@tanstack/react-query';
import { failed, said } from '../../components/toasts.tsx';
import { postOnce } from '../../lib/api.ts';
import { count } from '../../lib/formats.ts';

const changes = [['directives'], ['items']];
const rowOf = ['directives', 'list'];

export function useIssueDirective() {
  return useMutation({
    mutationFn: (body: IssueDirectiveRequest) => postOnce({ path: '/directives', body, answer: Directive }),
    onSuccess: ({ chain, mustBeRelayed }) =>
      said(
        mustBeRelayed
          ? `Issued. ${count(chain.reps, 'rep owes', 'reps owe')} it; their managers are asked to relay it.`
          : `Issued. ${count(chain.reps, 'rep is', 'reps are')} told.`,
      ),
    meta: { changes },
  });
}

export function useRelayDirective() {
  return useMutation({
    mutationFn: (id: string) => postOnce({ path: `/directives/${id}/relay`, answer: Directive }),
    onSuccess: ({ title }) => said(`${title} is relayed. Your reps are told.`),
    onError: failed,
    meta: { changes, rowOf },
  });
}

export function useRecallDirective() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      postOnce({ path: `/directives/${id}/recall`, body: { reason }, answer: Directive }),
    onSuccess: ({ title }) => said(`${title} is recalled. Whoever still owed it is told.`),
    onError: failed,
    meta: { changes, rowOf },
  });
}
