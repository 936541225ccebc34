import { CHARGE_FAILURES } from "@tenure/core/subscriptions";
import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { missPayment } from "./begin.ts";
import { dropRenewal } from "./drop.ts";
import { moveAttempt, readRenewal } from "./renewal-row.ts";

/**
 * Writes down that a charge was refused, in the provider's own words (T6.2). Reported before, by its answer or by its
 * notification, it changes nothing. What is next is dunning's decision, in a command of its own right after.
 */
export const recordRenewalFailure = plainCommand({
  name: "renewals.record_failure",
  input: z.strictObject({
    renewalId: z.uuid(),
    attemptId: z.uuid(),
    paymentId: z.string().max(120).nullable(),
    failure: z.enum(CHARGE_FAILURES),
    code: z.string().max(120),
    message: z.string().max(500).nullable(),
  }),
  async apply(acting, report): Promise<Done<{ recorded: boolean }>> {
    const { tx, now } = acting;
    const row = await readRenewal(tx, report.renewalId);
    const target = { kind: "renewal", id: row.id };
    const tried = row.attempts.find((each) => each.id === report.attemptId);
    if (tried === undefined || (tried.state !== "calling" && tried.state !== "unknown"))
      return { answer: { recorded: false }, target };
    await tx.renewalAttempt.update({
      where: { id: tried.id, state: tried.state },
      data: {
        state: moveAttempt(tried.state, "fail"),
        failure: report.failure,
        providerCode: report.code,
        providerMessage: report.message,
        providerPaymentId: report.paymentId,
        endedAt: new Date(now),
      },
    });
    await missPayment(acting, row, "fail");
    if (row.subscription.state === "ended") await dropRenewal(acting, await readRenewal(tx, row.id));
    return {
      answer: { recorded: true },
      target,
      before: { state: row.state },
      after: { state: "waiting", attemptId: tried.id, failure: report.failure, code: report.code },
    };
  },
});

/** The provider did not say what became of a charge: nothing else is tried before it does. */
export const loseRenewalAnswer = plainCommand({
  name: "renewals.lose_answer",
  input: z.strictObject({ renewalId: z.uuid(), attemptId: z.uuid() }),
  async apply({ tx }, { renewalId, attemptId }): Promise<Done<{ unknown: boolean }>> {
    const row = await readRenewal(tx, renewalId);
    const target = { kind: "renewal", id: row.id };
    const tried = row.attempts.find((each) => each.id === attemptId);
    if (tried === undefined || tried.state !== "calling" || row.state !== "charging")
      return { answer: { unknown: false }, target };
    await tx.renewalAttempt.update({
      where: { id: attemptId, state: "calling" },
      data: { state: moveAttempt("calling", "lose_answer") },
    });
    await tx.renewal.update({ where: { id: row.id, state: "charging" }, data: { state: "unknown" } });
    return {
      answer: { unknown: true },
      target,
      before: { state: "charging" },
      after: { state: "unknown", attemptId },
    };
  },
});
