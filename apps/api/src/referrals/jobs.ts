import { finalRefusal } from "@tenure/core/referrals";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { RefusedError } from "../errors/app-error.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Services } from "../runtime/services.ts";
import { decideReferral } from "./decide.ts";
import { IN_QUESTION, orderStanding } from "./order-standing.ts";
import { lapseReferral, ORDER_RETURNED, refuseReferral } from "./refuse.ts";
import { reopenReferral, restoreReferral } from "./restore.ts";
import { revokeReferral } from "./revoke.ts";

/** What the jobs stand on. */
export type ReferralServices = Pick<Services, "db" | "runner" | "outbox">;

/** Referrals per look and looks per run: the next beat goes on where a backlog is left. */
const REFERRALS = 50;
const LOOKS = 20;

interface Due {
  readonly id: string;
  readonly referrer: string;
}

/**
 * Job `referrals.decide`: decides every referral whose order's window is closed, by the clock of the order's account,
 * and closes invitations by which nobody bought in time. Any number of workers may run it at once. With an
 * `accountId`, what is due by that account's clock alone.
 */
export async function decideReferrals(
  services: ReferralServices,
  { accountId = null }: { readonly accountId?: string | null } = {},
): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const due = await dueReferrals(services, accountId);
    for (const each of due) await decideOne(services, each);
    if (due.length < REFERRALS) break;
  }
  for (const each of await lapsedInvitations(services, accountId))
    await services.runner.run(lapseReferral, { referralId: each.id }, contextOf("referrals.decide", each));
}

/** Due, and nothing that would only put the decision off: those are looked at again when that is over. */
const dueReferrals = ({ db }: ReferralServices, accountId: string | null): Promise<Due[]> =>
  db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<Due[]>`
      WITH due AS (
        SELECT id FROM referral WHERE state = 'waiting' AND due_at <= clock_timestamp()
        UNION
        SELECT r.id FROM account a JOIN referral r ON r.referred_account_id = a.id AND r.state = 'waiting'
         WHERE a.clock_offset_ms > 0
      )
      SELECT r.id, r.referrer_account_id AS referrer
        FROM due JOIN referral r ON r.id = due.id JOIN "order" o ON o.id = r.order_id
        JOIN account giver ON giver.id = r.referrer_account_id JOIN account taker ON taker.id = r.referred_account_id
       WHERE r.due_at <= tenure_now(r.referred_account_id)
         AND (${accountId}::uuid IS NULL OR r.referred_account_id = ${accountId}::uuid)
         AND giver.state <> 'suspended' AND taker.state <> 'suspended' AND NOT ${IN_QUESTION}
       ORDER BY r.due_at, r.id LIMIT ${REFERRALS}`,
  );

const lapsedInvitations = ({ db }: ReferralServices, accountId: string | null): Promise<Due[]> =>
  db.within(PLATFORM, async (tx) => {
    const { invitationDays } = policyAt(await readClock(tx, null)).referrals;
    return tx.$queryRaw<Due[]>`
      WITH old AS (
        SELECT id FROM referral WHERE state = 'invited'
           AND created_at < clock_timestamp() - make_interval(hours => ${24 * invitationDays}::int)
        UNION
        SELECT r.id FROM account a JOIN referral r ON r.referrer_account_id = a.id AND r.state = 'invited'
         WHERE a.clock_offset_ms > 0
      )
      SELECT r.id, r.referrer_account_id AS referrer FROM old JOIN referral r ON r.id = old.id
       WHERE r.created_at < tenure_now(r.referrer_account_id) - make_interval(hours => ${24 * invitationDays}::int)
         AND (${accountId}::uuid IS NULL OR r.referrer_account_id = ${accountId}::uuid)
       ORDER BY r.created_at, r.id LIMIT ${REFERRALS}`;
  });

async function decideOne({ runner }: ReferralServices, due: Due): Promise<void> {
  try {
    await runner.run(decideReferral, { referralId: due.id }, contextOf("referrals.decide", due));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const reason = finalRefusal(error.decision.refusals);
    // Decided by another worker, or put off by what came in meanwhile.
    if (reason === null || reason === "referral_decided") return;
    await runner.run(
      refuseReferral,
      { referralId: due.id, reason, decisionId: error.decisionId },
      contextOf("referrals.decide", due),
    );
  }
}

/** Seconds until a reward is asked for again that requests in flight were promised. */
const PROMISED_SECONDS = 60;

/**
 * Job `referrals.review`: refunds or disputes of an order changed; brings the referral behind it to where the order now
 * stands. May run any number of times.
 */
export async function reviewReferral(
  services: ReferralServices,
  { orderId }: { readonly orderId: string },
): Promise<void> {
  const { db, runner, outbox } = services;
  const found = await db.within(PLATFORM, async (tx) => {
    const referral = await tx.referral.findUnique({ where: { orderId } });
    return referral === null ? null : { referral, standing: await orderStanding(tx, orderId) };
  });
  if (found === null) return;
  const { referral, standing } = found;
  const context = contextOf("referrals.review", { id: referral.id, referrer: referral.referrerAccountId });
  const input = { referralId: referral.id };
  try {
    if (referral.state === "rewarded" && standing === "returned")
      await runner.run(revokeReferral, input, context);
    if (referral.state === "revoked" && standing === "stands")
      await runner.run(restoreReferral, input, context);
    if (referral.state === "refused" && referral.reason === ORDER_RETURNED && standing === "stands")
      await runner.run(reopenReferral, input, context);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (!error.decision.refusals.some(({ code }) => code === "referral_promised")) return;
    await db.within(PLATFORM, (tx) =>
      outbox.enqueue(tx, "referrals.review", { orderId }, { startAfterSeconds: PROMISED_SECONDS }),
    );
  }
}

const contextOf = (job: string, { referrer }: Due) => systemContext(job, referrer, newId());
