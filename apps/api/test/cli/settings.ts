/** What the command line needs to be told, as an operator tells it. */
export const settings = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  PUBLIC_URL: "https://tenure.test",
  TENURE_SECRET: "a secret of the tests, at least 32 characters long",
  TENURE_SIGNING_KEY: "11".repeat(32),
  TENURE_SIGNING_KEY_ID: "test-1",
  TENURE_VAULT_KEY: "22".repeat(32),
  STRIPE_SECRET_KEY: "sk_test_1234567890",
  STRIPE_WEBHOOK_SECRET: "whsec_1234567890",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "Tenure <billing@tenure.test>",
});
