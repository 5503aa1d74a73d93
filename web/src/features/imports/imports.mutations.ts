import { StartedImport } from '@plumbline/shared/contracts/imports.ts';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../lib/api.ts';
import { importsQuery } from './imports.queries.ts';

/** Sends a zip and goes on to the page of its import. */
export function useUpload() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append('file', file);
      return post({ path: '/imports', answer: StartedImport, body });
    },
    onSuccess: ({ id }) => navigate({ to: '/imports/$importId', params: { importId: id } }),
    meta: { changes: [importsQuery.queryKey] },
  });
}
