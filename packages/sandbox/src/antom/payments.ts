import { Fields } from "./fields.ts";
import { newId } from "./ids.ts";
import { notifyPayment } from "./notifications.ts";
import { takePlan } from "./plans.ts";
import { AntomFailure, results } from "./results.ts";
import type { Payment, PlannedOutcome, Result } from "./tables.ts";
import { wallets } from "./wallets.ts";
import { instantOf, type World } from "./world.ts";

/** How long a payment can be paid where the request does not say. */
const OPEN_FOR_MILLIS = 15 * 60_000;

/** What a call answers besides its verdict. */
export type Answer = Readonly<Record<string, unknown>> & { readonly result: Result };

const byRequestId = (world: World, paymentRequestId: string): Payment | undefined =>
  world.store.all("payment").find((each) => each.paymentRequestId === paymentRequestId);

/** A payment by its id or else by the merchant's. @throws AntomFailure `ORDER_NOT_EXIST` */
export function findPayment(world: World, fields: Fields): Payment {
  const paymentId = fields.optionalText("paymentId", 64);
  const paymentRequestId = fields.optionalText("paymentRequestId", 64);
  if (paymentId === null && paymentRequestId === null)
    throw new AntomFailure(results.paramIllegal("paymentId"));
  const found =
    paymentId === null ? byRequestId(world, paymentRequestId ?? "") : world.store.get("payment", paymentId);
  if (found === undefined) throw new AntomFailure(results.orderNotExist);
  return found;
}

/** `pay` and `createPaymentSession`: a payment that waits on the hosted page. The same request answers the same. */
export function pay(world: World, fields: Fields, asSession: boolean): Answer {
  const read = readRequest(world, fields);
  const before = byRequestId(world, read.paymentRequestId);
  if (before !== undefined && before.fingerprint !== read.fingerprint)
    throw new AntomFailure(results.repeatInconsistent);
  const payment = before ?? open(world, read, asSession);
  return asSession ? sessionAnswer(world, payment) : payAnswer(world, payment, before !== undefined);
}

type Request = Pick<
  Payment,
  | "paymentRequestId"
  | "fingerprint"
  | "amount"
  | "methodType"
  | "orderId"
  | "description"
  | "redirectUrl"
  | "notifyUrl"
  | "expiresAt"
>;

function readRequest(world: World, fields: Fields): Request {
  if (fields.text("productCode", 32) !== "CASHIER_PAYMENT")
    throw new AntomFailure(results.paramIllegal("productCode"));
  const order = fields.inner("order");
  const request = {
    paymentRequestId: fields.id("paymentRequestId"),
    amount: fields.amount("paymentAmount"),
    methodType: fields.inner("paymentMethod").text("paymentMethodType", 64),
    orderId: order.text("referenceOrderId", 64),
    description: order.text("orderDescription", 256),
    redirectUrl: fields.url("paymentRedirectUrl"),
    notifyUrl: fields.optionalText("paymentNotifyUrl", 1024),
    expiresAt: fields.optionalText("paymentExpiryTime", 64),
  };
  const wallet = wallets[request.methodType];
  if (wallet === undefined) throw new AntomFailure(results.methodNotSupported);
  const { currency, value } = request.amount;
  if (currency !== wallet.currency) throw new AntomFailure(results.currencyNotSupported);
  const ordered = order.amount("orderAmount");
  if (ordered.currency !== currency || ordered.value !== value)
    throw new AntomFailure(results.paramIllegal("orderAmount"));
  if (BigInt(value) < wallet.minimum || BigInt(value) % wallet.step !== 0n)
    throw new AntomFailure(results.paramIllegal("paymentAmount"));
  if (request.expiresAt !== null && Number.isNaN(Date.parse(request.expiresAt)))
    throw new AntomFailure(results.paramIllegal("paymentExpiryTime"));
  return {
    ...request,
    fingerprint: JSON.stringify(request),
    expiresAt:
      request.expiresAt === null
        ? instantOf(world, OPEN_FOR_MILLIS)
        : new Date(Date.parse(request.expiresAt)).toISOString(),
  };
}

function open(world: World, request: Request, asSession: boolean): Payment {
  const now = world.clock.now();
  const payment: Payment = {
    ...request,
    id: newId(now),
    status: "PROCESSING",
    failure: null,
    createdAt: instantOf(world),
    paidAt: null,
    sessionId: asSession ? newId(now) : null,
  };
  world.store.put("payment", payment);
  plan(world, payment.id, "payment_expires", Math.max(Date.parse(payment.expiresAt) - now, 0));
  return payment;
}

