import { Fields } from "./fields.ts";
import { newId } from "./ids.ts";
import { notifyRefund } from "./notifications.ts";
import { type Answer, plan } from "./payments.ts";
import { takePlan } from "./plans.ts";
import { AntomFailure, results } from "./results.ts";
import type { Payment, Refund, Result } from "./tables.ts";
import { wallets } from "./wallets.ts";
import { instantOf, type World } from "./world.ts";

const DAY_MILLIS = 24 * 3_600_000;

const byRequestId = (world: World, refundRequestId: string): Refund | undefined =>
  world.store.all("refund").find((each) => each.refundRequestId === refundRequestId);

/** `refund`: the same `refundRequestId` answers what has become of it, and never pays twice. */
export function refund(world: World, fields: Fields): Answer {
  const request = {
    refundRequestId: fields.id("refundRequestId"),
    paymentId: fields.text("paymentId", 64),
    amount: fields.amount("refundAmount"),
    reason: fields.optionalText("refundReason", 256) ?? "",
    notifyUrl: fields.optionalText("refundNotifyUrl", 1024),
  };
  const fingerprint = JSON.stringify([request.paymentId, request.amount]);
  const before = byRequestId(world, request.refundRequestId);
  if (before !== undefined && before.fingerprint !== fingerprint)
    throw new AntomFailure(results.repeatInconsistent);
  if (before !== undefined) return answerOf(before, results.refundInProcess);

  checkRefundable(world, world.store.get("payment", request.paymentId), request.amount);
  const planned = takePlan(world, "refund");
  const created: Refund = {
    ...request,
    id: newId(world.clock.now()),
    fingerprint,
    status: "PROCESSING",
    failure: null,
    createdAt: instantOf(world),
    doneAt: null,
    returnedAt: null,
  };
  world.store.put("refund", created);
  if (planned === undefined || planned.answer === "at_once")
    return answerOf(
      settleRefund(world, created, planned?.outcome === "FAIL" ? results.merchantBalance : null),
      results.refundInProcess,
    );
  if (planned.afterMillis !== null)
    plan(
      world,
      created.id,
      planned.outcome === "SUCCESS" ? "refund_succeeds" : "refund_fails",
      planned.afterMillis,
    );
  // Nobody knows: not even which refund it became.
  if (planned.answer === "unknown") return { result: results.unknown };
  return answerOf(created, results.refundInProcess);
}

/** Refunds of a payment never exceed it, in its own currency, within its wallet's period. */
function checkRefundable(world: World, payment: Payment | undefined, amount: Refund["amount"]): void {
  if (payment === undefined) throw new AntomFailure(results.orderNotExist);
  if (payment.status !== "SUCCESS" || payment.paidAt === null)
    throw new AntomFailure(results.orderStatusInvalid);
  if (amount.currency !== payment.amount.currency) throw new AntomFailure(results.currencyNotSupported);
  const wallet = wallets[payment.methodType];
  if (wallet !== undefined && BigInt(amount.value) % wallet.step !== 0n)
    throw new AntomFailure(results.paramIllegal("refundAmount"));
  const lastDay = Date.parse(payment.paidAt) + (wallet?.refundDays ?? 0) * DAY_MILLIS;
  if (world.clock.now() > lastDay) throw new AntomFailure(results.refundWindow);
  const given = world.store
    .all("refund")
    .filter((each) => each.paymentId === payment.id && each.status !== "FAIL")
    .reduce((sum, each) => sum + BigInt(each.amount.value), 0n);
  if (given + BigInt(amount.value) > BigInt(payment.amount.value))
    throw new AntomFailure(results.refundAmount);
}

const answerOf = (made: Refund, inProcess: Result): Answer => ({
  result: made.status === "SUCCESS" ? results.success : (made.failure ?? inProcess),
  refundRequestId: made.refundRequestId,
  refundId: made.id,
  paymentId: made.paymentId,
  refundAmount: made.amount,
  ...(made.doneAt === null ? {} : { refundTime: made.doneAt }),
});

/** `inquiryRefund`: `S` means only that the question was answered; `refundStatus` is the answer. */
export function inquireRefund(world: World, fields: Fields): Answer {
  const refundId = fields.optionalText("refundId", 64);
  const refundRequestId = fields.optionalText("refundRequestId", 64);
  if (refundId === null && refundRequestId === null) throw new AntomFailure(results.paramIllegal("refundId"));
  const found =
    refundId === null ? byRequestId(world, refundRequestId ?? "") : world.store.get("refund", refundId);
  if (found === undefined) throw new AntomFailure(results.refundNotExist);
  return {
    result: results.success,
    refundStatus: found.status,
    refundRequestId: found.refundRequestId,
    refundId: found.id,
    refundAmount: found.amount,
    ...(found.doneAt === null ? {} : { refundTime: found.doneAt }),
  };
}

/** Ends a refund that is under way; what has ended already stays. @returns the refund as it is then */
export function settleRefund(world: World, made: Refund, failure: Result | null): Refund {
  if (made.status !== "PROCESSING") return made;
  const at = instantOf(world);
  const ended: Refund =
    failure === null
      ? { ...made, status: "SUCCESS", doneAt: at }
      : { ...made, status: "FAIL", failure, doneAt: at };
  world.store.put("refund", ended);
  if (failure === null) putLine(world, ended, "REFUND", at);
  notifyRefund(world, ended);
  return ended;
}

/**
 * The money of a refund that had succeeded comes back. Antom settles it silently: every call goes on saying SUCCESS, and
 * only the settlement listing has a line more.
 * @throws AntomFailure when it has not succeeded
 */
export function returnRefund(world: World, made: Refund): Refund {
  if (made.status !== "SUCCESS") throw new AntomFailure(results.orderStatusInvalid);
  if (made.returnedAt !== null) return made;
  const at = instantOf(world);
  const back = { ...made, returnedAt: at };
  world.store.put("refund", back);
  putLine(world, back, "REFUND_RETURN", at);
  return back;
}

function putLine(world: World, made: Refund, type: "REFUND" | "REFUND_RETURN", at: string): void {
  world.store.put("settlement", {
    id: `${type.toLowerCase()}:${made.id}`,
    type,
    paymentId: made.paymentId,
    refundId: made.id,
    paymentRequestId: world.store.get("payment", made.paymentId)?.paymentRequestId ?? "",
    refundRequestId: made.refundRequestId,
    amount: made.amount,
    at,
  });
  world.settled();
}
