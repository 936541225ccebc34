import type { AddOnPurchaseView } from "@tenure/core/contract";
import { type Currency, isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import { z } from "zod";
import { methodShown } from "../accounts/own-periods.ts";
import type { Tx } from "../db/database.ts";

const described = z.object({ en: z.string(), zh: z.string() });

/** What an add-on is, in both languages. */
export const descriptionOf = (stored: unknown): { en: string; zh: string } =>
  described.safeParse(stored).data ?? { en: "", zh: "" };

/** A currency of ours. @throws Error for a row of another build */
export function currencyOf(code: string): Currency {
  if (!isCurrency(code)) throw new Error(`a price in ${code}`);
  return code;
}

/** A version of a price as it is shown. */
export const showPrice = (row: Awaited<ReturnType<Tx["addOnPrice"]["findUniqueOrThrow"]>>) => ({
  id: row.id,
  version: row.version,
  currency: currencyOf(row.currency),
  name: row.name,
  description: descriptionOf(row.description),
  price: toMoney(row.amountNanos, currencyOf(row.currency)),
  createdAt: row.createdAt.toISOString(),
});

/** Purchases of an account, newest first, with what was agreed to before each. */
export async function showPurchases(
  tx: Tx,
  where: { readonly accountId: string; readonly orderId?: string | { readonly lt: string } },
  take: number,
): Promise<AddOnPurchaseView[]> {
  const rows = await tx.addOnPurchase.findMany({
    where,
    include: { addOnPrice: { include: { addOn: true } } },
    orderBy: { orderId: "desc" },
    take,
  });
  const ids = rows.map((row) => row.orderId);
  const orders = await tx.order.findMany({
    where: { id: { in: ids } },
    include: { payments: true, holderPeriod: { select: { endedAt: true } } },
  });
  const consents = await tx.consent.findMany({ where: { id: { in: rows.map((row) => row.consentId) } } });
  const methods = await tx.paymentMethod.findMany({
    where: { id: { in: rows.map((row) => row.paymentMethodId) } },
  });
  return rows.map((row) => {
    const order = orders.find((each) => each.id === row.orderId);
    const consent = consents.find((each) => each.id === row.consentId);
    if (order === undefined || consent === undefined)
      throw new Error(`add-on ${row.orderId} without order or consent`);
    const currency = currencyOf(order.currency);
    return {
      orderId: row.orderId,
      orderNumber: order.number,
      state: order.state as AddOnPurchaseView["state"],
      key: row.addOnPrice.addOn.key,
      name: row.addOnPrice.name,
      version: row.addOnPrice.version,
      quantity: row.quantity,
      amount: toMoney(order.amountNanos, currency),
      tax: toMoney(order.taxNanos, currency),
      total: toMoney(minorToNanos(order.totalMinor, currency), currency),
      method: methodShown(
        order,
        order.payments[0]?.methodLabel ?? methods.find((each) => each.id === row.paymentMethodId)?.label,
      ),
      createdAt: row.createdAt.toISOString(),
      paidAt: order.paidAt?.toISOString() ?? null,
      failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage },
      checkoutUrl: order.state === "pending" ? order.checkoutUrl : null,
      consent: {
        version: consent.version,
        hash: consent.textHash,
        givenAt: consent.givenAt.toISOString(),
      },
      decisionId: order.decisionId,
    };
  });
}
