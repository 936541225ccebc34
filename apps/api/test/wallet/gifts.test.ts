import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

const test = await testApp();

it("R3.4: administrators find every gift by reason or account, with who gave it; a revoked one says so", async () => {
  const ada = await signUp(test, "ada");
  const accountId = await openAccount(test, ada);
  const administrator = await staff(test, "administrator");
  const give = (dollars: string, reason: string) =>
    administrator.mutate("wallet.grantGift", {
      accountId,
      amount: { amount: dollars, currency: "USD" },
      reason,
      expiryDays: null,
    });
  expect((await give("10", "100% sorry for the outage")).status).toBe(200);
  const second = await give("5", "conference voucher");
  await administrator.mutate("wallet.revokeGift", {
    accountId,
    lotId: second.data["lotId"],
    reason: "given twice",
  });
  const found = async (input: Record<string, unknown>) => {
    const { data } = await administrator.query("wallet.gifts", input);
    return (
      data["items"] as { lot: { reason: string; state: string }; givenBy: string; account: { id: string } }[]
    ).map(({ lot, givenBy, account }) => [lot.reason, lot.state, givenBy, account.id]);
  };
  const [sorry, voucher] = [
    ["100% sorry for the outage", "open", "administrator", accountId],
    ["conference voucher", "revoked", "administrator", accountId],
  ];
  expect(await found({})).toEqual([voucher, sorry]);
  // LIKE's own characters are characters like any other.
  expect(await found({ query: "0% s" })).toEqual([sorry]);
  expect(await found({ query: "%%" })).toEqual([]);
  expect(await found({ query: "VOUCHER" })).toEqual([voucher]);
  expect(await found({ state: "revoked" })).toEqual([voucher]);
  expect((await ada.query("wallet.gifts", {})).status).toBe(403);
});

it("R3.4: an expired gift is found as expired before any job came by", async () => {
  const grace = await signUp(test, "grace");
  const accountId = await openAccount(test, grace);
  const administrator = await staff(test, "administrator");
  await administrator.mutate("wallet.grantGift", {
    accountId,
    amount: { amount: "1", currency: "USD" },
    reason: "short gift",
    expiryDays: 1,
  });
  await test.database.sql("UPDATE account SET clock_offset_ms = 86400000 WHERE id = $1", [accountId]);
  const { data } = await administrator.query("wallet.gifts", { query: "short gift", state: "expired" });
  expect(data["items"]).toMatchObject([{ lot: { state: "expired", remaining: { amount: "1.00" } } }]);
});
