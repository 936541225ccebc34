import { join, resolve } from "node:path";
import { type Seller, sellerSchema } from "@tenure/core/invoices";
import { z } from "zod";
import { privateKeyOf, publicKeyOf } from "./payments/antom/keys.ts";
import { reverseChargeIn, type TaxTable, taxTableSchema } from "./orders/tax-table.ts";

/** Which part of the product a process runs. */
export type TenureRole = "all" | "api" | "worker";

const REPOSITORY = join(import.meta.dirname, "../../..");

const flag = z
  .enum(["true", "false", "1", "0"], "must be true or false")
  .transform((text) => text === "true" || text === "1");
const databaseUrl = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    "must look like postgresql://user:password@host:5432/name",
  );
const webUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.canParse(text),
    "must look like https://tenure.example.com",
  )
  .transform((text) => new URL(text).origin);
const secret = z.string().min(32, "must have at least 32 characters");

/** A text that is a key. */
const keyText = (read: (text: string) => object, message: string) =>
  z.string().refine((text) => {
    try {
      return read(text) !== null;
    } catch {
      return false;
    }
  }, message);

/** A JSON text of a shape. */
const json = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(shape);

/** Every variable the product reads, in the order of .env.example; the descriptions say what each is for. */
const variables = {
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(0, "must be 0 to 65535")
    .max(65_535, "must be 0 to 65535")
    .optional(),
  PUBLIC_URL: webUrl.optional(),
  TENURE_ROLE: z.enum(["all", "api", "worker"], "must be all, api or worker").default("all"),
  TENURE_SECRET: secret.optional(),
  TENURE_SIGNING_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits (32 bytes)")
    .optional(),
  TENURE_SIGNING_KEY_ID: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes")
    .optional(),
  TENURE_VAULT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits (32 bytes)")
    .optional(),
  STRIPE_SECRET_KEY: z.string().min(8, "must be a Stripe secret key").optional(),
  STRIPE_IDENTITY_KEY: z
    .string()
    .regex(/^rk_/, "must be a restricted Stripe key, such as rk_live_…")
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(8, "must be a Stripe webhook signing secret").optional(),
  STRIPE_API_BASE: webUrl.optional(),
  ANTOM_CLIENT_ID: z
    .string()
    .regex(/^[\w-]{4,64}$/, "must be the client id that Antom gave you")
    .optional(),
  ANTOM_PRIVATE_KEY: keyText(
    privateKeyOf,
    "must be your RSA private key (PKCS #8), PEM or base64",
  ).optional(),
  ANTOM_PUBLIC_KEY: keyText(publicKeyOf, "must be Antom's RSA public key, PEM or base64").optional(),
  ANTOM_API_BASE: webUrl.optional(),
  ANTOM_REPORTS_DIR: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .refine(
      (text) => /^smtps?:\/\//.test(text) && URL.canParse(text),
      "must look like smtp://user:password@host:587",
    )
    .optional(),
  MAIL_FROM: z.string().min(3, "must be an address such as Tenure <billing@example.com>").optional(),
  MAIL_BOUNCE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain such as bounces.example.com")
    .optional(),
  MAIL_BOUNCE_PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(1, "must be 1 to 65535")
    .max(65_535, "must be 1 to 65535")
    .optional(),
  MAIL_BOUNCE_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  MAIL_REFUNDS_ADDRESS: z.email("must be an address such as refunds@example.com").toLowerCase().optional(),
  MAIL_REFUNDS_SECRET: secret.optional(),
  TENURE_SMS_ACCOUNT: z.string().min(1).max(100).optional(),
  TENURE_SMS_TOKEN: z.string().min(8, "must be the token of your SMS account").optional(),
  TENURE_SMS_FROM: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$/,
      "must be a number such as +15550001111, a sender name or a Messaging Service",
    )
    .optional(),
  TENURE_SMS_URL: webUrl.optional(),
  TENURE_LIVEMODE: flag.default(false),
  TENURE_WEBHOOKS_TO_LOCAL: flag.optional(),
  TENURE_DATA_DIR: z.string().min(1).optional(),
  TENURE_TRUSTED_PROXIES: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "must be fatal, error, warn, info, debug, trace or silent",
    )
    .optional(),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  TENURE_PLATFORM_NAME: z.string().min(1).max(60).default("Tenure"),
  TENURE_SELLER: json(sellerSchema.omit({ reverseCharge: true })).optional(),
  TENURE_TAX_TABLE: json(taxTableSchema).optional(),
} as const satisfies Record<string, z.ZodType>;

/** Names of all variables; .env.example documents exactly these (a test compares them). */
export const VARIABLE_NAMES: readonly string[] = Object.keys(variables);

