import { createHash } from "node:crypto";

/**
 * A number in [0, 1) that depends on nothing but its arguments, so that a run with the same seed and the same
 * calls meets the same faults.
 */
export function seededFraction(seed: number, ...about: readonly (string | number)[]): number {
  const digest = createHash("sha256")
    .update(`${seed}|${about.join("|")}`)
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
