import { randomInt } from "node:crypto";
import type { Tx } from "../db/database.ts";

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 8;
/** Two of a trillion codes hardly ever meet; five in a row never do. */
export const TRIES = 5;

/** A code to invite with, which may be somebody's already. */
export const newReferralCode = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** A code that no account invites with, for a transaction that sees every account. */
export async function freeReferralCode(tx: Tx): Promise<string> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const code = newReferralCode();
    if ((await tx.referralCode.findUnique({ where: { code } })) === null) return code;
  }
  throw new Error("no free referral code was found");
}