/** What production needs and the sandbox makes for itself. */
const REQUIRED_WITH_DATABASE = [
  "PUBLIC_URL",
  "TENURE_SECRET",
  "TENURE_SIGNING_KEY",
  "TENURE_SIGNING_KEY_ID",
  "TENURE_VAULT_KEY",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "SMTP_URL",
  "MAIL_FROM",
] as const satisfies readonly (keyof typeof variables)[];

/** How to reach Antom. */
export interface AntomSettings {
  readonly clientId: string;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly apiBase: string;
  /** Folder into which its settlement reports are fetched; null: nowhere. */
  readonly reportsDir: string | null;
}

/** How to reach the service that sends text messages. */
export interface SmsSettings {
  /** Origin. */
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** Number, name or pool of the sender. */
  readonly from: string;
}

/** Twilio's host. */
const SMS_API = "https://api.twilio.com";

/** Antom's host for merchants of South East Asia and China; the others are for Europe and North America. */
const ANTOM_API = "https://open-sea-global.alipay.com";

/** Settings as given, before the sandbox fills what it makes for itself. */
export interface GivenEnv {
  /** No DATABASE_URL: embedded PostgreSQL, simulators, demo data, everything on 127.0.0.1. */
  readonly sandbox: boolean;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Null: the sandbox may choose the next free port. */
  readonly port: number | null;
  readonly publicUrl: string | null;
  readonly role: TenureRole;
  readonly secret: string | null;
  readonly signingKey: string | null;
  readonly signingKeyId: string | null;
  /** Wraps the key of each person whose identity is kept; 32 bytes as hex digits. */
  readonly vaultKey: string | null;
  readonly stripeSecretKey: string | null;
  /** A restricted key that may read sensitive results of identity checks; null: they are not asked for. */
  readonly stripeIdentityKey: string | null;
  readonly stripeWebhookSecret: string | null;
  readonly stripeApiBase: string | null;
  /** Antom, for Alipay; null: not offered. */
  readonly antom: AntomSettings | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** Domain of the addresses that mails come back to; null: none of ours. */
  readonly bounceDomain: string | null;
  /** Where mails that come back are listened for (SMTP); null: nowhere. */
  readonly bouncePort: number | null;
  /** Bearer token of the webhook that takes them; null: there is none. */
  readonly bounceToken: string | null;
  /** Where customers ask for a refund by mail (R5), lower case; null: not by mail. */
  readonly refundsAddress: string | null;
  /** Signs what the webhook of such mails takes; null: there is none. */
  readonly refundsSecret: string | null;
  /** Text messages; null: none are sent, and no phone can be verified. */
  readonly sms: SmsSettings | null;
  readonly livemode: boolean;
  /** Whether webhooks may go to the own machine and network, by plain http: never where data is live. */
  readonly webhooksToLocal: boolean;
  /** Absolute path. */
  readonly dataDir: string;
  /** Addresses or CIDR ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly metricsToken: string | null;
  readonly platformName: string;
  /** Who sells, as invoices name it. */
  readonly seller: Seller;
  /** Null: no tax. */
  readonly taxTable: TaxTable | null;
}

/** Settings with which services are built: nothing is missing any more. */
export interface Env extends GivenEnv {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly port: number;
  /** Origin under which people reach the product, without a path. */
  readonly publicUrl: string;
  readonly secret: string;
  readonly signingKey: string;
  readonly signingKeyId: string;
  readonly vaultKey: string;
  readonly stripeSecretKey: string;
  readonly stripeWebhookSecret: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
}

/** A start that cannot succeed; `message` is one sentence that says what to do. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Port of the product where none is set. */
export const DEFAULT_PORT = 4010;

