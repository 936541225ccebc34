import { expect, it } from "vitest";
import { POLICIES } from "@tenure/core/policy";
import { termsOf } from "../../src/subscriptions/terms-text.ts";
import { browser, enrol, openAccount, type Person, signUp, staff, totp } from "../support/people.ts";
import { openWorld } from "./world.ts";

const world = await openWorld();

const money = (amount: string) => ({ amount, currency: "USD" });
const terms = { amount: money("20.00"), threshold: money("5.00"), monthlyCap: money("100.00") };

/** Signs somebody up who has an account, billing details, credits of $10.00 and so a saved card. */
async function customer(): Promise<{ person: Person; accountId: string; paymentMethodId: string }> {
  const person = await signUp(world, "ada");
  const accountId = await openAccount(world, person);
  await person.mutate("accounts.billing.update", {
    fullName: "Ada Lovelace",
    email: person.email,
    country: "GB",
    addressLine: "1 St James Square",
    city: "London",
    postalCode: "SW1Y 4JU",
    taxId: null,
  });
  const policy = POLICIES.at(-1);
  if (policy === undefined) throw new Error("no policy");
  const bought = await person.mutate("topUps.create", {
    amount: money("10.00"),
    terms: termsOf(policy, "en"),
  });
  expect(bought.status).toBe(200);
  const session = /cs_test_\w+/.exec(String(bought.data["checkoutUrl"]))?.[0] ?? "";
  world.stripe.control.payCheckout(session);
  await world.runJobs();
  const methods = (await person.query("paymentMethods.list", {})).data as unknown as { id: string }[];
  return { person, accountId, paymentMethodId: methods[0]?.id ?? "" };
}

it("an owner reviews, proves who it is, agrees to the words, and switches it off at any time", async () => {
  const { person, accountId, paymentMethodId } = await customer();
  expect((await person.query("autoTopUp.get", {})).data).toMatchObject({
    state: "off",
    terms: null,
    actions: ["switch_on"],
  });
  const review = await person.query("autoTopUp.review", { ...terms, paymentMethodId, language: "en" });
  expect(review.data).toMatchObject({
    total: money("20.00"),
    chargesAtOnce: false,
    consent: {
      text: "Whenever my balance falls below $5.00, charge $20.00 to Visa •••• 4242 and add $20.00 in credits: at most $100.00 in each calendar month, until I switch it off.",
    },
  });
  const { text: _, ...consent } = (review.data as { consent: Record<string, string> }).consent;
  const agree = (as: Person, change: object = {}) =>
    as.mutate("autoTopUp.set", { accountId, ...terms, paymentMethodId, consent, ...change });
  // Without a second factor nobody gives a standing right to charge the card.
  expect((await agree(person)).problem.code).toBe("second_factor_required");
  const owner = await enrol(person, world);
  expect((await owner.mutate("identity.stepUp", { code: totp(owner.secret, 1) })).status).toBe(200);
  // T6.1: agreed to $20.00, sent with $21.00.
  const other = await agree(owner, { amount: money("21.00") });
  expect(other.problem.code).toBe("auto_top_up_consent_missing");
  expect((await agree(owner)).data).toMatchObject({ state: "on" });
  expect((await owner.query("autoTopUp.get", {})).data).toMatchObject({
    state: "on",
    terms: { amount: money("20.00"), method: "Visa •••• 4242" },
    monthCharged: money("0.00"),
    actions: ["change", "switch_off"],
  });
  expect((await owner.query("paymentMethods.list", {})).data).toMatchObject([{ usedByAutoTopUp: true }]);
  const [kept] = await world.database.sql(
    `SELECT c.kind, c.version, c.text_hash, c.language, c.login_id FROM consent c JOIN auto_top_up t ON t.consent_id = c.id
      WHERE t.account_id = $1`,
    [accountId],
  );
  expect(kept).toEqual({
    kind: "auto_top_up",
    version: "auto-top-up-1",
    text_hash: consent["hash"],
    language: "en",
    login_id: person.loginId,
  });
  expect((await owner.mutate("autoTopUp.switchOff")).data).toEqual({ state: "off", ended: true });
  expect((await owner.mutate("autoTopUp.switchOff")).data).toEqual({ state: "off", ended: false });
});

it("a member reads, a key reads, staff read; none of them switches it or sees more than a label", {
  tags: ["deep"],
}, async () => {
  const { person, accountId } = await customer();
  const member = await signUp(world, "member");
  await world.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
    accountId,
    member.loginId,
  ]);
  const administrator = await staff(world, "administrator");
  const { data } = await person.mutate("partners.keys.create", { name: "gateway", scopes: ["wallet:read"] });
  const key = { authorization: `Bearer ${String(data["key"])}` };
  const rest = await browser(world).send("GET", "/v1/auto-top-up", undefined, key);
  expect([rest.statusCode, rest.json()]).toMatchObject([200, { state: "off", runs: [] }]);
  expect((await member.query("autoTopUp.get", { accountId })).data).toMatchObject({ actions: [] });
  expect((await administrator.query("autoTopUp.get", { accountId })).data).toMatchObject({ actions: [] });
  const [method] = (await administrator.query("paymentMethods.list", { accountId }))
    .data as unknown as object[];
  expect(Object.keys(method ?? {}).sort()).toEqual([
    "brand",
    "expMonth",
    "expYear",
    "id",
    "isDefault",
    "label",
    "last4",
    "neededBySubscription",
    "provider",
    "savedAt",
    "usedByAutoTopUp",
    "validity",
  ]);
  for (const who of [member, administrator]) {
    expect((await who.mutate("autoTopUp.switchOff", { accountId })).problem.code).toBe("forbidden");
    expect(
      (await who.mutate("paymentMethods.remove", { accountId, paymentMethodId: crypto.randomUUID() })).problem
        .code,
    ).toBe("forbidden");
  }
  const bareKey = await browser(world).mutate("autoTopUp.switchOff", { accountId }, key);
  expect(bareKey.problem.code).toBe("forbidden");
});
