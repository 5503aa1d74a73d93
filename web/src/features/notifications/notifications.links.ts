import { LinkPreview, type UseLinkRequest } from '@plumbline/shared/contracts/notifications.ts';
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { post } from '../../lib/api.ts';

/** What a link would do. Asked once: a link that was used would be gone at the second look. */
export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ['link', token],
    queryFn: () => post({ path: '/links/preview', body: { token }, answer: LinkPreview }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Does what the link is for, and uses it up. */
export const carryOut = (token: string, reason: Omit<z.input<typeof UseLinkRequest>, 'token'>) =>
  post({ path: '/links/use', body: { token, ...reason }, answer: LinkPreview });
