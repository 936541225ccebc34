import { outsideWords } from "../outside-words.ts";
import { ProviderRejected, ProviderUnknown } from "../provider.ts";
import { Stripe } from "./client.ts";

/** The id of something that is expanded or not; null where there is nothing. */
export const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  reference === null || reference === undefined
    ? null
    : typeof reference === "string"
      ? reference
      : reference.id;

/** Minor units to the integer that the SDK takes. @throws RangeError beyond 2⁵³, which no order reaches */
export function toSafeInteger(amountMinor: bigint): number {
  if (amountMinor > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError("amount beyond what the provider takes");
  return Number(amountMinor);
}

/**
 * The SDK resolves on any 2xx, and even on a non-2xx body without an `error` member: an answer without the right
 * `object` and an id is no answer.
 */
export function present<T extends { readonly id: string; readonly object: string }>(
  answer: T,
  object: T["object"],
): T {
  if (answer.object !== object || typeof answer.id !== "string" || answer.id === "")
    throw new ProviderUnknown(`the provider's answer is not a ${object}`);
  return answer;
}

/** Sorts errors into "no" and "nobody knows". */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderUnknown || error instanceof ProviderRejected) throw error;
    if (error instanceof Stripe.errors.StripeError) {
      const definite =
        error instanceof Stripe.errors.StripeInvalidRequestError ||
        error instanceof Stripe.errors.StripeCardError;
      // A wrong key or a missing right is ours to mend, no answer about the payment: a refund must not fail of it.
      // A mismatch under our own key means the first request went through with other words: look, do not repeat.
      if (definite) throw new ProviderRejected(error.code ?? error.type, outsideWords(error.message, 500));
    }
    throw new ProviderUnknown(error instanceof Error ? error.message : String(error));
  }
}