/**
 * Reads the environment: the only place that does.
 * @throws StartError naming every missing or malformed variable, one sentence each
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): GivenEnv {
  // An empty value is one that was not filled in.
  const given = Object.fromEntries(
    VARIABLE_NAMES.flatMap((name) => {
      const value = source[name]?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const read = z.object(variables).safeParse(given);
  if (!read.success)
    throw new StartError(
      read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`).join("\n"),
    );
  const env = read.data;
  const sandbox = env.DATABASE_URL === undefined;
  if (!sandbox) {
    const missing = REQUIRED_WITH_DATABASE.filter((name) => env[name] === undefined);
    if (missing.length > 0)
      throw new StartError(
        missing
          .map((name) => `${name} is missing: with DATABASE_URL set it is required (see .env.example).`)
          .join("\n"),
      );
  } else if (env.TENURE_LIVEMODE)
    throw new StartError(
      "TENURE_LIVEMODE is true but DATABASE_URL is missing: the sandbox never holds live data.",
    );
  if (env.TENURE_LIVEMODE && env.TENURE_WEBHOOKS_TO_LOCAL === true)
    throw new StartError(
      "TENURE_WEBHOOKS_TO_LOCAL is true but TENURE_LIVEMODE is true too: customers could reach into your network.",
    );
  return {
    sandbox,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? null,
    port: env.PORT ?? (sandbox ? null : DEFAULT_PORT),
    publicUrl: env.PUBLIC_URL ?? null,
    role: env.TENURE_ROLE,
    secret: env.TENURE_SECRET ?? null,
    signingKey: env.TENURE_SIGNING_KEY ?? null,
    signingKeyId: env.TENURE_SIGNING_KEY_ID ?? null,
    vaultKey: env.TENURE_VAULT_KEY ?? null,
    stripeSecretKey: env.STRIPE_SECRET_KEY ?? null,
    stripeIdentityKey: env.STRIPE_IDENTITY_KEY ?? null,
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET ?? null,
    stripeApiBase: env.STRIPE_API_BASE ?? null,
    antom: antomOf(env),
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? null,
    bounceDomain: env.MAIL_BOUNCE_DOMAIN ?? null,
    bouncePort: env.MAIL_BOUNCE_PORT ?? null,
    bounceToken: env.MAIL_BOUNCE_TOKEN ?? null,
    refundsAddress: env.MAIL_REFUNDS_ADDRESS ?? null,
    refundsSecret: env.MAIL_REFUNDS_SECRET ?? null,
    sms: smsOf(env),
    livemode: env.TENURE_LIVEMODE,
    webhooksToLocal: env.TENURE_WEBHOOKS_TO_LOCAL ?? sandbox,
    dataDir: resolve(REPOSITORY, env.TENURE_DATA_DIR ?? ".data"),
    trustedProxies: (env.TENURE_TRUSTED_PROXIES ?? "").split(",").flatMap((each) => each.trim() || []),
    logLevel: env.LOG_LEVEL ?? (sandbox ? "warn" : "info"),
    metricsToken: env.METRICS_TOKEN ?? null,
    platformName: env.TENURE_PLATFORM_NAME,
    seller: {
      ...(env.TENURE_SELLER ?? {
        name: env.TENURE_PLATFORM_NAME,
        address: [],
        email: null,
        taxId: null,
        zone: "UTC",
      }),
      reverseCharge: reverseChargeIn(env.TENURE_TAX_TABLE ?? {}),
    },
    taxTable: env.TENURE_TAX_TABLE ?? null,
  };
}

/** All three or none: two thirds of an access are a mistake that should be seen at the start, not at the first payment. */
function antomOf(env: {
  readonly ANTOM_CLIENT_ID?: string | undefined;
  readonly ANTOM_PRIVATE_KEY?: string | undefined;
  readonly ANTOM_PUBLIC_KEY?: string | undefined;
  readonly ANTOM_API_BASE?: string | undefined;
  readonly ANTOM_REPORTS_DIR?: string | undefined;
}): AntomSettings | null {
  const given = {
    clientId: env.ANTOM_CLIENT_ID,
    privateKey: env.ANTOM_PRIVATE_KEY,
    publicKey: env.ANTOM_PUBLIC_KEY,
  };
  const { clientId, privateKey, publicKey } = given;
  if (clientId !== undefined && privateKey !== undefined && publicKey !== undefined)
    return {
      clientId,
      privateKey,
      publicKey,
      apiBase: env.ANTOM_API_BASE ?? ANTOM_API,
      reportsDir: env.ANTOM_REPORTS_DIR === undefined ? null : resolve(env.ANTOM_REPORTS_DIR),
    };
  if (clientId === undefined && privateKey === undefined && publicKey === undefined) return null;
  throw new StartError(
    "Antom needs ANTOM_CLIENT_ID, ANTOM_PRIVATE_KEY and ANTOM_PUBLIC_KEY together (see .env.example).",
  );
}

/** Account, token and sender together, or none of them. */
function smsOf(env: {
  readonly TENURE_SMS_URL?: string | undefined;
  readonly TENURE_SMS_ACCOUNT?: string | undefined;
  readonly TENURE_SMS_TOKEN?: string | undefined;
  readonly TENURE_SMS_FROM?: string | undefined;
}): SmsSettings | null {
  const { TENURE_SMS_ACCOUNT: account, TENURE_SMS_TOKEN: token, TENURE_SMS_FROM: from } = env;
  if (account !== undefined && token !== undefined && from !== undefined)
    return { url: env.TENURE_SMS_URL ?? SMS_API, account, token, from };
  if (account === undefined && token === undefined && from === undefined) return null;
  throw new StartError(
    "Text messages need TENURE_SMS_ACCOUNT, TENURE_SMS_TOKEN and TENURE_SMS_FROM together (see .env.example).",
  );
}
