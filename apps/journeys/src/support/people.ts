import { policyAt } from "@tenure/core/policy";
import { linkIn, mailTo } from "./mail.ts";
import { identity, newSession, PASSWORD, type Session } from "./session.ts";

/** Password of everybody in the demo world, as the start prints it. */
export const DEMO_PASSWORD = "tenure demo 2026";

/** Somebody with an account of their own. */
export interface Customer extends Session {
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
}

/** How a customer differs from the usual one. */
export interface CustomerOptions {
  readonly language?: "en" | "zh";
  readonly timeZone?: string;
}

/** An address nobody else has. */
export const freshEmail = (name: string): string =>
  `${name.toLowerCase().replace(/[^a-z]/g, "") || "customer"}-${crypto.randomUUID().slice(0, 8)}@example.com`;

/** A login with a verified address, made through the API and the mail; it has no account. */
export async function newLogin(
  name: string,
  language: "en" | "zh" = "en",
): Promise<Session & { email: string }> {
  const session = await newSession();
  const email = freshEmail(name);
  await identity(session, "/sign-up/email", { name, email, password: PASSWORD, language });
  // The link signs in: its answer leaves the cookie in the session.
  await session.request.get(linkIn(await mailTo(email, /confirm|验证/i)));
  return { ...session, email };
}

/** A customer with an open account and billing details, ready to buy. */
export async function newCustomer(name: string, options: CustomerOptions = {}): Promise<Customer> {
  const { language = "en", timeZone = "Europe/Stockholm" } = options;
  const login = await newLogin(name, language);
  const { accountId } = await login.api.accounts.create.mutate({
    name,
    currency: "USD",
    timeZone,
    language,
    termsVersion: policyAt(new Date().toISOString()).version,
  });
  await login.api.accounts.billing.update.mutate({
    accountId,
    fullName: name,
    email: login.email,
    country: "SE",
    addressLine: "Storgatan 1",
    city: "Stockholm",
    postalCode: "111 51",
    taxId: null,
  });
  return { ...login, name, accountId };
}
