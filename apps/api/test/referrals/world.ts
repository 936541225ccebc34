import { newId } from "../../src/db/ids.ts";
import { decideReferrals } from "../../src/referrals/jobs.ts";
import type { Customer, Market } from "../support/market.ts";

export const DAY_MS = 86_400_000;

/** Somebody who invited, somebody who was invited, and the referral between them. */
export interface Invitation {
  readonly referrer: Customer;
  readonly referred: Customer;
  readonly referralId: string;
  /** How the referral and its reward stand now; amounts in cents. */
  look(): Promise<{
    readonly state: string;
    readonly reason: string | null;
    /** State of the reward's lot, what was granted and what is left of it. */
    readonly lot: string | null;
    /** The referrer's mails about it, oldest first. */
    readonly mails: readonly string[];
  }>;
}

/** A referral as the sign-up by a link leaves it (invitation.test.ts goes through the doors). */
export async function invitation(market: Market, known?: Customer): Promise<Invitation> {
  const { sql } = market.database;
  const referrer = known ?? (await market.customer());
  const referred = await market.customer();
  const referralId = newId();
  await sql(
    `INSERT INTO referral (id, referrer_account_id, referred_account_id, created_at) VALUES ($1, $2, $3, now())`,
    [referralId, referrer.accountId, referred.accountId],
  );
  return {
    referrer,
    referred,
    referralId,
    async look() {
      const [row] = await sql<{ state: string; reason: string | null; lot: string | null }>(
        `SELECT r.state, r.reason,
                l.state || ' ' || l.granted_nanos / 10000000 || ' ' || (a.balance / 10000000)::int AS lot
           FROM referral r LEFT JOIN credit_lot l ON l.id = r.reward_lot_id
           LEFT JOIN ledger_account a ON a.id = l.ledger_account_id WHERE r.id = $1`,
        [referralId],
      );
      if (row === undefined) throw new Error("no referral");
      const mails = await sql<{ kind: string }>(
        `SELECT kind FROM notice WHERE account_id = $1 AND kind LIKE 'referral%' ORDER BY created_at, id`,
        [referrer.accountId],
      );
      return { ...row, mails: mails.map((each) => each.kind) };
    },
  };
}

/** The beat that decides what is due, and everything that follows. */
export async function decideDue(market: Market): Promise<void> {
  await decideReferrals(market.services);
  await market.runJobs();
}
