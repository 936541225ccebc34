import { endAutoTopUp } from "../../auto-top-up/end.ts";
import type { Tx } from "../../db/database.ts";
import { endPaymentMethods } from "../../payment-methods/end.ts";
import type { PerformStep } from "./step.ts";

/** Cards and mandates of the holder who leaves end; the provider is told to forget them by a job (C4.10). */
export const endMethods: PerformStep = ({ acting, fromPeriodId }) => endPaymentMethods(acting, fromPeriodId);

/** Their consent to automatic top-up ends with them (C4.10). */
export const endTopUp: PerformStep = async ({ acting }) =>
  (await endAutoTopUp(acting, "holder_changed")) ? 1 : 0;

/**
 * The new period has no customer at the provider yet: the first payment or card makes one, under the period's own id. The
 * old one is neither renamed nor shared (C4.10).
 */
export const openProviderCustomer: PerformStep = async ({ acting: { tx }, toPeriodId }) => {
  const period = await tx.holderPeriod.findUniqueOrThrow({ where: { id: toPeriodId } });
  if (period.stripeCustomerId !== null) throw new Error("a new holder begins with a customer of their own");
  return 0;
};

/**
 * The old holder's address leaves the account and is kept beside their period (C4.10). A subject that held the account
 * before, and gets it back, finds its own again (C5.5).
 */
export const hideBillingDetails: PerformStep = async ({
  acting: { tx },
  accountId,
  fromPeriodId,
  toSubjectId,
  at,
}) => {
  const details = await tx.billingDetails.findUnique({ where: { accountId } });
  if (details !== null) {
    const { updatedAt: _, ...kept } = details;
    await tx.formerBillingDetails.createMany({
      data: { ...kept, holderPeriodId: fromPeriodId, hiddenAt: at },
    });
    await tx.billingDetails.delete({ where: { accountId } });
  }
  const own = await newestOf(tx, accountId, toSubjectId);
  if (own !== null) {
    const { holderPeriodId: _, hiddenAt: __, ...restored } = own;
    await tx.billingDetails.createMany({ data: { ...restored, updatedAt: at } });
  }
  return details === null ? 0 : 1;
};

/** The newest address of a subject under which it held the account before. */
async function newestOf(tx: Tx, accountId: string, subjectId: string) {
  const periods = await tx.holderPeriod.findMany({
    where: { accountId, subjectId, endedAt: { not: null } },
    select: { id: true },
  });
  return tx.formerBillingDetails.findFirst({
    where: { holderPeriodId: { in: periods.map(({ id }) => id) } },
    orderBy: { hiddenAt: "desc" },
  });
}

/**
 * Requests for a refund that waited for the outcome go on in front of a person: the order is now a previous holder's, and
 * approving it takes saying so (C4.9). Each is in the audit trail with why.
 */
export const sendRefundsToReview: PerformStep = async ({ acting: { tx }, accountId }, { ids }) =>
  tx.refundCase.count({ where: { id: { in: ids }, accountId } });
