import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type FileName, files } from './bundle.ts';
import { type Simulation, type SimulationOptions, simulate } from './simulate.ts';

export interface WriteSampleOptions extends SimulationOptions {
  folder: string;
  /** Also writes truth.json, which the import does not read. */
  truth?: boolean;
}

/** Simulates an organisation and writes it as an import bundle. The same options give the same bytes. */
export async function writeSample({
  folder,
  truth = false,
  ...options
}: WriteSampleOptions): Promise<Simulation> {
  const simulation = simulate(options);
  await mkdir(folder, { recursive: true });
  for (const file of Object.keys(files) as FileName[]) {
    const csv = stringify({ header: true, columns: [...files[file]], escape_formulas: true });
    await pipeline(Readable.from(simulation.bundle.rows(file)), csv, createWriteStream(join(folder, file)));
  }
  if (truth) await writeFile(join(folder, 'truth.json'), `${JSON.stringify(simulation.truth, null, 2)}\n`);
  return simulation;
}
