import { createHash } from "node:crypto";
import { canonicalize, type Json } from "@tenure/core/decision";

/** What the first link follows. */
export const GENESIS = "0".repeat(64);

/** An audit row as the database holds it. */
export interface StoredAuditRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly holder_period_id: string | null;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly action: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly reason: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly decision_id: string | null;
  readonly request_id: string | null;
  readonly recorded_at: Date;
}

/** Where and when a row entered the chain; part of what is hashed, so that a link cannot be re-dated either. */
export interface Place {
  readonly sequence: bigint;
  readonly chainedAt: Date;
}

// RFC 9162 §2.1.1: one prefix for leaves and another for what joins them, so that neither passes as the other.
const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

const sha256 = (...parts: Uint8Array[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

/** SHA-256 of 0x00 and the canonical JSON (RFC 8785) of the row with its place. @throws TypeError on a float within */
export function rowHash(row: StoredAuditRow, { sequence, chainedAt }: Place): string {
  const value: Json = {
    ...row,
    recorded_at: row.recorded_at.toISOString(),
    sequence: sequence.toString(),
    chained_at: chainedAt.toISOString(),
  };
  return sha256(LEAF, Buffer.from(canonicalize(value), "utf8"));
}

/** SHA-256 of 0x01, the previous link's hash and the row's. */
export const linkHash = (previousHash: string, hashOfRow: string): string =>
  sha256(NODE, Buffer.from(previousHash, "hex"), Buffer.from(hashOfRow, "hex"));
