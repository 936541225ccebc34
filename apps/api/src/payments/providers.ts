import type { Env } from "../env.ts";
import type { PaymentProvider, ProviderName } from "./provider.ts";
import { createStripeProvider } from "./stripe/stripe-provider.ts";

/** Every rail, by name. */
export type PaymentProviders = Readonly<Record<ProviderName, PaymentProvider>>;

/** The rails that the environment configures. */
export const createPaymentProviders = (env: Env): PaymentProviders => ({
  stripe: createStripeProvider({
    secretKey: env.stripeSecretKey,
    webhookSecret: env.stripeWebhookSecret,
    ...(env.stripeApiBase === null ? {} : { apiBase: env.stripeApiBase }),
  }),
});
