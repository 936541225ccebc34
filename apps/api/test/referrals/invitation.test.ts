import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

const test = await testApp();

const referralsOf = (accountId: string) =>
  test.database.sql<{ referrer_account_id: string; state: string }>(
    "SELECT referrer_account_id, state FROM referral WHERE referred_account_id = $1",
    [accountId],
  );

async function inviter() {
  const person = await signUp(test, "ada");
  const accountId = await openAccount(test, person);
  const { data } = await person.mutate("referrals.invite", {});
  return { person, accountId, code: String(data["code"]) };
}

/** A browser that followed a link with this code, signed up and opened its account. */
async function follow(code: string) {
  const person = await signUp(test, "grace");
  // What the sign-up page leaves in the browser.
  person.jar.set("tenure_ref", code);
  return { person, accountId: await openAccount(test, person) };
}

it("an account has one code for ever, and a link that leads to sign-up", async () => {
  const { person, code } = await inviter();
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
  expect((await person.mutate("referrals.invite", {})).data["code"]).toBe(code);
  const { data } = await person.query("referrals.programme", {});
  expect(data).toMatchObject({
    code,
    link: `${test.services.env.publicUrl}/dashboard/sign-up?ref=${code}`,
    offer: {
      reward: { amount: "5.00", currency: "USD" },
      minimumOrder: { amount: "10.00", currency: "USD" },
    },
    invited: 0,
    rewarded: 0,
    earned: { amount: "0.00", currency: "USD" },
  });
});

it("who opens an account by a link was invited by its owner, in capitals or not", async () => {
  const { person, accountId, code } = await inviter();
  const invited = await follow(code.toLowerCase());
  expect(await referralsOf(invited.accountId)).toEqual([
    { referrer_account_id: accountId, state: "invited" },
  ]);
  const { data } = await person.query("referrals.list", {});
  const items = data["items"] as Record<string, unknown>[];
  expect(items).toHaveLength(1);
  // How it stands, and nothing that tells who it is.
  expect(items[0]).toMatchObject({ state: "invited", dueAt: null, reward: null, reason: null });
  expect(JSON.stringify(data)).not.toContain(invited.accountId);
  expect(JSON.stringify(data)).not.toContain(invited.person.email);
});

it.each(["ZZZZZZZZ", "no code", "<script>", "A".repeat(4000)])(
  "a code that nobody has (%#) is ignored: the account opens all the same",
  async (code) => {
    const { accountId } = await follow(encodeURIComponent(code));
    expect(await referralsOf(accountId)).toEqual([]);
  },
);

it("R3.5: a browser keeps its device through both accounts, hashed under the product's secret", async () => {
  const { person, accountId } = await inviter();
  const device = person.jar.get("tenure_device") ?? "";
  expect(device).toMatch(/^[0-9a-f]{32}$/);
  const rows = await test.database.sql<{ device_hash: string }>(
    "SELECT device_hash FROM account_device WHERE account_id = $1",
    [accountId],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.device_hash).not.toBe(device);
  const other = await inviter();
  const [known] = await test.database.sql<{ device_hash: string }>(
    "SELECT device_hash FROM account_device WHERE account_id = $1",
    [other.accountId],
  );
  expect(known?.device_hash).not.toBe(rows[0]?.device_hash);
});

it("a suspended account's link invites nobody", async () => {
  const { accountId, code } = await inviter();
  await test.database.sql("UPDATE account SET state = 'suspended' WHERE id = $1", [accountId]);
  const invited = await follow(code);
  expect(await referralsOf(invited.accountId)).toEqual([]);
});

it("staff see both sides and why; customers see neither procedure nor each other", async () => {
  const { person, accountId, code } = await inviter();
  const invited = await follow(code);
  const reviewer = await staff(test, "reviewer");
  const { data } = await reviewer.query("referrals.search", { accountId: invited.accountId });
  expect(data["items"]).toMatchObject([
    {
      referrer: { accountId },
      referred: { accountId: invited.accountId },
      state: "invited",
      order: null,
      shared: [],
    },
  ]);
  expect((await person.query("referrals.search", {})).status).toBe(403);
  // The invited account's own list is empty: it invited nobody.
  expect((await invited.person.query("referrals.list", {})).data["items"]).toEqual([]);
});
