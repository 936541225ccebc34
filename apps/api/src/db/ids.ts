import { randomFillSync } from "node:crypto";

const ID_BYTES = 16;
/** Random bytes are asked for in heaps: a call for each of a batch's thousand ids would cost more than the rest of them. */
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;

const MOST_IN_A_MILLISECOND = 0xfff;
/** A clock that stands this far behind the last id was set back: it is followed, else ids would stay in the future. */
const SET_BACK_MS = 1000;
let lastMs = 0;
let counter = 0;

/** Moves on to the next pair of millisecond and count; `random` leaves room to count up within the millisecond. */
function tick(random: number): void {
  const now = Date.now();
  if (now > lastMs || now < lastMs - SET_BACK_MS) {
    lastMs = now;
    counter = random & 0x7ff;
  } else if (counter < MOST_IN_A_MILLISECOND) counter += 1;
  else {
    lastMs += 1;
    counter = 0;
  }
}

/**
 * A UUID version 7 (RFC 9562 §5.7): rows of a table lie in the order they were made, those of one process within one
 * millisecond too (§6.2, method 1: the twelve bits after the version count up). The clock in it orders rows; no rule
 * of the policy ever reads it.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += ID_BYTES;
  tick(pool.readUInt16BE(at + 6));
  pool.writeUIntBE(lastMs, at, 6);
  pool.writeUInt16BE(0x7000 | counter, at + 6);
  pool.writeUInt8((pool.readUInt8(at + 8) & 0x3f) | 0x80, at + 8);
  const hex = pool.toString("hex", at, used);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The machine's instant at which an id was made, epoch milliseconds: for what must be said twice in the same words. */
export const instantInId = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
