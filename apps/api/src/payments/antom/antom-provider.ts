import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type Checkout,
  type CheckoutRequest,
  NotificationRefused,
  type PaymentProvider,
  type ProviderNotification,
  type ProviderRefund,
  ProviderRejected,
  type RefundRequest,
} from "../provider.ts";
import {
  type AntomAnswer,
  AntomClient,
  type AntomConfig,
  fieldsOf,
  rejectedBy,
  unknownBy,
} from "./client.ts";
import { amountOf, rowOf, toAntomId, toPayment, toRefund } from "./shapes.ts";
import { refundReturns } from "./settlement-reports.ts";
import { linesOfInquiry } from "./statement.ts";
import { walletFor } from "./wallets.ts";

/** Antom as a payment rail: Alipay, for top-ups. Our rows' ids are what makes a repeated call the same one. */
export function createAntomProvider(config: AntomConfig): PaymentProvider {
  const client = new AntomClient(config);
  return {
    name: "antom",
    openCheckout: (request) => openCheckout(client, request),
    readCheckout: (sessionId) => readCheckout(client, sessionId),

    async closeCheckout(sessionId) {
      const { result } = await client.call("cancel", { paymentId: sessionId });
      if (result.resultStatus === "U") throw unknownBy(result);
      // Paid or closed already is no failure: the look says what it is.
      return readCheckout(client, sessionId);
    },

    readPayment: async (paymentId) => toPayment(await inquirePayment(client, paymentId)),
    refund: (request) => refund(client, request),

    async readRefund(providerRefundId) {
      const known = await inquireRefund(client, { refundId: providerRefundId });
      if (known === null)
        throw new ProviderRejected("REFUND_NOT_EXIST", `Antom knows no refund ${providerRefundId}`);
      return known;
    },

    findRefund: (_paymentId, legId) => inquireRefund(client, { refundRequestId: toAntomId(legId) }),
    statement: ({ refunds }) => ({
      complete: false,
      lines: config.reportsDir === null ? nothing() : refundReturns(config.reportsDir, refunds),
    }),
    linesOf: (paymentId) => linesOfInquiry(() => inquirePayment(client, paymentId)),
    verifyNotification: ({ rawBody, headers }) => {
      const refusal = client.refusalOf(rawBody, (name) => {
        const value = headers[name];
        return typeof value === "string" && value !== "" ? value : null;
      });
      if (refusal !== null) throw new NotificationRefused(refusal);
      return toNotification(rawBody);
    },
  };
}

/** Without reports nobody tells of what came back. */
async function* nothing(): AsyncGenerator<never> {}

async function openCheckout(client: AntomClient, request: CheckoutRequest): Promise<Checkout> {
  const wallet = walletFor(request.currency);
  if (wallet === null)
    throw new ProviderRejected("CURRENCY_NOT_SUPPORT", `no wallet takes ${request.currency}`);
  const amount = amountOf(request.totalMinor, request.currency);
  // The same words each time: under the same id anything else is refused.
  const answer = await client.call("pay", {
    productCode: "CASHIER_PAYMENT",
    paymentRequestId: toAntomId(request.attemptId),
    order: {
      referenceOrderId: request.orderNumber,
      orderDescription: request.description.slice(0, 256),
      orderAmount: amount,
      buyer: { referenceBuyerId: request.holderPeriodId },
    },
    paymentAmount: amount,
    paymentMethod: { paymentMethodType: wallet.methodType },
    paymentExpiryTime: request.expiresAt.toISOString(),
    paymentRedirectUrl: request.successUrl,
    paymentNotifyUrl: client.notifyUrl,
    settlementStrategy: { settlementCurrency: request.currency },
    env: { terminalType: "WEB" },
  });
  const { result, fields } = answer;
  const opened = z
    .object({ paymentId: z.string().min(1).max(64), normalUrl: z.url().nullish() })
    .safeParse(fields);
  // A payment that waits for its payer is `U` too: it is open once it has an id and a page.
  if (opened.success && opened.data.normalUrl != null && result.resultStatus !== "F")
    return {
      sessionId: opened.data.paymentId,
      url: opened.data.normalUrl,
      state: "open",
      paymentId: null,
      isSetup: false,
    };
  if (opened.success) return readCheckout(client, opened.data.paymentId);
  if (result.resultStatus === "F") throw rejectedBy(result);
  throw unknownBy(result);
}

const inquirePayment = async (client: AntomClient, paymentId: string): Promise<AntomAnswer> => {
  const answer = await client.call("inquiryPayment", { paymentId });
  if (answer.result.resultStatus === "U") throw unknownBy(answer.result);
  if (answer.result.resultStatus === "F") throw rejectedBy(answer.result);
  return answer;
};

/** A wallet's page belongs to one payment: their id is the same. */
async function readCheckout(client: AntomClient, sessionId: string): Promise<Checkout> {
  const payment = toPayment(await inquirePayment(client, sessionId));
  return {
    sessionId,
    url: null,
    state: payment.captured ? "complete" : payment.failure === null ? "open" : "expired",
    paymentId: payment.captured ? payment.paymentId : null,
    isSetup: false,
  };
}

/** `S` is done, `F` is a "no" for good, `U` is neither: it is looked up under the same id, never asked anew. */
async function refund(client: AntomClient, request: RefundRequest): Promise<ProviderRefund> {
  const answer = await client.call("refund", {
    refundRequestId: toAntomId(request.legId),
    paymentId: request.paymentId,
    refundAmount: amountOf(request.amountMinor, request.currency),
    refundReason: `Refund ${request.refundId}`,
    refundNotifyUrl: client.notifyUrl,
  });
  if (answer.result.resultStatus === "F") throw rejectedBy(answer.result);
  if (answer.result.resultStatus === "U") throw unknownBy(answer.result);
  const { refundId } = rowOf(z.object({ refundId: z.string().min(1).max(64) }), answer.fields, "refund");
  return {
    providerRefundId: refundId,
    legId: request.legId,
    state: "refunded",
    amountMinor: request.amountMinor,
    currency: request.currency,
    failureCode: null,
  };
}

/** Codes with which an inquiry says that there is no such refund. */
const NO_SUCH_REFUND = new Set(["REFUND_NOT_EXIST", "ORDER_NOT_EXIST"]);

/**
 * Not there, under way, and failed are three answers: taking one for another either never ends or pays twice
 * (payments.md §4). Here `S` says only that the question was understood.
 */
async function inquireRefund(
  client: AntomClient,
  which: { readonly refundId: string } | { readonly refundRequestId: string },
): Promise<ProviderRefund | null> {
  const { result, fields } = await client.call("inquiryRefund", which);
  if (result.resultStatus === "F" && NO_SUCH_REFUND.has(result.resultCode)) return null;
  if (result.resultStatus !== "S") throw unknownBy(result);
  if (fields["refundId"] == null && fields["refundStatus"] == null) return null;
  return toRefund(fields);
}

const notificationSchema = z.object({
  notifyType: z.string().min(1).max(64),
  paymentId: z.string().max(64).optional(),
  refundId: z.string().max(64).optional(),
});

/** Antom numbers no notifications: the same bytes are the same notification, however often they come. */
function toNotification(rawBody: Buffer): ProviderNotification {
  const payload = fieldsOf(rawBody);
  const read = notificationSchema.safeParse(payload);
  if (payload === null || !read.success) throw new NotificationRefused("the body is no notification");
  const { notifyType, paymentId, refundId } = read.data;
  return {
    eventId: createHash("sha256").update(rawBody).digest("hex"),
    type: notifyType,
    objectId: refundId ?? paymentId ?? "",
    payload,
  };
}
