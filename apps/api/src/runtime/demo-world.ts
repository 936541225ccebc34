import { randomBytes } from "node:crypto";
import { digestOf } from "@tenure/core/decision";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { updateBillingDetails } from "../accounts/billing.ts";
import { createAccount } from "../accounts/create.ts";
import { createAddOn } from "../add-ons/catalogue.ts";
import { addExchangeRate } from "../exchange-rates/add.ts";
import { DEMO_RATES } from "../exchange-rates/demo-rates.ts";
import { DEMO_ADD_ONS } from "../add-ons/demo-add-ons.ts";
import { DEMO_PRICE_LIST } from "../catalog/demo-prices.ts";
import { importPrices } from "../catalog/import-prices.ts";
import type { CommandContext } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { appointStaff } from "../identity/appoint-staff.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Services } from "./services.ts";

/** Somebody of the demo world, as the start prints them. */
export interface DemoLogin {
  readonly email: string;
  readonly password: string;
  readonly who: "customer" | "reviewer" | "administrator";
  /** TOTP secret for the authenticator page; null for those without a second factor. */
  readonly totpSecret: string | null;
}

/** Somebody the demo world makes. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly who: DemoLogin["who"];
  readonly language: "en" | "zh";
  readonly timeZone: string;
}

/** Everybody's. Known to all who read this file: the sandbox listens on the loopback interface only. */
export const DEMO_PASSWORD = "tenure demo 2026";

const PEOPLE: readonly DemoPerson[] = [
  {
    name: "Ada Lindqvist",
    email: "ada@example.com",
    who: "customer",
    language: "en",
    timeZone: "Europe/Stockholm",
  },
  { name: "柏然", email: "bo@example.com", who: "customer", language: "zh", timeZone: "Asia/Shanghai" },
  { name: "Rin Okafor", email: "rin@example.com", who: "reviewer", language: "en", timeZone: "UTC" },
  { name: "Max Ferreira", email: "max@example.com", who: "administrator", language: "en", timeZone: "UTC" },
];

/**
 * Puts a small world into an empty sandbox: prices, two customers with accounts, a reviewer and an administrator with
 * authenticators. Run again, it changes nothing that is there.
 */
export async function seedDemoWorld(services: Services): Promise<DemoLogin[]> {
  const { runner } = services;
  await runner.run(
    importPrices,
    { source: "demo prices of the sandbox", list: DEMO_PRICE_LIST },
    systemContext("start", null, `demo-prices:${digestOf(DEMO_PRICE_LIST)}`),
  );
  for (const addOn of DEMO_ADD_ONS)
    await runner.run(createAddOn, addOn, systemContext("start", null, `demo-add-on:${addOn.key}`));
  // At each start: a rate that is older than the policy allows is not charged by.
  for (const rate of DEMO_RATES)
    await runner.run(
      addExchangeRate,
      { ...rate, source: "demo rates of the sandbox", asOf: null },
      systemContext("start", null, newId()),
    );
  const logins: DemoLogin[] = [];
  for (const person of PEOPLE) {
    const loginId =
      person.who === "customer"
        ? await ensureCustomer(services, person)
        : await ensureLogin(services, person);
    if (person.who !== "customer")
      await runner.run(
        appointStaff,
        { email: person.email, role: person.who },
        systemContext("start", null, `demo-staff:${person.email}`),
      );
    logins.push({
      email: person.email,
      password: DEMO_PASSWORD,
      who: person.who,
      totpSecret: person.who === "customer" ? null : await ensureAuthenticator(services, loginId),
    });
  }
  return logins;
}

/** Finds or makes a customer with an account that is ready to buy. @returns the id of the login */
export async function ensureCustomer(services: Services, person: Omit<DemoPerson, "who">): Promise<string> {
  const loginId = await ensureLogin(services, person);
  await ensureAccount(services, person, loginId);
  return loginId;
}

/** Finds or makes a login whose address counts as verified. @returns its id */
async function ensureLogin(
  { auth, db }: Services,
  { name, email, language }: Omit<DemoPerson, "who">,
): Promise<string> {
  const found = await db.prisma.authUser.findUnique({ where: { email } });
  if (found !== null) return found.id;
  const { internalAdapter, password } = await auth.$context;
  const user = await internalAdapter.createUser(
    { name, email, language, emailVerified: true },
    { method: "email-password" },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: "credential",
    accountId: user.id,
    password: await password.hash(DEMO_PASSWORD),
  });
  return user.id;
}

async function ensureAccount(
  { runner, db, env }: Services,
  { name, email, language, timeZone }: Omit<DemoPerson, "who">,
  loginId: string,
): Promise<void> {
  const owned = await db.within(PLATFORM, (tx) => tx.member.findFirst({ where: { loginId, role: "owner" } }));
  if (owned !== null) return;
  const now = await db.within(PLATFORM, (tx) => readClock(tx, null));
  const as = (accountId: string | null): CommandContext => ({
    actor: { kind: "login", id: loginId },
    accountId,
    asPlatform: false,
    requestId: null,
    idempotencyKey: "demo-world",
  });
  const { answer } = await runner.run(
    createAccount(env.livemode),
    { currency: "USD", timeZone, language, termsVersion: policyAt(now).version },
    as(null),
  );
  await runner.run(
    updateBillingDetails,
    { fullName: name, email, ...ADDRESSES[language], taxId: null },
    as(answer.accountId),
  );
}

const ADDRESSES = {
  en: { country: "SE", addressLine: "Storgatan 1", city: "Stockholm", region: null, postalCode: "111 51" },
  zh: { country: "CN", addressLine: "南京西路 1 号", city: "上海", region: "SH", postalCode: "200041" },
} as const;

/** Finds or enrols an authenticator, in better-auth's own form. @returns its secret in base32 */
export async function ensureAuthenticator({ auth, db }: Services, loginId: string): Promise<string> {
  const { secretConfig, adapter, internalAdapter } = await auth.$context;
  const found = await db.prisma.authTwoFactor.findFirst({ where: { userId: loginId } });
  if (found !== null) return base32(await symmetricDecrypt({ key: secretConfig, data: found.secret }));
  const secret = randomBytes(24).toString("base64url");
  await adapter.create({
    model: "twoFactor",
    data: {
      userId: loginId,
      secret: await symmetricEncrypt({ key: secretConfig, data: secret }),
      backupCodes: await symmetricEncrypt({ key: secretConfig, data: "[]" }),
      verified: true,
    },
  });
  await internalAdapter.updateUser(loginId, { twoFactorEnabled: true });
  return base32(secret);
}

/** RFC 4648 base32 of a text's bytes: how authenticator apps take a secret. */
function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)] ?? "")
    .join("");
}
