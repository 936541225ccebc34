import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const disputeStateSchema = z.enum(["open", "won", "lost"]);

const disputeSchema = z.strictObject({
  /** Our payment; a payment that was disputed more than once stands here once. */
  paymentId: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  orderId: z.uuid(),
  orderNumber: z.string(),
  orderKind: z.string(),
  provider: z.string(),
  providerPaymentId: z.string(),
  /** What was charged, in minor units of the currency it was charged in. */
  amountMinor: z.string(),
  currency: z.string(),
  methodLabel: z.string(),
  state: disputeStateSchema,
  capturedAt: z.iso.datetime(),
});

/** Disputed payments, newest first; of one state where asked. */
export const listDisputes = staffProcedureFor("dispute.read")
  .input(z.strictObject({ ...pageShape, state: disputeStateSchema.optional() }))
  .output(pageOf(disputeSchema.extend({ id: z.uuid() })))
  .query(async ({ ctx, input: { limit, cursor, state } }) => {
    const rows = await ctx.read((tx) =>
      tx.payment.findMany({
        where: {
          disputeState: state ?? { not: "none" },
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        include: { order: { select: { number: true, kind: true, account: { select: { name: true } } } } },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, (row) => ({
      id: row.id,
      paymentId: row.id,
      accountId: row.accountId,
      accountName: row.order.account.name,
      orderId: row.orderId,
      orderNumber: row.order.number,
      orderKind: row.order.kind,
      provider: row.provider,
      providerPaymentId: row.providerPaymentId,
      amountMinor: (row.chargeMinor ?? row.amountMinor).toString(),
      currency: row.chargeCurrency ?? row.currency,
      methodLabel: row.methodLabel,
      state: disputeStateSchema.parse(row.disputeState),
      capturedAt: row.capturedAt.toISOString(),
    }));
  });
