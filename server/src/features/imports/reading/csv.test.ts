import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvError, type CsvRecord, readCsv } from './csv.ts';

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Uint8Array, chunk = 7): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const records: CsvRecord[] = [];
  for await (const batch of readCsv(inChunks(bytes, chunk))) records.push(...batch);
  return records;
}

const failure = async (text: string | Uint8Array): Promise<CsvError> => {
  const error = await read(text).catch((caught: unknown) => caught);
  if (!(error instanceof CsvError)) throw new Error('read what it should refuse');
  return error;
};

test('reads what csv-parse reads, however the bytes are cut', async () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('', '"', ',', '\n', '\r\n', 'é', '😀', 'a "b", c', ' x '),
  );
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 2, max: 4 })
        .chain((width) =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
        ),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      async (rows, recordDelimiter, chunk) => {
        const text = stringify(rows, { record_delimiter: recordDelimiter, quoted_match: /[\r\n]/ });
        const records = await read(text, chunk);
        expect(records.map(({ cells }) => cells)).toEqual(parse(text, { record_delimiter: recordDelimiter }));
      },
    ),
    { numRuns: 300 },
  );
});

test('knows the line on which a record begins', async () => {
  const records = await read('id,note\r\nA,"one\ntwo\nthree"\r\n\r\nB,x\nC,"y"');
  expect(records).toEqual([
    { line: 1, cells: ['id', 'note'] },
    { line: 2, cells: ['A', 'one\ntwo\nthree'] },
    { line: 6, cells: ['B', 'x'] },
    { line: 7, cells: ['C', 'y'] },
  ]);
});

test('tolerates a byte order mark', async () => {
  expect(await read('\uFEFFid,name\nA,B\n')).toEqual([
    { line: 1, cells: ['id', 'name'] },
    { line: 2, cells: ['A', 'B'] },
  ]);
});

describe('refuses', () => {
  test('a quote that is never closed', async () => {
    expect(await failure('a,b\n1,"two\n3,4\n')).toMatchObject({
      line: 2,
      expected: expect.stringContaining('closing quote'),
    });
  });

  test('text behind a closing quote', async () => {
    expect(await failure('a,b\n1,2\n"x"y,2\n')).toMatchObject({ line: 3, found: 'y,2\n' });
  });

  test('a quote in the middle of a cell', async () => {
    expect(await failure('a,b\nx"y,2\n')).toMatchObject({ line: 2, found: 'x"' });
  });

  test('UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id,name\n', 'utf16le')]);
    expect(await failure(bytes)).toMatchObject({ line: 1, expected: expect.stringContaining('UTF-16') });
  });

  test('Latin-1, by line', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\nA,B\nC,Jos'), Buffer.from([0xe9]), Buffer.from('\n')]);
    expect(await failure(bytes)).toMatchObject({ line: 3, expected: expect.stringContaining('UTF-8') });
  });

  test('a character that is cut off by the end', async () => {
    expect(await failure(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xc3]))).toMatchObject({ line: 2 });
  });
});
