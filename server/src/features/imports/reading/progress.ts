import type { ImportStage } from '@plumbline/shared/contracts/imports.ts';
import type { ReadingProgress } from './stage.ts';

/** How far an import is. Plain numbers, read whenever somebody wants to show them. */
export class Progress implements ReadingProgress {
  stage: ImportStage = 'queued';
  rowsRead = 0;
  /** Size of all files, unpacked; 0 until the bundle was opened. */
  bytesTotal = 0;
  #bytesRead = 0;

  rows(count: number): void {
    this.rowsRead += count;
  }

  bytes(count: number): void {
    this.#bytesRead += count;
  }

  /** Reckoned from the bytes until everything is read, which saves a pass over the files; null before the first. */
  get rowsTotal(): number | null {
    if (this.stage === 'queued' || this.stage === 'unpacking' || this.#bytesRead === 0) return null;
    if (this.stage !== 'reading') return this.rowsRead;
    return Math.max(this.rowsRead, Math.round((this.rowsRead * this.bytesTotal) / this.#bytesRead));
  }
}
