import type { Currency } from "@tenure/core/money";
import { nextDunningStep } from "@tenure/core/subscriptions";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";
import { ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { failureKind } from "../payments/stripe/failure-kind.ts";
import type { Services } from "../runtime/services.ts";
import { beginRenewal } from "./begin.ts";
import { closeRenewalPage } from "./page.ts";
import { letGo } from "./let-go.ts";
import { loseRenewalAnswer } from "./record-failure.ts";
import { reduceRenewal, renewalRefused } from "./reduce.ts";
import {
  type AttemptRow,
  attemptUnderWay,
  readHead,
  readRenewal,
  type RenewalHead,
  type RenewalRow,
} from "./renewal-row.ts";
import { stepRenewal } from "./step.ts";

const JOB = "renewals.advance";

/** More steps than one renewal has to take at once: a charge, its failure, a new card, the wait after it. */
const STEPS = 6;
/** A provider that has not answered for so long, and does not list the payment, never made it. Its own keys last a day. */
const GIVEN_UP_AFTER_MS = 6 * 3_600_000;

/**
 * Handler of `renewals.advance`: brings one renewal as far as it goes now. May run any number of times, at several
 * workers, and after a crash at any point: before the provider is asked again, it is asked whether it did it already.
 * @throws ProviderUnknown when nobody knows; the job comes back
 */
export async function advanceRenewal(
  services: Services,
  { renewalId }: { readonly renewalId: string },
): Promise<void> {
  let resumed: string | null = null;
  for (let step = 0; step < STEPS; step += 1) {
    const row = await services.db.within(PLATFORM, (tx) => readHead(tx, renewalId));
    const underWay = attemptUnderWay(row);
    // Neither captured nor refused: the provider tells later.
    if (row.settledAt !== null || (underWay !== null && underWay.id === resumed)) return;
    resumed = underWay?.kind === "off_session" ? underWay.id : null;
    if (!(await advanceOnce(services, row))) return;
  }
}

/** @returns whether there may be more to do at once */
async function advanceOnce(services: Services, row: RenewalHead): Promise<boolean> {
  const { runner } = services;
  const underWay = attemptUnderWay(row);
  const whole = () => services.db.within(PLATFORM, (tx) => readRenewal(tx, row.id));
  if (underWay?.kind === "off_session") {
    await resume(services, await whole(), underWay);
    return true;
  }
  const context = () => systemContext(JOB, row.accountId, newId());
  if (row.state === "due") {
    const { answer } = await runner.run(beginRenewal, { renewalId: row.id }, context());
    await services.probe.reach(`${JOB}:after_begin`);
    if (answer.go === "done" && answer.attemptId === null) return false;
    if (answer.attemptId !== null) await call(services, row.id, answer.attemptId);
    return true;
  }
  return step(services, await whole(), underWay);
}

/** Asks dunning first without writing: a decision is stored for a step, not for every look. */
async function step(services: Services, row: RenewalRow, page: AttemptRow | null): Promise<boolean> {
  const { runner } = services;
  const context = () => systemContext(JOB, row.accountId, newId());
  const preview = await runner.preview(stepRenewal(services.env), { renewalId: row.id }, context());
  if (preview.outcome !== "granted") {
    await runner.run(letGo, { renewalId: row.id }, context());
    return false;
  }
  const next = nextDunningStep.effects.parse(preview.effects);
  if (next === null) return false;
  if (next.step === "wait" && row.nextAt?.toISOString() === next.at) return false;
  // Nobody may pay on a page while a card is charged, or after it was given up: it is closed at the provider first.
  if (next.step !== "wait" && page !== null && (await closeRenewalPage(services, row, page)) === "paid")
    return true;
  try {
    const { answer } = await runner.run(stepRenewal(services.env), { renewalId: row.id }, context());
    await services.probe.reach(`${JOB}:after_step`);
    if (answer.attemptId !== null) await call(services, row.id, answer.attemptId);
    return answer.step === "charge";
  } catch (error) {
    // Another worker was faster, or it was paid between our look and the lock.
    if (error instanceof RefusedError || (error instanceof AppError && error.code === "conflict"))
      return false;
    throw error;
  }
}

/** A charge that was begun before, perhaps by a process that died: look before asking again, under the same key. */
async function resume(services: Services, row: RenewalRow, tried: AttemptRow): Promise<void> {
  const customerId = row.order.holderPeriod.stripeCustomerId;
  const known =
    customerId === null
      ? null
      : await services.payments.stripe.findPayment(customerId, tried.id, new Date(instantInId(tried.id)));
  if (known !== null && (known.captured || known.failure !== null))
    return reduceRenewal(services, row, tried.id, known);
  // Machine time, as it is in the id: an account's clock may jump while a call of ours is under way.
  if (Date.now() - instantInId(tried.id) > GIVEN_UP_AFTER_MS)
    return renewalRefused(services, row, tried.id, {
      kind: "soft",
      code: "no_answer",
      message: null,
      paymentId: known?.paymentId ?? null,
    });
  await call(services, row.id, tried.id);
}

/** Asks the provider for a try whose row is written. */
async function call(services: Services, renewalId: string, attemptId: string): Promise<void> {
  const { payments, probe, db, runner } = services;
  const { row, method } = await db.within(PLATFORM, async (tx) => {
    const found = await readRenewal(tx, renewalId);
    const cardId = found.attempts.find((each) => each.id === attemptId)?.paymentMethodId ?? null;
    return {
      row: found,
      method: cardId === null ? null : await tx.paymentMethod.findUnique({ where: { id: cardId } }),
    };
  });
  const customerId = row.order.holderPeriod.stripeCustomerId;
  if (customerId === null || method === null || method.endedAt !== null)
    return renewalRefused(services, row, attemptId, {
      kind: "hard",
      code: "card_removed",
      message: null,
      paymentId: null,
    });
  await probe.reach(`${JOB}:before_call`);
  try {
    const payment = await payments.stripe.chargeOffSession({
      orderId: row.orderId,
      attemptId,
      orderNumber: row.order.number,
      accountId: row.accountId,
      customerId,
      methodId: method.providerMethodId,
      totalMinor: row.totalMinor,
      currency: row.currency as Currency,
    });
    await probe.reach(`${JOB}:after_call`);
    await reduceRenewal(services, row, attemptId, payment);
  } catch (error) {
    if (error instanceof ProviderUnknown) {
      await runner.run(
        loseRenewalAnswer,
        { renewalId, attemptId },
        systemContext(JOB, row.accountId, newId()),
      );
      throw error;
    }
    if (!(error instanceof ProviderRejected)) throw error;
    // Under a key that was used with other words the first request may have gone through: look once more.
    const known = await payments.stripe.findPayment(customerId, attemptId, new Date(instantInId(attemptId)));
    if (known !== null) return reduceRenewal(services, row, attemptId, known);
    await renewalRefused(services, row, attemptId, {
      kind: failureKind(error.code, null),
      code: error.code,
      message: error.message,
      paymentId: null,
    });
  }
}
