import {
  Backtest,
  type BacktestRequest,
  PolicyHistory,
  type SetPolicyRequest,
} from '@plumbline/shared/contracts/policy.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post, put } from '../../lib/api.ts';
import { policyQuery } from './policy.queries.ts';

/** Sets norms and times from a Monday to come. */
export function useSetPolicy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SetPolicyRequest) => put({ path: '/policy', answer: PolicyHistory, body }),
    onSuccess: (history) => queryClient.setQueryData(policyQuery.queryKey, history),
    // Somebody else may have set one: what they set is then to be seen.
    onError: () => void queryClient.invalidateQueries({ queryKey: policyQuery.queryKey }),
  });
}

/** Tries norms on the past; stores nothing. */
export function useBacktest() {
  return useMutation({
    mutationFn: (body: BacktestRequest) => post({ path: '/policy/backtest', answer: Backtest, body }),
  });
}
