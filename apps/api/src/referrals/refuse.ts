import { attempt } from "@tenure/core/lifecycle";
import { invitationEndsAt, referralLifecycle, type ReferralState } from "@tenure/core/referrals";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { orderStanding } from "./order-standing.ts";

/** The refusal of a referral whose order came back: the only one that a bounced refund lifts again. */
export const ORDER_RETURNED = "referral_order_returned";

/** Closes a referral that a decision refused for good. */
export const refuseReferral = plainCommand({
  name: "referrals.refuse",
  input: z.strictObject({ referralId: z.uuid(), reason: z.string().max(60), decisionId: z.uuid() }),
  async apply({ tx, now, context }, { referralId, reason, decisionId }) {
    const referral = await ownReferral(tx, context.accountId, referralId);
    // Between the decision and this commit the refund may have bounced: then it is decided anew.
    const stands =
      reason === ORDER_RETURNED &&
      referral.orderId !== null &&
      (await orderStanding(tx, referral.orderId)) !== "returned";
    const move = attempt(referralLifecycle, referral.state, "refuse");
    const refuses = move.legal && !stands;
    if (refuses)
      await tx.referral.update({
        where: { id: referralId, state: referral.state },
        data: { state: move.to, reason, decisionId, decidedAt: new Date(now) },
      });
    return {
      answer: { referralId, refused: refuses },
      target: { kind: "referral", id: referralId },
      before: { state: referral.state },
      after: { state: refuses ? move.to : referral.state },
      reason,
    };
  },
});

/** Closes an invitation by which no order came in time. */
export const lapseReferral = plainCommand({
  name: "referrals.lapse",
  input: z.strictObject({ referralId: z.uuid() }),
  async apply({ tx, now, policy, context }, { referralId }) {
    const referral = await ownReferral(tx, context.accountId, referralId);
    const move = attempt(referralLifecycle, referral.state, "lapse");
    const over = invitationEndsAt(referral.createdAt.toISOString(), policy) < now;
    if (move.legal && over)
      await tx.referral.update({
        where: { id: referralId, state: referral.state },
        data: { state: move.to, reason: "referral_lapsed", decidedAt: new Date(now) },
      });
    return {
      answer: { referralId },
      target: { kind: "referral", id: referralId },
      before: { state: referral.state },
      after: { state: move.legal && over ? move.to : referral.state },
    };
  },
});

async function ownReferral(
  tx: Parameters<typeof orderStanding>[0],
  referrerAccountId: string | null,
  referralId: string,
) {
  const row = await tx.referral.findFirst({
    where: { id: referralId, referrerAccountId: referrerAccountId ?? "" },
  });
  if (row === null) throw new AppError("not_found", "No such referral.");
  return { ...row, state: row.state as ReferralState };
}
