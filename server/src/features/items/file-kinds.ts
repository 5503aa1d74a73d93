import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';

const office = 'application/vnd.openxmlformats-officedocument';

/** What can be handed in, by what a file is and not by what it is called. Nothing that runs, and no archive. */
const kinds: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  `${office}.presentationml.presentation`,
  `${office}.spreadsheetml.sheet`,
  `${office}.wordprocessingml.document`,
]);

/** Text has no mark of its own: it goes by its name, and must hold nothing that no text holds. */
const texts: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.md': 'text/plain',
  '.txt': 'text/plain',
};

export const allowedKinds =
  'a PDF, a picture (PNG, JPEG, WebP, GIF, HEIC), a document, sheet or presentation (Word, Excel, PowerPoint, OpenDocument), or a text (.txt, .md, .csv)';

/** The media type of a file on disk, told from what is in it; null: not one that can be handed in. */
export async function kindOf(path: string, name: string): Promise<string | null> {
  const found = await fileTypeFromFile(path);
  if (found !== undefined) return kinds.has(found.mime) ? found.mime : null;
  const text = texts[extname(name).toLowerCase()];
  return text !== undefined && (await isText(path)) ? text : null;
}

/** Whether there is no zero byte: no text of one byte a character, nor UTF-8, has one. */
async function isText(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path)) {
    if (Buffer.isBuffer(chunk) && chunk.includes(0)) return false;
  }
  return true;
}
