import { nanosToMinorFloor } from "@tenure/core/money";
import type { PurchaseTopUpEffects } from "@tenure/core/top-ups";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";

/** The amounts of a top-up that was granted; `expiresAt` is when it can no longer be paid. */
type Amounts = Pick<
  NonNullable<PurchaseTopUpEffects>,
  "amountNanos" | "bonusNanos" | "taxNanos" | "totalNanos" | "expiresAt"
>;

/** How a top-up is paid, where that is not by card in the wallet's currency. */
type Payment = Pick<NonNullable<PurchaseTopUpEffects>, "provider" | "charge">;

/** A pending order of credits. */
export interface TopUpOrder {
  readonly orderId: string;
  /** For people: `TOP-2026-00412`. */
  readonly number: string;
  readonly holderPeriodId: string;
}

/**
 * Writes the pending order of a top-up in the command that decided it.
 * @param automatic bought by the automatic top-up, under its consent
 */
export async function insertTopUpOrder(
  { tx, now, policy, context, decisionId }: Acting,
  amounts: Amounts,
  automatic: boolean,
  payment: Payment | null = null,
): Promise<TopUpOrder> {
  const account = await readAccount(tx, context.accountId ?? "");
  const holder = await currentHolderPeriod(tx, account.id);
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'TOP-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
  const orderId = newId();
  const number = numbered?.number ?? orderId;
  await tx.order.createMany({
    data: {
      id: orderId,
      number,
      accountId: account.id,
      holderPeriodId: holder.id,
      kind: "top_up",
      currency: account.currency,
      amountNanos: amounts.amountNanos,
      bonusNanos: amounts.bonusNanos,
      taxNanos: amounts.taxNanos,
      totalMinor: nanosToMinorFloor(amounts.totalNanos, account.currency),
      policyVersion: policy.version,
      decisionId: decisionId ?? "",
      provider: payment?.provider ?? "stripe",
      ...(payment === null || payment.charge.rate === null
        ? {}
        : {
            chargeCurrency: payment.charge.currency,
            chargeMinor: payment.charge.amountMinor,
            exchangeRate: payment.charge.rate,
            exchangeRateSource: payment.charge.rateSource,
          }),
      automatic,
      createdAt: new Date(now),
      expiresAt: new Date(amounts.expiresAt),
    },
  });
  return { orderId, number, holderPeriodId: holder.id };
}
