import type { Env } from "../../src/env.ts";

/** Settings of a test: everything set, nothing reachable. */
export const testEnv = (databaseUrl: string, changes: Partial<Env> = {}): Env => ({
  sandbox: false,
  databaseUrl,
  databaseOwnerUrl: databaseUrl,
  port: 0,
  publicUrl: "http://tenure.test",
  role: "all",
  secret: "a secret of the tests, at least 32 characters long",
  signingKey: "11".repeat(32),
  signingKeyId: "test-1",
  stripeSecretKey: "sk_test_1234567890",
  stripeWebhookSecret: "whsec_1234567890",
  stripeApiBase: null,
  smtpUrl: "smtp://127.0.0.1:1",
  mailFrom: "Tenure <billing@tenure.test>",
  livemode: false,
  dataDir: "/nonexistent",
  trustedProxies: [],
  logLevel: "info",
  metricsToken: "metrics token of the tests",
  platformName: "Tenure",
  seller: { name: "Tenure", address: [], email: null, taxId: null, zone: "UTC", reverseCharge: [] },
  taxTable: null,
  ...changes,
});
