import { chargeBack } from "@tenure/core/orders";
import type { RefundLegState, RefundState } from "@tenure/core/refunds";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";
import { type ProviderRefund, ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";
import { cancelRefund } from "./cancel.ts";
import { failLeg } from "./fail-leg.ts";
import { recordLeg } from "./record-leg.ts";
import { settleRefund } from "./settle.ts";
import { settleTopUpRefund } from "./settle-top-up.ts";

const JOB = "refunds.advance";
/** Between two looks at the requests in flight of a wallet whose refund drains. */
const LOOK_AGAIN_SECONDS = 5;

/**
 * Takes a refund as far as it can go now: settles it once drained, calls the provider for each leg, and writes down
 * what the provider said. May run any number of times, at several workers, and after a crash at any point: before the
 * provider is asked again, it is asked whether it did it already.
 * @throws ProviderUnknown when nobody knows; the job comes back
 */
export async function advanceRefund(services: Services, refundId: string): Promise<void> {
  let refund = await readRefund(services, refundId);
  if (refund === null) return;
  if (refund.state === "draining") {
    if (!(await settleIfDrained(services, refund))) return;
    refund = await readRefund(services, refundId);
    if (refund === null) return;
  }
  if (!CALLABLE.has(refund.state as RefundState)) return;
  for (const leg of refund.legs) await advanceLeg(services, refund, leg);
}

const CALLABLE: ReadonlySet<RefundState> = new Set(["ready", "calling", "pending", "unknown"]);

interface RefundRow {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly submittedAt: Date;
  readonly drainUntil: Date;
}

interface LegRow {
  readonly id: string;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly providerRefundId: string | null;
  readonly payment: Parameters<typeof chargeBack>[0] & {
    readonly provider: string;
    readonly providerPaymentId: string;
  };
}

const readRefund = (services: Services, refundId: string) =>
  services.db.within(PLATFORM, (tx) =>
    tx.refund.findUnique({
      where: { id: refundId },
      include: { legs: { include: { payment: true }, orderBy: { id: "asc" } } },
    }),
  );

/** Settles once no request that counts is in flight, or its time is over. @returns whether the refund left draining */
async function settleIfDrained(services: Services, refund: RefundRow): Promise<boolean> {
  const { db, runner } = services;
  const waiting = await db.within(PLATFORM, async (tx) => {
    const [row] = await tx.$queryRaw<{ open: number; seconds: number }[]>`
      SELECT CASE WHEN ${refund.kind} = 'top_up' THEN
               (SELECT count(*)::int FROM usage_hold h
                 WHERE h.account_id = ${refund.accountId}::uuid AND h.state = 'open' AND h.left_credit_nanos > 0
                   AND h.opened_at <= ${refund.submittedAt})
             ELSE
               (SELECT count(*)::int FROM usage_hold h JOIN term t ON t.id = h.term_id
                 WHERE t.order_id = ${refund.orderId}::uuid AND h.state = 'open' AND h.left_plan_nanos > 0
                   AND h.opened_at <= ${refund.submittedAt})
             END AS open,
             ceil(extract(epoch FROM ${refund.drainUntil} - tenure_now(${refund.accountId}::uuid)))::int AS seconds`;
    const left = row !== undefined && row.open > 0 && row.seconds > 0 ? row.seconds : 0;
    // Each hold of a plan that closes brings this job back; this is for those that never report. Holds on credits serve
    // any order, so for those it looks again every few seconds.
    const wait = refund.kind === "top_up" ? Math.min(left, LOOK_AGAIN_SECONDS) : left;
    if (wait > 0)
      await services.outbox.enqueue(
        tx,
        JOB,
        { refundId: refund.id },
        { startAfterSeconds: wait, singletonKey: `drain:${refund.id}` },
      );
    return wait > 0;
  });
  if (waiting) return false;
  try {
    const input = { refundId: refund.id, orderId: refund.orderId };
    const context = systemContext(JOB, refund.accountId, `settle:${refund.id}`);
    if (refund.kind === "top_up") await runner.run(settleTopUpRefund, input, context);
    else await runner.run(settleRefund, input, context);
  } catch (error) {
    if (error instanceof RefusedError) {
      const because = error.decision.refusals[0]?.code ?? "refused";
      await runner.run(
        cancelRefund,
        { refundId: refund.id, because, decisionId: error.decisionId },
        systemContext(JOB, refund.accountId, `cancel:${refund.id}`),
      );
      return false;
    }
    // Another worker settled it between our look and the lock: just what we wanted.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  }
  return true;
}

async function advanceLeg(services: Services, refund: RefundRow, leg: LegRow): Promise<void> {
  if (leg.state === "refunded" || leg.state === "failed" || leg.state === "canceled") return;
  const { payments, probe } = services;
  const provider = providerOf(payments, leg.payment.provider);
  const note = (report: "calling" | "unknown", message: string | null) =>
    record(services, refund.accountId, leg.id, report, leg.providerRefundId, message);
  try {
    if (leg.state !== "ready") {
      // It was called before, perhaps by a process that died: look before asking again.
      const known =
        leg.providerRefundId === null
          ? await provider.findRefund(leg.payment.providerPaymentId, leg.id)
          : await provider.readRefund(leg.providerRefundId);
      if (known !== null) return await reduceLeg(services, refund.accountId, leg.id, known);
    }
    // Between our look and this commit the customer may have canceled, or another worker may have heard the answer:
    // only a leg that is ours to call is called.
    if ((await note("calling", null)) !== "calling") return;
    await probe.reach(`${JOB}:before_call`);
    const answer = await ask(services, refund, leg);
    await probe.reach(`${JOB}:after_call`);
    if (answer instanceof ProviderRejected) await rejected(services, refund, leg, answer);
    else await reduceLeg(services, refund.accountId, leg.id, answer);
  } catch (error) {
    if (error instanceof ProviderUnknown) await note("unknown", error.message);
    throw error;
  }
}

/** Asks the provider to pay a leg. Only a "no" to this very question says that the leg failed. */
async function ask(
  services: Services,
  refund: RefundRow,
  leg: LegRow,
): Promise<ProviderRefund | ProviderRejected> {
  try {
    return await providerOf(services.payments, leg.payment.provider).refund({
      legId: leg.id,
      refundId: refund.id,
      paymentId: leg.payment.providerPaymentId,
      // The same words each time: they follow from rows that no longer change.
      ...chargeBack(leg.payment, leg.amountMinor),
    });
  } catch (error) {
    if (error instanceof ProviderRejected) return error;
    throw error;
  }
}

/** The provider said no. Under a key that was used with other words, or of a refund that exists, look again first. */
async function rejected(
  services: Services,
  refund: RefundRow,
  leg: LegRow,
  error: ProviderRejected,
): Promise<void> {
  const known = await providerOf(services.payments, leg.payment.provider).findRefund(
    leg.payment.providerPaymentId,
    leg.id,
  );
  if (known !== null && known.state !== "failed") return reduceLeg(services, refund.accountId, leg.id, known);
  // Its answer says why; a look-up may only say that it failed (T6.2).
  await fail(services, refund.accountId, leg.id, known?.providerRefundId ?? null, error.code, error.message);
}

/** Writes down what the provider holds about a leg: the way of answers, notifications and look-ups alike. */
export async function reduceLeg(
  services: Services,
  accountId: string,
  legId: string,
  known: ProviderRefund,
): Promise<void> {
  if (known.state === "failed")
    return fail(
      services,
      accountId,
      legId,
      known.providerRefundId,
      known.failureCode ?? "unknown",
      known.failureCode ?? "The provider gave no reason.",
    );
  await record(services, accountId, legId, known.state, known.providerRefundId, null);
}

const record = async (
  services: Services,
  accountId: string,
  legId: string,
  report: "calling" | "pending" | "unknown" | "refunded",
  providerRefundId: string | null,
  message: string | null,
): Promise<RefundLegState> => {
  // The reducer itself takes repetition; a report is no request of anybody that could be repeated under a key.
  const { answer } = await services.runner.run(
    recordLeg,
    { legId, report, providerRefundId, message: message?.slice(0, 500) ?? null },
    systemContext(JOB, accountId, newId()),
  );
  return answer.state;
};

async function fail(
  services: Services,
  accountId: string,
  legId: string,
  providerRefundId: string | null,
  code: string,
  message: string,
): Promise<void> {
  try {
    await services.runner.run(
      failLeg,
      { legId, providerRefundId, code: code.slice(0, 120), message: message.slice(0, 500) },
      systemContext(JOB, accountId, newId()),
    );
  } catch (error) {
    // Failed already, or not yet called as far as we know: a repeated or early report changes nothing.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  }
}
