import { newId } from "../stripe/ids.ts";
import { results } from "./results.ts";
import type { Notification, Payment, Refund } from "./tables.ts";
import type { World } from "./world.ts";

/** Tells of a payment's end, or that it is pending at the wallet, which is not final. */
export function notifyPayment(world: World, payment: Payment, pending = false): void {
  if (payment.notifyUrl === null) return;
  put(world, payment.notifyUrl, payment.id, pending ? "PAYMENT_PENDING" : "PAYMENT_RESULT", {
    result: pending ? results.paymentInProcess : (payment.failure ?? results.success),
    paymentRequestId: payment.paymentRequestId,
    paymentId: payment.id,
    paymentAmount: payment.amount,
    paymentCreateTime: payment.createdAt,
    ...(payment.paidAt === null ? {} : { paymentTime: payment.paidAt }),
  });
}

/** Tells of a refund's end. */
export function notifyRefund(world: World, refund: Refund): void {
  if (refund.notifyUrl === null) return;
  put(world, refund.notifyUrl, refund.id, "REFUND_RESULT", {
    result: refund.failure ?? results.success,
    refundStatus: refund.status,
    refundRequestId: refund.refundRequestId,
    refundId: refund.id,
    refundAmount: refund.amount,
    ...(refund.status === "SUCCESS" ? { refundTime: refund.doneAt } : {}),
  });
}

function put(world: World, url: string, subjectId: string, type: Notification["type"], fields: object): void {
  const { store, faults, clock } = world;
  const struck = faults.strikeEvent(type);
  const told: Notification = {
    id: newId("ntf"),
    type,
    subjectId,
    url,
    body: JSON.stringify({ notifyType: type, ...fields }),
    state: struck.dropped ? "dropped" : "pending",
    attempts: 0,
    dueAtMillis: clock.now() + struck.delayMillis,
    behindNext: struck.behindNext,
    lastStatus: null,
    lastError: null,
  };
  // One that waits for the next comes by itself when nothing follows for a while.
  store.put("notification", struck.behindNext ? { ...told, dueAtMillis: clock.now() + 2000 } : told);
  // The same words twice: also what two of Antom's machines do, and what "second id" means without event ids.
  if (struck.duplicate || struck.secondId)
    store.put("notification", {
      ...told,
      id: newId("ntf"),
      behindNext: false,
      dueAtMillis: told.dueAtMillis + faults.duplicateDelayMillis(type),
    });
  if (struck.beforeResponse && world.answering()) store.put("early", { id: told.id });
}
