import { type DisputeState, disputeLifecycle, oursToBear } from "@tenure/core/disputes";
import { statesOf } from "@tenure/core/lifecycle";
import { isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { z } from "zod";
import type { PaymentDispute } from "../generated/prisma/client.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { standingIn } from "./standing.ts";

const disputeStateSchema = z.enum(statesOf(disputeLifecycle));

/** What a dispute moved (docs/guides/ledger.md). Of the order's currency. */
const disputeMoneySchema = z.strictObject({
  /** Away from our balance now. */
  withdrawn: moneySchema,
  /** Charged by the provider, less what it gave back. */
  fee: moneySchema,
  /** Set aside now: paid credits and their bonus, or what a plan's included usage was still worth. */
  frozen: moneySchema,
  frozenBonus: moneySchema,
  /** How its loss divides; null where it is not lost (C4.10). */
  loss: z
    .strictObject({
      taken: moneySchema,
      takenBonus: moneySchema,
      debt: moneySchema,
      claim: moneySchema,
      /** Claims on a previous holder, tax, and what exceeds the payment. */
      ours: moneySchema,
    })
    .nullable(),
});

const disputeSchema = z.strictObject({
  id: z.uuid(),
  paymentId: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  orderId: z.uuid(),
  orderNumber: z.string(),
  orderKind: z.string(),
  provider: z.string(),
  providerDisputeId: z.string(),
  providerPaymentId: z.string(),
  /** Disputed, in minor units of the currency that was charged. */
  amountMinor: z.string(),
  currency: z.string(),
  methodLabel: z.string(),
  state: disputeStateSchema,
  /** The provider's own words. */
  providerStatus: z.string(),
  reason: z.string(),
  /** What the order was still good for. */
  holds: z.enum(["credits", "plan", "nothing"]),
  /** Whether a previous holder of the account paid (C4.10). */
  paidByPreviousHolder: z.boolean(),
  money: disputeMoneySchema,
  capturedAt: z.iso.datetime(),
  openedAt: z.iso.datetime(),
  /** Until when the bank can be answered; null where it cannot. */
  evidenceDueAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});

/** Disputes, newest first; in one state where asked. */
export const listDisputes = staffProcedureFor("dispute.read")
  .input(z.strictObject({ ...pageShape, state: disputeStateSchema.optional() }))
  .output(pageOf(disputeSchema))
  .query(async ({ ctx, input: { limit, cursor, state } }) => {
    const rows = await ctx.read((tx) =>
      tx.paymentDispute.findMany({
        where: {
          ...(state === undefined ? {} : { state }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        include: {
          payment: true,
          order: { select: { number: true, kind: true, account: { select: { name: true } } } },
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, (row) => ({
      id: row.id,
      paymentId: row.paymentId,
      accountId: row.accountId,
      accountName: row.order.account.name,
      orderId: row.orderId,
      orderNumber: row.order.number,
      orderKind: row.order.kind,
      provider: row.provider,
      providerDisputeId: row.providerDisputeId,
      providerPaymentId: row.payment.providerPaymentId,
      amountMinor: row.amountMinor.toString(),
      currency: row.amountCurrency,
      methodLabel: row.payment.methodLabel,
      state: row.state as DisputeState,
      providerStatus: row.providerStatus,
      reason: row.reason,
      holds: row.holds as "credits" | "plan" | "nothing",
      paidByPreviousHolder: row.paidBy === "previous",
      money: moneyOf(row),
      capturedAt: row.payment.capturedAt.toISOString(),
      openedAt: row.openedAt.toISOString(),
      evidenceDueAt: row.evidenceDueAt?.toISOString() ?? null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
    }));
  });

/** What a dispute moved. */
export function moneyOf(row: PaymentDispute): z.input<typeof disputeMoneySchema> {
  const { withdrawnNanos, feeNanos, frozenNanos, frozenBonusNanos, loss } = standingIn(row);
  const money = (nanos: bigint) => toMoney(nanos, isCurrency(row.currency) ? row.currency : "USD");
  return {
    withdrawn: money(withdrawnNanos),
    fee: money(feeNanos),
    frozen: money(frozenNanos),
    frozenBonus: money(frozenBonusNanos),
    loss:
      loss === null
        ? null
        : {
            taken: money(loss.takenNanos),
            takenBonus: money(loss.takenBonusNanos),
            debt: money(loss.debtNanos),
            claim: money(loss.claimNanos),
            ours: money(oursToBear(loss)),
          },
  };
}
