import { expect } from "@playwright/test";
import { type Customer, type CustomerOptions, newCustomer } from "./people.ts";
import { sandboxUrl } from "./product.ts";
import { identity, PASSWORD } from "./session.ts";
import { Authenticator } from "./staff.ts";

/** A customer whose account has a verified holder with a verified phone, and a second factor. */
export interface Holder extends Customer {
  readonly phone: string;
  readonly authenticator: Authenticator;
}

/** Somebody whose account can pass to another holder. The name is what the document shows. */
export async function newHolder(
  given: string,
  family: string,
  options: CustomerOptions = {},
): Promise<Holder> {
  const customer = await newCustomer(`${given} ${family}`, options);
  await verify(customer, given, family);
  const { totpURI } = await identity<{ totpURI: string }>(customer, "/two-factor/enable", {
    password: PASSWORD,
  });
  const authenticator = new Authenticator(new URL(totpURI).searchParams.get("secret") ?? "");
  await identity(customer, "/two-factor/verify-totp", { code: await authenticator.code() });
  // One that nobody else has: codes to a number are counted, whoever asks.
  const phone = `+4670${String(crypto.getRandomValues(new Uint32Array(1))[0])
    .slice(-7)
    .padStart(7, "1")}`;
  const { accountId, api } = customer;
  const { phoneId } = await api.phones.add.mutate({ accountId, number: phone });
  await api.phones.confirmCode.mutate({
    accountId,
    purpose: "verify_phone",
    ref: phoneId,
    code: await codeTo(phone),
  });
  return { ...customer, phone, authenticator };
}

/** Shows a document at the simulated identity check. */
async function verify({ accountId, api }: Customer, given: string, family: string): Promise<void> {
  const { url } = await api.holder.verify.mutate({ accountId, given, family });
  if (url === null) throw new Error("the page of the identity check was not opened");
  // Another number is another person: the same one would hold both accounts.
  const number = `P${Math.floor(Math.random() * 10_000_000)}`;
  await fetch(`${url}/submit`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ outcome: "verified", given, family, country: "SE", number }),
  });
  await expect
    .poll(async () => (await api.holder.get.query({ accountId })).basis, { timeout: 20_000 })
    .toBe("verified");
}

/** The newest code that was sent to a phone since `seen`. */
export async function codeTo(phone: string, seen = ""): Promise<string> {
  let code = "";
  await expect
    .poll(
      async () => {
        const page = await (await fetch(`${sandboxUrl()}/phone?to=${encodeURIComponent(phone)}`)).text();
        code = /<p>[^<]*?(\d{6})/.exec(page)?.[1] ?? "";
        return code === seen ? "" : code;
      },
      { message: `a code to ${phone}`, timeout: 20_000, intervals: [100, 200, 400] },
    )
    .toMatch(/^\d{6}$/);
  return code;
}
