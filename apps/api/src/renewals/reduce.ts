import type { ChargeFailure } from "@tenure/core/subscriptions";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { applyPayment } from "../payments/apply-payment.ts";
import { alertProblem, type Handled } from "../payments/handled.ts";
import type { ProviderPayment } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";
import { recordRenewalFailure } from "./record-failure.ts";

interface Named {
  readonly id: string;
  readonly accountId: string;
}

/**
 * Writes down what the provider holds about a try: the way of answers, notifications and look-ups alike. One that is
 * neither captured nor refused is left for later.
 */
export async function reduceRenewal(
  services: Services,
  renewal: Named,
  attemptId: string,
  known: ProviderPayment,
): Promise<void> {
  if (known.captured) {
    const handled = await applyPayment(services, known);
    if (handled.state === "problem")
      await services.db.within(PLATFORM, (tx) => alertProblem(tx, handled, { renewalId: renewal.id }));
    return;
  }
  if (known.failure !== null)
    await renewalRefused(services, renewal, attemptId, { ...known.failure, paymentId: known.paymentId });
}

/** The provider said no. The command takes repetition; a report is no request that could be repeated under a key. */
export async function renewalRefused(
  services: Services,
  renewal: Named,
  attemptId: string,
  report: {
    readonly kind: ChargeFailure;
    readonly code: string;
    readonly message: string | null;
    readonly paymentId: string | null;
  },
): Promise<void> {
  await services.runner.run(
    recordRenewalFailure,
    {
      renewalId: renewal.id,
      attemptId,
      paymentId: report.paymentId,
      failure: report.kind,
      code: report.code.slice(0, 120),
      message: report.message?.slice(0, 500) ?? null,
    },
    systemContext("renewals.advance", renewal.accountId, newId()),
  );
}

/** A notification says that a charge was refused. A page that was tried in vain offers another card by itself. */
export async function applyFailedRenewal(services: Services, payment: ProviderPayment): Promise<Handled> {
  const { attemptId } = payment;
  if (attemptId === null || !/^[0-9a-f-]{36}$/.test(attemptId)) return { state: "ignored" };
  const tried = await services.db.within(PLATFORM, (tx) =>
    tx.renewalAttempt.findUnique({ where: { id: attemptId } }),
  );
  if (tried === null || tried.kind !== "off_session") return { state: "ignored" };
  await reduceRenewal(services, { id: tried.renewalId, accountId: tried.accountId }, tried.id, payment);
  return { state: "applied" };
}
