import { z } from 'zod';
import { commitmentSources, commitmentStates } from '../domain/vocabulary.ts';
import { Id, Instant } from './common.ts';

/** By when something was promised, by whom, and what became of it. */
export const Commitment = z.object({
  item: z.object({ id: Id, title: z.string() }),
  source: z.enum(commitmentSources),
  madeAt: Instant,
  promisedFor: Instant,
  state: z.enum(commitmentStates),
});
export type Commitment = z.infer<typeof Commitment>;
