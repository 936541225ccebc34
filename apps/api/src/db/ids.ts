import { randomFillSync } from "node:crypto";

/**
 * A UUID version 7 (RFC 9562 §5.7): rows of a table lie in the order they were made. The clock in it orders rows; no
 * rule of the policy ever reads it.
 */
export function newId(): string {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The machine's instant at which an id was made, epoch milliseconds: for what must be said twice in the same words. */
export const instantInId = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
