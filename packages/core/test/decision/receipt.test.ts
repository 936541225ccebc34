import { createPrivateKey, createPublicKey, verify as nodeVerify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, publicKeyOf, type SigningKey, sign, verify } from "../../src/decision/index.ts";

/** RFC 8032 section 7.1, test 1. */
const key: SigningKey = {
  keyId: "rfc8032-1",
  secretKey: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
};
const published = publicKeyOf(key);
const purpose = "tenure.decision.v1";
const body: Json = {
  kind: "refund.subscription",
  lines: [{ key: "paid", amountNanos: "20000000000" }],
  note: "退款 😀",
};
const signed = sign(purpose, body, key);

describe("receipts", () => {
  it("derive the public key of RFC 8032, test 1", () => {
    expect(published.publicKey).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  });

  it("verify with the published key, and again after a trip through JSON", () => {
    expect(verify(signed, purpose, [published])).toEqual({ valid: true });
    expect(verify(JSON.parse(JSON.stringify(signed)), purpose, [published])).toEqual({ valid: true });
  });

  it("verify with OpenSSL too, over purpose, line break and canonical body", () => {
    const pkcs8 = Buffer.from(`302e020100300506032b657004220420${key.secretKey}`, "hex");
    const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
    const text =
      'tenure.decision.v1\n{"kind":"refund.subscription","lines":[{"amountNanos":"20000000000","key":"paid"}],"note":"退款 😀"}';
    expect(nodeVerify(null, Buffer.from(text), publicKey, Buffer.from(signed.signature, "hex"))).toBe(true);
  });

  it("show any altered byte of the file", () => {
    const bytes = Buffer.from(JSON.stringify(signed));
    const valid: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [0x01, 0x10, 0x20]) {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ flip;
        try {
          const text = new TextDecoder("utf-8", { fatal: true }).decode(altered);
          if (verify(JSON.parse(text), purpose, [published]).valid) valid.push(at);
        } catch {
          // No UTF-8 or no JSON any more: shown as well.
        }
      }
    }
    expect(valid).toEqual([]);
  });

  it("show anything added, also under names that parsers like to drop", () => {
    const text = JSON.stringify(signed);
    for (const added of [
      '"extra":1',
      '"__proto__":{"outcome":"granted"}',
      '"__proto__":1',
      '"constructor":1',
    ]) {
      for (const altered of [
        text.replace('"body":{', `"body":{${added},`),
        text.replace('"lines":[{', `"lines":[{${added},`),
        text.replace("{", `{${added},`),
      ]) {
        expect(altered).not.toBe(text);
        expect(verify(JSON.parse(altered), purpose, [published]).valid).toBe(false);
      }
    }
  });

  it("say what is wrong", () => {
    const other = publicKeyOf({ keyId: key.keyId, secretKey: "22".repeat(32) });
    expect(verify(signed, "tenure.preview.v1", [published])).toEqual({
      valid: false,
      reason: "wrong_purpose",
    });
    expect(verify(signed, purpose, [])).toEqual({ valid: false, reason: "unknown_key" });
    expect(verify(signed, purpose, [other])).toEqual({ valid: false, reason: "bad_signature" });
    expect(verify({ ...signed, body: { kind: "x" } }, purpose, [published])).toEqual({
      valid: false,
      reason: "digest_mismatch",
    });
    expect(verify({ ...signed, signature: "zz" }, purpose, [published])).toEqual({
      valid: false,
      reason: "malformed",
    });
  });

  it("of a preview can never pass as a decision's, even when relabelled", () => {
    const preview = sign("tenure.preview.v1", body, key);
    expect(verify(preview, purpose, [published])).toEqual({ valid: false, reason: "wrong_purpose" });
    expect(verify({ ...preview, purpose }, purpose, [published])).toEqual({
      valid: false,
      reason: "bad_signature",
    });
  });

  it("survive a rotation: old receipts verify while their key is published", () => {
    const next: SigningKey = { keyId: "next", secretKey: "33".repeat(32) };
    const keys = [publicKeyOf(next), published];
    expect(verify(signed, purpose, keys)).toEqual({ valid: true });
    expect(verify(sign(purpose, body, next), purpose, keys)).toEqual({ valid: true });
  });

  it("are never an exception, whatever is handed in", () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 20_000; depth += 1) nested = [nested];
    const hostile = [
      { ...signed, body: nested },
      { ...signed, body: { amount: 1.5 } },
      { ...signed, body: "\ud800" },
    ];
    for (const candidate of hostile) expect(verify(candidate, purpose, [published]).valid).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (candidate) => {
        expect(verify(candidate, purpose, [published]).valid).toBe(false);
      }),
      { seed: 20261120, numRuns: 500 },
    );
  });
});
