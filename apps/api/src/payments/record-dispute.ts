import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Services } from "../runtime/services.ts";
import { openAlert } from "./alerts.ts";

const keepDispute = plainCommand({
  name: "payments.record_dispute",
  input: z.strictObject({
    paymentId: z.uuid(),
    disputeId: z.string().max(120),
    state: z.enum(["open", "won", "lost"]),
    reason: z.string().max(120),
  }),
  async apply({ tx }, { paymentId, disputeId, state, reason }) {
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    await tx.payment.update({ where: { id: paymentId }, data: { disputeState: state } });
    if (state === "open")
      await openAlert(tx, "payment_disputed", disputeId, payment.providerPaymentId, payment.accountId, {
        reason,
      });
    return {
      answer: { paymentId, state },
      target: { kind: "payment", id: paymentId },
      before: { disputeState: payment.disputeState },
      after: { disputeState: state },
    };
  },
});

/** Keeps what a dispute of a payment means for refunds: none while it is open (R2.8), less once it is lost (R3.8). */
export async function recordDispute(
  services: Services,
  disputeId: string,
): Promise<{ state: "applied" } | { state: "problem"; problem: string }> {
  const dispute = await services.payments.stripe.readDispute(disputeId);
  const { paymentId } = dispute;
  const payment =
    paymentId === null
      ? null
      : await services.db.within(PLATFORM, (tx) =>
          tx.payment.findUnique({
            where: { provider_providerPaymentId: { provider: "stripe", providerPaymentId: paymentId } },
          }),
        );
  if (payment === null) return { state: "problem", problem: "a dispute of a payment that is none of ours" };
  await services.runner.run(
    keepDispute,
    { paymentId: payment.id, disputeId, state: dispute.state, reason: dispute.reason.slice(0, 120) },
    systemContext("payments.apply_event", payment.accountId, newId()),
  );
  return { state: "applied" };
}
