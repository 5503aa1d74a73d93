import { useState } from 'react';
import type { z } from 'zod';
import { dropDraft, keepDraft, readDraft } from '../lib/outbox.ts';

/** A form's content that outlasts a reload: kept for its writer until it is sent. */
export interface Draft<T> {
  name: string;
  value: T;
  change: (part: Partial<T>) => void;
  /** It is one that was begun before and left. */
  isOld: boolean;
  /** The draft is gone, and the form as it is at first. */
  startOver: () => void;
  /** A new number whenever the form begins anew: a key for fields that hold something of their own. */
  beginning: number;
}

/**
 * @param of `fresh`: what the form holds at first, which alone is nothing to keep
 */
export function useDraft<T extends object>({
  personId,
  name,
  schema,
  fresh,
}: {
  personId: string;
  name: string;
  schema: z.ZodType<T>;
  fresh: () => T;
}): Draft<T> {
  const begin = (number: number) => {
    const old = readDraft(personId, name, schema);
    return { value: old ?? fresh(), isOld: old !== undefined, beginning: number };
  };
  const [state, setState] = useState(() => begin(0));
  return {
    ...state,
    name,
    change(part) {
      const value = { ...state.value, ...part };
      keepDraft(personId, name, value);
      setState({ ...state, value });
    },
    startOver() {
      dropDraft(personId, name);
      setState(begin(state.beginning + 1));
    },
  };
}
