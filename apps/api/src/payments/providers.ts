import type { Env } from "../env.ts";
import { createAntomProvider } from "./antom/antom-provider.ts";
import { type CardProvider, type PaymentProvider, ProviderUnknown } from "./provider.ts";
import type { StripeConfig } from "./stripe/client.ts";
import { createStripeProvider } from "./stripe/stripe-provider.ts";

/** Every rail, by name; null where the environment configures none. */
export interface PaymentProviders {
  readonly stripe: CardProvider;
  readonly antom: PaymentProvider | null;
}

/** How the environment says to reach Stripe. */
export const stripeConfigOf = (env: Env): StripeConfig => ({
  secretKey: env.stripeSecretKey,
  webhookSecret: env.stripeWebhookSecret,
  ...(env.stripeApiBase === null ? {} : { apiBase: env.stripeApiBase }),
});

/** The rails that the environment configures. */
export const createPaymentProviders = (env: Env): PaymentProviders => ({
  stripe: createStripeProvider(stripeConfigOf(env)),
  antom: env.antom === null ? null : createAntomProvider({ ...env.antom, publicUrl: env.publicUrl }),
});

/**
 * The rail that an order or a payment names.
 * @throws ProviderUnknown for one that is not configured now: what was paid over it waits until it is again
 */
export function providerOf(payments: PaymentProviders, name: string): PaymentProvider {
  const found = name === "stripe" ? payments.stripe : name === "antom" ? payments.antom : null;
  if (found === null) throw new ProviderUnknown(`the payment provider ${name} is not configured`);
  return found;
}