/** Lets something happen to a payment or refund later. */
export function plan(
  world: World,
  subjectId: string,
  kind: PlannedOutcome["kind"],
  afterMillis: number,
): void {
  const id = `${kind}:${subjectId}`;
  world.store.put("outcome", { id, subjectId, kind, dueAtMillis: world.clock.now() + afterMillis });
}

const pageOf = (world: World, payment: Payment): string => `${world.baseUrl()}/cashier/${payment.id}`;

function payAnswer(world: World, payment: Payment, repeated: boolean): Answer {
  const verdict =
    payment.status === "SUCCESS"
      ? results.success
      : payment.status === "FAIL" || payment.status === "CANCELLED"
        ? (payment.failure ?? results.orderClosed)
        : results.paymentInProcess;
  const planned = repeated ? undefined : takePlan(world, "pay_call");
  // Nobody was told where to pay: the caller has to ask again under the same id, and is then told.
  if (planned !== undefined && planned.answer === "unknown") return { result: results.unknown };
  return {
    result: verdict,
    paymentRequestId: payment.paymentRequestId,
    paymentId: payment.id,
    paymentAmount: payment.amount,
    paymentCreateTime: payment.createdAt,
    ...(payment.status === "PROCESSING" || payment.status === "PENDING"
      ? { normalUrl: pageOf(world, payment) }
      : {}),
  };
}

const sessionAnswer = (world: World, payment: Payment): Answer => ({
  result: results.success,
  paymentSessionId: payment.sessionId,
  paymentSessionData: Buffer.from(payment.id).toString("base64"),
  paymentSessionExpiryTime: payment.expiresAt,
  normalUrl: pageOf(world, payment),
});

/** `inquiryPayment`: `S` means only that the question was answered; `paymentStatus` is the answer. */
export function inquirePayment(world: World, fields: Fields): Answer {
  const payment = findPayment(world, fields);
  const refunds = world.store.all("refund").filter((each) => each.paymentId === payment.id);
  return {
    result: results.success,
    paymentStatus: payment.status,
    paymentResultCode:
      payment.failure?.resultCode ?? (payment.status === "SUCCESS" ? "SUCCESS" : "PAYMENT_IN_PROCESS"),
    paymentResultMessage: payment.failure?.resultMessage ?? payment.status.toLowerCase(),
    paymentRequestId: payment.paymentRequestId,
    paymentId: payment.id,
    paymentAmount: payment.amount,
    paymentCreateTime: payment.createdAt,
    ...(payment.paidAt === null ? {} : { paymentTime: payment.paidAt }),
    paymentMethodType: payment.methodType,
    transactions: refunds.map((each) => ({
      transactionType: "REFUND",
      transactionStatus: each.status,
      transactionId: each.id,
      transactionRequestId: each.refundRequestId,
      transactionAmount: each.amount,
      transactionTime: each.doneAt ?? each.createdAt,
    })),
  };
}

/** `cancel`: closes a payment that nobody has paid yet. One that was paid has to be refunded. */
export function cancelPayment(world: World, fields: Fields): Answer {
  const payment = findPayment(world, fields);
  if (payment.status === "SUCCESS") throw new AntomFailure(results.orderStatusInvalid);
  if (payment.status === "PROCESSING" || payment.status === "PENDING")
    world.store.put("payment", { ...payment, status: "CANCELLED", failure: results.orderClosed });
  return {
    result: results.success,
    paymentId: payment.id,
    paymentRequestId: payment.paymentRequestId,
    cancelTime: instantOf(world),
  };
}

/** Ends a payment that waits; what has ended already stays. @returns the payment as it is then */
export function settlePayment(world: World, payment: Payment, failure: Result | null): Payment {
  if (payment.status !== "PROCESSING" && payment.status !== "PENDING") return payment;
  const at = instantOf(world);
  const ended: Payment =
    failure === null
      ? { ...payment, status: "SUCCESS", paidAt: at }
      : { ...payment, status: "FAIL", failure };
  world.store.put("payment", ended);
  if (failure === null)
    world.store.put("settlement", {
      id: `payment:${payment.id}`,
      type: "PAYMENT",
      paymentId: payment.id,
      refundId: null,
      paymentRequestId: payment.paymentRequestId,
      refundRequestId: null,
      amount: payment.amount,
      at,
    });
  if (failure === null) world.settled();
  notifyPayment(world, ended);
  return ended;
}
