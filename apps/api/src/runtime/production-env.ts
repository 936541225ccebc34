import { DEFAULT_PORT, type Env, type GivenEnv, StartError } from "../env.ts";

/**
 * Settings of production: everything comes from the environment, which readEnv has checked.
 * @throws StartError on a setting that only the sandbox may leave out
 */
export function productionEnv(given: GivenEnv): Env {
  const need = <T>(value: T | null, name: string): T => {
    if (value === null) throw new StartError(`${name} is missing: with DATABASE_URL set it is required.`);
    return value;
  };
  return {
    ...given,
    databaseUrl: need(given.databaseUrl, "DATABASE_URL"),
    databaseOwnerUrl: need(given.databaseOwnerUrl, "DATABASE_URL"),
    port: given.port ?? DEFAULT_PORT,
    publicUrl: need(given.publicUrl, "PUBLIC_URL"),
    secret: need(given.secret, "TENURE_SECRET"),
    signingKey: need(given.signingKey, "TENURE_SIGNING_KEY"),
    signingKeyId: need(given.signingKeyId, "TENURE_SIGNING_KEY_ID"),
    vaultKey: need(given.vaultKey, "TENURE_VAULT_KEY"),
    stripeSecretKey: need(given.stripeSecretKey, "STRIPE_SECRET_KEY"),
    stripeWebhookSecret: need(given.stripeWebhookSecret, "STRIPE_WEBHOOK_SECRET"),
    smtpUrl: need(given.smtpUrl, "SMTP_URL"),
    mailFrom: need(given.mailFrom, "MAIL_FROM"),
  };
}
