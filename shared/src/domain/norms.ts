import type { Signal } from './vocabulary.ts';

/**
 * The norms that a new organisation starts with: for each signal the upper limit for the share of trials with outcome 1;
 * for selective_leniency the largest difference in answer rate.
 */
export const defaultNorms: Record<Signal, number> = {
  silence: 0.35,
  face_value: 0.45,
  moved_deadline: 0.25,
  no_escalation: 0.65,
  flat_pressure: 0.7,
  empty_follow_up: 0.5,
  advocacy: 0.7,
  selective_leniency: 0.25,
  takeover: 0.12,
  closing: 0.15,
  no_handback: 0.5,
  repeat_takeover: 0.5,
  credit_kept: 0.8,
  solo: 0.6,
};
