import { z } from "zod";
import { type CommandContext, plainCommand } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { applyPaymentOf } from "../payments/apply-payment.ts";
import { alertProblem, type Handled } from "../payments/handled.ts";
import { ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import { recordDispute } from "../payments/record-dispute.ts";
import { applyRefundOf } from "../payments/refund-event.ts";
import type { Services } from "../runtime/services.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { bookOutsideRefund } from "./book-refund.ts";
import { examine } from "./examine.ts";
import { differenceSchema, isOurs, showDifference } from "./show.ts";

/** Says who asked for it; what follows has audit rows of its own, those of the notification that never came. */
const noteTakeOver = plainCommand({
  name: "reconciliations.take_over",
  input: z.strictObject({ differenceId: z.uuid() }),
  async apply({ tx }, { differenceId }) {
    const row = await tx.reconciliationDifference.findUnique({ where: { id: differenceId } });
    if (row === null) throw new AppError("not_found", "No such difference.");
    if (!isOurs(row.remedy) || row.state === "resolved")
      throw new AppError("conflict", "There is nothing to take over.");
    return {
      answer: { differenceId },
      target: { kind: "reconciliation_difference", id: differenceId },
      before: { state: row.state, here: row.hereState },
      after: { there: row.thereState },
    };
  },
});

/**
 * Takes the provider's word over by the very way its notification would have gone. What does not fit opens the alert that
 * the notification would have opened. @returns whether it was taken over
 */
export async function takeOver(services: Services, differenceId: string): Promise<boolean> {
  const row = await services.db.within(PLATFORM, (tx) =>
    tx.reconciliationDifference.findUniqueOrThrow({ where: { id: differenceId } }),
  );
  const handled = await handle(services, row);
  if (handled.state === "problem")
    await services.db.within(PLATFORM, (tx) =>
      alertProblem(tx, handled, { type: "reconciliation", differenceId }),
    );
  return handled.state === "applied";
}

/** The code under which a refund fails whose money came back without a word of the provider's. */
const RETURNED = "refund_returned";

async function handle(
  services: Services,
  row: {
    readonly channel: string;
    readonly object: string;
    readonly subject: string;
    readonly paymentId: string;
    readonly thereState: string | null;
  },
): Promise<Handled> {
  const provider = providerOf(services.payments, row.channel);
  switch (row.object) {
    case "payment":
      return applyPaymentOf(services, row.paymentId, provider);
    case "refund": {
      const known = await provider.readRefund(row.subject);
      // To every question the provider goes on saying that it was paid; its settlement says that it came back.
      return applyRefundOf(
        services,
        row.thereState === "returned" ? { ...known, state: "failed", failureCode: RETURNED } : known,
      );
    }
    default:
      return recordDispute(services, row.subject);
  }
}

/** A refund that was made at the provider is booked first: from there on it is one like any other. */
async function bookIfOutside(
  services: Services,
  differenceId: string,
  context: CommandContext,
): Promise<void> {
  const { channel, subject, paymentId, accountId, remedy } = await services.db.within(PLATFORM, (tx) =>
    tx.reconciliationDifference.findUniqueOrThrow({ where: { id: differenceId } }),
  );
  if (remedy !== "book_refund") return;
  const { amountMinor, currency } = await providerOf(services.payments, channel).readRefund(subject);
  await services.runner.run(
    bookOutsideRefund,
    { channel, paymentId, providerRefundId: subject, amountMinor: amountMinor.toString(), currency },
    { ...context, accountId, asPlatform: true },
  );
}

/** Takes one difference over and looks at it again. */
export const takeOverProcedure = staffProcedureFor("reconciliation.resolve")
  .input(z.strictObject({ differenceId: z.uuid() }))
  .output(differenceSchema)
  .mutation(async ({ ctx, input: { differenceId } }) => {
    const { services } = ctx;
    const context = ctx.command();
    await services.runner.run(noteTakeOver, { differenceId }, context);
    try {
      await bookIfOutside(services, differenceId, context);
      await takeOver(services, differenceId);
      const { channel, paymentId } = await services.db.within(PLATFORM, (tx) =>
        tx.reconciliationDifference.findUniqueOrThrow({ where: { id: differenceId } }),
      );
      await examine(services, { channel, paymentId }, null);
    } catch (error) {
      if (error instanceof ProviderUnknown || error instanceof ProviderRejected)
        throw new AppError("conflict", `The provider did not answer: ${error.message}`);
      throw error;
    }
    const row = await ctx.read((tx) =>
      tx.reconciliationDifference.findUniqueOrThrow({ where: { id: differenceId } }),
    );
    return showDifference(row, ctx.role);
  });
