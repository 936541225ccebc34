import { z } from "zod";
import { ProviderRejected, type StatementLine } from "../provider.ts";
import type { AntomAnswer } from "./client.ts";
import { amountSchema, rowOf, toPayment, toRowId } from "./shapes.ts";

const dated = z.object({
  paymentCreateTime: z.iso.datetime({ offset: true }).nullish(),
  paymentTime: z.iso.datetime({ offset: true }).nullish(),
});

const transactionsSchema = z.object({
  transactions: z
    .array(
      z.object({
        transactionType: z.string(),
        transactionStatus: z.string(),
        transactionId: z.string().min(1).max(64),
        transactionRequestId: z.string().max(64).nullish(),
        transactionAmount: amountSchema,
        transactionTime: z.iso.datetime({ offset: true }).nullish(),
      }),
    )
    .nullish(),
});

const STATES = { SUCCESS: "refunded", FAIL: "failed" } as const;

/** A payment and what was done with it since, from one inquiry: refunds made in Antom's own dashboard are among it. */
export function linesOfAnswer(answer: AntomAnswer): readonly StatementLine[] {
  const payment = toPayment(answer);
  const { paymentTime, paymentCreateTime } = rowOf(dated, answer.fields, "payment");
  const { transactions } = rowOf(transactionsSchema, answer.fields, "payment with its refunds");
  const at = new Date(paymentTime ?? paymentCreateTime ?? 0);
  return [
    {
      kind: "payment",
      id: payment.paymentId,
      paymentId: payment.paymentId,
      rowId: payment.orderId,
      state: payment.captured ? "captured" : "not_captured",
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      at,
    },
    ...(transactions ?? [])
      .filter((each) => each.transactionType === "REFUND")
      .map(
        (each): StatementLine => ({
          kind: "refund",
          id: each.transactionId,
          paymentId: payment.paymentId,
          rowId: toRowId(each.transactionRequestId ?? ""),
          // Whatever is neither is under way.
          state: STATES[each.transactionStatus as keyof typeof STATES] ?? "pending",
          amountMinor: BigInt(each.transactionAmount.value),
          currency: each.transactionAmount.currency,
          at: each.transactionTime == null ? at : new Date(each.transactionTime),
        }),
      ),
  ];
}

/** Codes with which an inquiry says that there is no such payment. */
const NO_SUCH_PAYMENT = new Set(["ORDER_NOT_EXIST", "PAYMENT_NOT_EXIST"]);

/** The lines of what an inquiry answers; none where it says that there is no such payment. */
export async function linesOfInquiry(inquire: () => Promise<AntomAnswer>): Promise<readonly StatementLine[]> {
  try {
    return linesOfAnswer(await inquire());
  } catch (error) {
    if (error instanceof ProviderRejected && NO_SUCH_PAYMENT.has(error.code)) return [];
    throw error;
  }
}
