import { expect, it } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { insertApiKey } from "../support/api-key.ts";
import { openMarket } from "../support/market.ts";
import { signUp } from "../support/people.ts";
import { openChange } from "../subject-changes/handover-world.ts";

const market = await openMarket();
const customer = await market.customer();

const keyWith = async (...scopes: string[]) => {
  const key = `tnr_test_${newId()}`;
  await insertApiKey(market.database, customer.accountId, key, scopes);
  return async (method: "GET" | "POST", path: string, body?: object) => {
    const answer = await fetch(`${market.base}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": newId() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
};

it("R4.5: a program whose key was given the right submits what the preview showed, once, and nothing else", async () => {
  const orderId = await customer.subscribe("pro");
  const [reads, writes] = [await keyWith("refunds:read"), await keyWith("refunds:read", "refunds:write")];
  const path = `/orders/${orderId}/refund`;
  const preview = await reads("GET", `${path}-preview`);
  const { previewToken } = preview.body;
  expect((await reads("POST", path, { previewToken })).body["code"]).toBe("scope_missing");
  expect((await writes("POST", path, { previewToken: "made.up" })).status).toBeGreaterThanOrEqual(400);
  await customer.use(1);
  const submitted = await writes("POST", path, { previewToken });
  expect(submitted.status).toBe(201);
  expect((await writes("POST", path, { previewToken })).status).toBe(409);

  await market.runJobs();
  // $20.00 − $0.01 = $19.99, less five per cent is $18.9905, and down to a cent $18.99.
  const refundId = String(submitted.body["refundId"]);
  const { body: refund } = await reads("GET", `/refunds/${refundId}`);
  expect(refund).toMatchObject({ state: "refunded", final: { amount: "18.99", currency: "USD" } });
  const tooLate = await writes("POST", `/refunds/${refundId}/cancellation`, {});
  expect(tooLate.status).toBe(409);
  expect(
    await market.database.sql(
      "SELECT actor_kind FROM audit_row WHERE action = 'refunds.submit' AND account_id = $1",
      [customer.accountId],
    ),
  ).toEqual([{ actor_kind: "api_key" }]);
});

it("a program follows a change of holder without learning who and why, and takes no part in it", async () => {
  const nora = await signUp(market, "nora");
  const { changeId } = await openChange(market, customer.accountId, nora.loginId);
  const follows = await keyWith("subject_changes:read");
  const { body } = await follows("GET", "/subject-changes");
  expect(body).toMatchObject({ items: [{ id: changeId }], nextCursor: null });
  const one = await follows("GET", `/subject-changes/${changeId}`);
  expect(Object.keys(one.body).toSorted()).toEqual([
    "createdAt",
    "effectiveAt",
    "endedAt",
    "ground",
    "id",
    "invitation",
    "review",
    "state",
    "submittedAt",
  ]);
  expect((await follows("POST", `/subject-changes/${changeId}/withdrawal`, {})).body["code"]).toBe(
    "forbidden",
  );
  expect((await follows("POST", "/subject-changes", { ground: "merger" })).body["code"]).toBe("forbidden");
  expect((await follows("GET", `/subject-changes/${newId()}`)).status).toBe(404);
  expect((await (await keyWith("refunds:read"))("GET", "/subject-changes")).body["code"]).toBe(
    "scope_missing",
  );
});
