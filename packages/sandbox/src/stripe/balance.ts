import type Stripe from "stripe";
import { newId } from "./ids.ts";
import type { World } from "./world.ts";

interface Entry {
  readonly amount: number;
  readonly currency: string;
  readonly fee?: number;
  readonly feeDescription?: string;
  readonly source: string;
  readonly type: "charge" | "refund" | "refund_failure" | "adjustment";
  readonly description: string | null;
}

const CHARGE_AVAILABLE_AFTER_SECONDS = 2 * 24 * 60 * 60;

/** Books one movement of the merchant's balance. Amounts are minor units, negative when money leaves. */
export function bookBalance(world: World, entry: Entry): Stripe.BalanceTransaction {
  const created = world.clock.seconds();
  const fee = entry.fee ?? 0;
  const isCharge = entry.type === "charge";
  const transaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount: entry.amount,
    available_on: isCharge ? created + CHARGE_AVAILABLE_AFTER_SECONDS : created,
    balance_type: "payments",
    created,
    currency: entry.currency,
    description: entry.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: entry.currency,
              description: entry.feeDescription ?? "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: entry.amount - fee,
    reporting_category: entry.type === "adjustment" ? "dispute" : entry.type,
    source: entry.source,
    status: isCharge ? "pending" : "available",
    type: entry.type,
  } satisfies Stripe.BalanceTransaction;
  world.store.put("balance_transaction", transaction);
  return transaction;
}

/** A balance transaction as of now: a charge's funds become available by the clock alone. */
export function currentBalanceTransaction(
  world: World,
  stored: Stripe.BalanceTransaction,
): Stripe.BalanceTransaction {
  if (stored.status !== "pending" || stored.available_on > world.clock.seconds()) return stored;
  return { ...stored, status: "available" } satisfies Stripe.BalanceTransaction;
}

/** Whether refunds of this currency can draw `amountMinor` now; always, until a limit is set. */
export function canDraw(world: World, currency: string, amountMinor: number): boolean {
  const limit = world.store.get("available_balance", currency);
  return limit === undefined || limit.amountMinor >= amountMinor;
}

/** Changes the limited balance of a currency, where there is one. */
export function moveAvailable(world: World, currency: string, amountMinor: number): void {
  const limit = world.store.get("available_balance", currency);
  if (limit === undefined) return;
  world.store.put("available_balance", { id: currency, amountMinor: limit.amountMinor + amountMinor });
}

/** Stripe's standard fee, 2.9 % + 30 minor units, rounded half up; never given back on a refund. */
export const chargeFee = (amountMinor: number): number => Math.floor((amountMinor * 29 + 500) / 1000) + 30;
