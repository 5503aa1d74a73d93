import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** 8-bit pixels, row by row, three bytes each. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const mostColours = 256;
/** How far colours of the palette are apart at least, as the square of their distance: so the shades of one leave room for others. */
const leastApart = 8;

/**
 * The same picture with the 256 colours it has most of and that differ, the others drawn in the nearest of them: a third of
 * the bytes. A page is drawn in few colours; what is lost are shades at the edges of letters.
 * @param png as a browser writes it: 8 bits, RGB or RGBA without transparency, not interlaced
 * @throws Error on any other PNG
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, rgb } = readPng(png);
  const { palette, indexOf } = mostFrequent(rgb);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // The byte before each row stays 0: no filter, which suits palettes best.
      rows[y * (width + 1) + 1 + x] = indexOf(colourAt(rgb, (y * width + x) * 3));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(channels));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const colourAt = (rgb: Uint8Array, at: number) =>
  ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
const channels = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

function mostFrequent(rgb: Uint8Array) {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = colourAt(rgb, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([a, many], [b, few]) => few - many || a - b)) {
    if (palette.length === mostColours) break;
    if (palette.every((other) => distance(colour, other) >= leastApart)) palette.push(colour);
  }
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour: number): number => {
    const known = indexes.get(colour);
    if (known !== undefined) return known;
    const index = nearest(palette, colour);
    indexes.set(colour, index);
    return index;
  };
  return { palette, indexOf };
}

function distance(one: number, other: number): number {
  const [red, green, blue] = channels(one);
  const [otherRed, otherGreen, otherBlue] = channels(other);
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

function nearest(palette: readonly number[], colour: number): number {
  return palette.reduce(
    (best, other, index) => {
      const far = distance(colour, other);
      return far < best.far ? { index, far } : best;
    },
    { index: 0, far: Number.POSITIVE_INFINITY },
  ).index;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function readPng(png: Buffer): Pixels {
  const [width, height, depth, kind, interlaced] = [
    png.readUInt32BE(16),
    png.readUInt32BE(20),
    png[24],
    png[25],
    png[28],
  ];
  if (!png.subarray(0, 8).equals(signature) || depth !== 8 || interlaced !== 0 || (kind !== 2 && kind !== 6))
    throw new Error('a PNG of 8 bits, RGB or RGBA, not interlaced');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const size = kind === 2 ? 3 : 4;
  const plain = unfiltered(inflateSync(Buffer.concat(data)), width * size, height, size);
  if (size === 3) return { width, height, rgb: plain };
  return { width, height, rgb: plain.filter((_, at) => at % 4 !== 3) };
}

/** Undoes the filters that PNG puts on its rows (section 9 of the specification). */
function unfiltered(filtered: Uint8Array, rowBytes: number, height: number, size: number): Uint8Array {
  const plain = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x < size ? 0 : (plain[at - size] ?? 0);
      const above = y === 0 ? 0 : (plain[at - rowBytes] ?? 0);
      const corner = x < size || y === 0 ? 0 : (plain[at - rowBytes - size] ?? 0);
      plain[at] = (filtered[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return plain;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
