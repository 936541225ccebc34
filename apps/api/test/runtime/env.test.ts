import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnv, StartError, VARIABLE_NAMES } from "../../src/env.ts";

const production = {
  DATABASE_URL: "postgresql://app:pw@db.example.com:5432/tenure",
  PUBLIC_URL: "https://billing.example.com",
  TENURE_SECRET: "x".repeat(32),
  TENURE_SIGNING_KEY: "ab".repeat(32),
  TENURE_SIGNING_KEY_ID: "2026-11",
  TENURE_VAULT_KEY: "22".repeat(32),
  STRIPE_SECRET_KEY: "sk_live_12345678",
  STRIPE_WEBHOOK_SECRET: "whsec_12345678",
  SMTP_URL: "smtp://mail.example.com:587",
  MAIL_FROM: "Tenure <billing@example.com>",
};

describe("settings", () => {
  it("are all documented in .env.example, each with a sentence, and no other is", () => {
    const lines = readFileSync(join(import.meta.dirname, "../../../../.env.example"), "utf8").split("\n");
    const documented = lines.flatMap((line, index) => {
      const name = /^([A-Z_]+)=/.exec(line)?.[1];
      if (name === undefined) return [];
      expect([name, lines[index - 1]?.startsWith("# ")]).toEqual([name, true]);
      return [name];
    });
    expect(documented.sort()).toEqual([...VARIABLE_NAMES].sort());
  });

  it("need nothing for the sandbox", () => {
    expect(readEnv({})).toMatchObject({
      sandbox: true,
      port: null,
      role: "all",
      livemode: false,
      logLevel: "warn",
    });
    // As in a copied .env.example, where nothing was filled in.
    expect(readEnv({ DATABASE_URL: "", PORT: " " })).toMatchObject({ sandbox: true, port: null });
  });

  it("of production are taken as they are", () => {
    expect(
      readEnv({
        ...production,
        TENURE_TRUSTED_PROXIES: "10.0.0.1, 10.1.0.0/16",
        PUBLIC_URL: "https://billing.example.com/",
      }),
    ).toMatchObject({
      sandbox: false,
      port: 4010,
      databaseOwnerUrl: production.DATABASE_URL,
      publicUrl: "https://billing.example.com",
      trustedProxies: ["10.0.0.1", "10.1.0.0/16"],
      logLevel: "info",
    });
  });

  it.each(Object.keys(production).filter((name) => name !== "DATABASE_URL"))(
    "names %s when it is missing",
    (name) => {
      expect(() => readEnv({ ...production, [name]: undefined })).toThrow(
        `${name} is missing: with DATABASE_URL set it is required (see .env.example).`,
      );
    },
  );

  it.each([
    ["DATABASE_URL", "mysql://x", "DATABASE_URL must look like postgresql://user:password@host:5432/name."],
    ["PORT", "http", "PORT must be a port number."],
    ["PORT", "70000", "PORT must be 0 to 65535."],
    ["PUBLIC_URL", "billing.example.com", "PUBLIC_URL must look like https://tenure.example.com."],
    ["TENURE_ROLE", "both", "TENURE_ROLE must be all, api or worker."],
    ["TENURE_SECRET", "short", "TENURE_SECRET must have at least 32 characters."],
    ["TENURE_SIGNING_KEY", "ABC", "TENURE_SIGNING_KEY must be 64 lower-case hex digits (32 bytes)."],
    ["SMTP_URL", "mail.example.com", "SMTP_URL must look like smtp://user:password@host:587."],
    ["LOG_LEVEL", "loud", "LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent."],
    ["TENURE_LIVEMODE", "yes", "TENURE_LIVEMODE must be true or false."],
    ["METRICS_TOKEN", "short", "METRICS_TOKEN must have at least 16 characters."],
  ])("names %s when it is %s, in one sentence", (name, value, sentence) => {
    expect(() => readEnv({ ...production, [name]: value })).toThrow(new StartError(sentence));
  });

  it("never hold live data in the sandbox", () => {
    expect(() => readEnv({ TENURE_LIVEMODE: "true" })).toThrow("the sandbox never holds live data");
  });
});
