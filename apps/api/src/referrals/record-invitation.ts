import { referralLifecycle } from "@tenure/core/referrals";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { rememberDevice } from "./devices.ts";
import type { Visit } from "./visit.ts";

/**
 * Keeps by whom a new account was invited, in the transaction that opens it. A code that nobody has, or whose account is
 * not active any more, is ignored: the account opens all the same.
 * @returns the referral's id, or null without one
 */
export async function recordInvitation(
  tx: Tx,
  account: { readonly id: string; readonly livemode: boolean },
  visit: Visit,
  now: Instant,
): Promise<string | null> {
  await rememberDevice(tx, account.id, visit.deviceHash, now);
  if (visit.referralCode === null) return null;
  const [referrer] = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM referral_code c JOIN account a ON a.id = c.account_id
     WHERE c.code = ${visit.referralCode} AND a.state = 'active' AND a.livemode = ${account.livemode}
       AND a.id <> ${account.id}::uuid`;
  if (referrer === undefined) return null;
  const id = newId();
  await tx.referral.createMany({
    data: {
      id,
      referrerAccountId: referrer.id,
      referredAccountId: account.id,
      state: referralLifecycle.initial,
      createdAt: new Date(now),
    },
  });
  return id;
}
