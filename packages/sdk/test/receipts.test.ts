import { type Json, publicKeyOf, sign, verify } from "@tenure/core/decision";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyReceipt } from "../src/receipts.ts";

const key = { keyId: "key-1", secretKey: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60" };
const keys = [publicKeyOf(key)];
const body = {
  rule: "refunds.subscription",
  lines: [{ code: "price", amountNanos: "20000000000" }],
  ключ: '值 😀 "\n',
  count: 3,
  none: null,
};
const receipt = sign("tenure.decision.v1", body, key);

describe("a receipt, without a request", () => {
  it("is genuine, also when its members come in another order", async () => {
    expect(await verifyReceipt({ receipt, keys })).toEqual({ valid: true });
    const turned = JSON.parse(
      JSON.stringify({ ...receipt, body: Object.fromEntries(Object.entries(body).toReversed()) }),
    );
    expect(await verifyReceipt({ receipt: turned, keys })).toEqual({ valid: true });
  });

  it.each([
    ["another amount", { ...receipt, body: { ...body, lines: [] } }, "digest_mismatch"],
    [
      "another amount and its digest",
      { ...sign("tenure.decision.v1", { ...body, count: 4 }, key), signature: receipt.signature },
      "bad_signature",
    ],
    ["a signature of another purpose", sign("tenure.preview.v1", body, key), "wrong_purpose"],
    [
      "one that claims another purpose",
      { ...sign("tenure.preview.v1", body, key), purpose: "tenure.decision.v1" },
      "bad_signature",
    ],
    ["a key that nobody published", { ...receipt, keyId: "key-2" }, "unknown_key"],
    ["something beside it", { ...receipt, note: "approved" }, "malformed"],
    ["a float", { ...receipt, body: { amount: 1.5 } }, "malformed"],
    ["half a signature", { ...receipt, signature: receipt.signature.slice(2) }, "malformed"],
    ["nothing", null, "malformed"],
  ])("is none with %s", async (_, candidate, reason) => {
    expect(await verifyReceipt({ receipt: candidate, keys })).toEqual({ valid: false, reason });
  });

  it("is genuine here exactly when it is for the server, whatever is in it and whichever byte is changed", async () => {
    const changes = fc.record({ body: fc.jsonValue(), at: fc.nat(127), by: fc.integer({ min: 0, max: 15 }) });
    await fc.assert(
      fc.asyncProperty(changes, async ({ body: any, at, by }) => {
        let signed: ReturnType<typeof sign>;
        try {
          signed = sign("tenure.decision.v1", any as Json, key);
        } catch {
          // Floats cannot be signed.
          return;
        }
        const digit = (Number.parseInt(signed.signature[at] ?? "0", 16) ^ by).toString(16);
        const changed = {
          ...signed,
          signature: signed.signature.slice(0, at) + digit + signed.signature.slice(at + 1),
        };
        expect(await verifyReceipt({ receipt: changed, keys })).toEqual(
          verify(changed, "tenure.decision.v1", keys),
        );
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });
});
