import type { RepeatableRequest } from '../database/once.ts';
import type { Viewer } from './viewer.ts';

/** Who asks for a change, when, and what tells the request sent again from a new one. */
export interface Command {
  viewer: Viewer;
  at: Date;
  request: RepeatableRequest;
}
