import { control } from "./product.ts";

/** Objects of the simulated payment provider, as far as the journeys look at them. */
interface Intent {
  readonly id: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payment_method: string | null;
}
interface Charge {
  readonly id: string;
  readonly payment_intent: string;
  readonly amount: number;
  readonly status: string;
}
interface Refund {
  readonly id: string;
  readonly payment_intent: string;
  readonly amount: number;
  readonly status: string;
}

const intentsOf = async (orderId: string): Promise<readonly string[]> =>
  (await control<Intent[]>("/payment-intents"))
    .filter(({ metadata }) => metadata["orderId"] === orderId)
    .map(({ id }) => id);

/** What the provider captured for an order. */
export async function chargesOf(orderId: string): Promise<readonly Charge[]> {
  const [charges, intents] = await Promise.all([control<Charge[]>("/charges"), intentsOf(orderId)]);
  return charges.filter(({ payment_intent }) => intents.includes(payment_intent));
}

/** What the provider was asked to return of an order. */
export async function refundsOf(orderId: string): Promise<readonly Refund[]> {
  const [refunds, intents] = await Promise.all([control<Refund[]>("/refunds"), intentsOf(orderId)]);
  return refunds.filter(({ payment_intent }) => intents.includes(payment_intent));
}

/** The bank refuses a refund, or sends it back when it had arrived. */
export const failRefund = (id: string, reason: "declined" | "expired_or_canceled_card"): Promise<unknown> =>
  control(`/refunds/${id}/fail`, { reason });

/** What the bank says of the card that paid an order, from now on: the number behind the card is exchanged. */
export async function bankSays(orderId: string, card: string): Promise<void> {
  const paid = (await control<Intent[]>("/payment-intents")).find(
    ({ metadata }) => metadata["orderId"] === orderId,
  );
  await control(`/payment-methods/${paid?.payment_method}/card`, { card });
}
