import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { restoreReferralReward, revokeReferralReward } from "../referrals/order-changed.ts";
import type { Services } from "../runtime/services.ts";
import { openAlert } from "./alerts.ts";
import { type Handled, problemOf } from "./handled.ts";

const keepDispute = plainCommand({
  name: "payments.record_dispute",
  input: z.strictObject({
    paymentId: z.uuid(),
    disputeId: z.string().max(120),
    state: z.enum(["open", "won", "lost"]),
    reason: z.string().max(120),
  }),
  async apply({ tx, outbox }, { paymentId, disputeId, state, reason }) {
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    await tx.payment.update({ where: { id: paymentId }, data: { disputeState: state } });
    // Each word of the provider about an open dispute comes here; a person who closed its alert is not told again.
    const told =
      payment.disputeState === "open" &&
      (await tx.operatorAlert.count({ where: { dedupeKey: `payment_disputed:${disputeId}` } })) > 0;
    if (state === "open" && !told)
      await openAlert(tx, "payment_disputed", disputeId, payment.providerPaymentId, payment.accountId, {
        reason,
      });
    if (payment.disputeState !== state)
      await (state === "lost" ? revokeReferralReward : restoreReferralReward)(
        { tx, outbox },
        payment.orderId,
      );
    return {
      answer: { paymentId, state },
      target: { kind: "payment", id: paymentId },
      before: { disputeState: payment.disputeState },
      after: { disputeState: state },
    };
  },
});

/** How often a dispute is read again when it changed while it was written down. */
const READINGS = 5;

/**
 * Keeps what a dispute of a payment means for refunds: none while it is open (R2.8), less once it is lost (R3.8). Read,
 * written, and read again until both agree: two workers with two notifications may have read it at different times, and
 * the one with the older reading may write last.
 */
export async function recordDispute(services: Services, disputeId: string): Promise<Handled> {
  const { stripe } = services.payments;
  let dispute = await stripe.readDispute(disputeId);
  const { paymentId } = dispute;
  const payment =
    paymentId === null
      ? null
      : await services.db.within(PLATFORM, (tx) =>
          tx.payment.findUnique({
            where: { provider_providerPaymentId: { provider: "stripe", providerPaymentId: paymentId } },
          }),
        );
  if (payment === null) return problemOf(disputeId, "a dispute of a payment that is none of ours");
  for (let reading = 1; reading <= READINGS; reading += 1) {
    await services.runner.run(
      keepDispute,
      { paymentId: payment.id, disputeId, state: dispute.state, reason: dispute.reason.slice(0, 120) },
      systemContext("payments.apply_event", payment.accountId, newId()),
    );
    const written = dispute.state;
    dispute = await stripe.readDispute(disputeId);
    if (dispute.state === written) return { state: "applied" };
  }
  throw new Error(`dispute ${disputeId} changes faster than it can be written down`);
}
