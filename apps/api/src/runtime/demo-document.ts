import { crc32, deflateSync } from "node:zlib";

const WIDTH = 640;
const HEIGHT = 420;
/** Where the page has ink, as fractions of its height and width: a heading, lines, a stamp. */
const INK: readonly (readonly [top: number, bottom: number, left: number, right: number])[] = [
  [0.08, 0.13, 0.08, 0.55],
  ...Array.from({ length: 9 }, (_, line) => {
    const top = 0.24 + line * 0.06;
    return [top, top + 0.015, 0.08, line % 3 === 2 ? 0.6 : 0.9] as const;
  }),
  [0.82, 0.94, 0.7, 0.92],
];

/**
 * A picture of a document for the demo world: grey lines on paper, nobody's.
 * @param mark what tells it from others, the dots of its last row: the same file twice would be noticed
 */
export function demoDocument(mark = ""): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH, 0xf4);
    row[0] = 0;
    for (const [top, bottom, left, right] of INK)
      if (y >= top * HEIGHT && y < bottom * HEIGHT)
        row.fill(0x80, 1 + Math.floor(left * WIDTH), 1 + Math.floor(right * WIDTH));
    if (y === HEIGHT - 1) Buffer.from(mark).copy(row, 1);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits of grey, nothing interlaced.
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part("IHDR", header),
    part("IDAT", deflateSync(Buffer.concat(rows))),
    part("IEND", Buffer.alloc(0)),
  ]);
}

function part(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
