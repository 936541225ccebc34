import { z } from "zod";
import { outsideWords } from "../outside-words.ts";
import { type ProviderPayment, type ProviderRefund, ProviderUnknown } from "../provider.ts";
import type { AntomAnswer } from "./client.ts";
import { walletName } from "./wallets.ts";

/** Our rows are named to Antom without dashes: its ids take letters and digits. */
export const toAntomId = (rowId: string): string => rowId.replaceAll("-", "");

/** The row that an id of ours at Antom names; null when it is none of ours. */
export function toRowId(antomId: string): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(antomId);
  return match === null ? null : match.slice(1).join("-");
}

/** An amount as Antom takes it: whole smallest units, as text. */
export const amountOf = (amountMinor: bigint, currency: string) => ({
  currency,
  value: amountMinor.toString(),
});

/** An amount as Antom gives it. */
export const amountSchema = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  value: z.string().regex(/^\d{1,16}$/),
});

/** Members of an answer. @throws ProviderUnknown when they are not what they must be: no answer, then */
export function rowOf<Shape extends z.ZodType>(
  shape: Shape,
  fields: Readonly<Record<string, unknown>>,
  what: string,
): z.output<Shape> {
  const read = shape.safeParse(fields);
  if (!read.success) throw new ProviderUnknown(`Antom's answer is not a ${what}`);
  return read.data;
}

const paymentSchema = z.object({
  paymentId: z.string().min(1).max(64),
  paymentRequestId: z.string().min(1).max(64),
  paymentAmount: amountSchema,
  paymentStatus: z.string(),
  paymentResultCode: z.string().max(64).nullish(),
  paymentResultMessage: z.string().max(500).nullish(),
  paymentMethodType: z.string().max(64).nullish(),
});

/** A payment as the product knows it. */
export function toPayment({ fields }: AntomAnswer): ProviderPayment {
  const payment = rowOf(paymentSchema, fields, "payment");
  const failed = payment.paymentStatus === "FAIL" || payment.paymentStatus === "CANCELLED";
  const code = payment.paymentResultCode ?? payment.paymentStatus;
  return {
    provider: "antom",
    paymentId: payment.paymentId,
    orderId: toRowId(payment.paymentRequestId),
    attemptId: null,
    captured: payment.paymentStatus === "SUCCESS",
    amountMinor: BigInt(payment.paymentAmount.value),
    currency: payment.paymentAmount.currency,
    chargeId: null,
    methodLabel: walletName(payment.paymentMethodType ?? null),
    savedCard: null,
    failure: failed
      ? { kind: "soft", code, message: outsideWords(payment.paymentResultMessage ?? code, 500) }
      : null,
  };
}

const refundSchema = z.object({
  refundId: z.string().min(1).max(64),
  refundRequestId: z.string().min(1).max(64),
  refundAmount: amountSchema,
  refundStatus: z.enum(["SUCCESS", "PROCESSING", "FAIL"]),
});

/** A refund as the product knows it, from an inquiry. */
export function toRefund(fields: Readonly<Record<string, unknown>>): ProviderRefund {
  const refund = rowOf(refundSchema, fields, "refund");
  return {
    providerRefundId: refund.refundId,
    legId: toRowId(refund.refundRequestId),
    state:
      refund.refundStatus === "SUCCESS" ? "refunded" : refund.refundStatus === "FAIL" ? "failed" : "pending",
    amountMinor: BigInt(refund.refundAmount.value),
    currency: refund.refundAmount.currency,
    failureCode: refund.refundStatus === "FAIL" ? "FAIL" : null,
  };
}
