import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { newSecret, signWebhook, verifyWebhook } from "../../src/webhooks/index.ts";

const NOW = 1_800_000_000;
const ID = "0190a0a0-0000-7000-8000-000000000001";
const BODY = '{"type":"refund.refunded","amount":"₩ 1"}';
/** 32 bytes 0, 1, 2 … 31 in base64. */
const SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER = newSecret(new Uint8Array(32).fill(7));
const signed = signWebhook(ID, NOW, BODY, [SECRET]);

describe("a secret", () => {
  it("is its bytes in base64 behind whsec_", () => {
    expect(newSecret(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe(SECRET);
    expect(() => newSecret(new Uint8Array(16))).toThrow(RangeError);
  });

  it.each(["whsec_", "whsec_AAAA", "whsec_not base64 not base64 not base64 not bas", ""])(
    "is not %j",
    (secret) => {
      expect(() => signWebhook(ID, NOW, BODY, [secret])).toThrow(RangeError);
    },
  );
});

describe("a signature", () => {
  it("is HMAC-SHA256 of id, time and body", () => {
    const by = createHmac("sha256", Buffer.from(SECRET.slice(6), "base64"));
    const expected = by.update(`${ID}.1800000000.${BODY}`).digest("base64");
    expect(signed).toEqual({
      "webhook-id": ID,
      "webhook-timestamp": "1800000000",
      "webhook-signature": `v1,${expected}`,
    });
  });

  it("counts under either secret while one replaces the other, and under no third", () => {
    const both = signWebhook(ID, NOW, BODY, [OTHER, SECRET]);
    expect(verifyWebhook(both, BODY, SECRET, NOW)).toBe("valid");
    expect(verifyWebhook(both, BODY, OTHER, NOW)).toBe("valid");
    expect(verifyWebhook(both, BODY, newSecret(new Uint8Array(32)), NOW)).toBe("signature_wrong");
  });

  it("counts five minutes before and after, and not a second longer", () => {
    const at = (now: number) => verifyWebhook(signed, BODY, SECRET, now);
    expect([at(NOW - 301), at(NOW - 300), at(NOW + 300), at(NOW + 301)]).toEqual([
      "timestamp_too_new",
      "valid",
      "valid",
      "timestamp_too_old",
    ]);
  });

  it("needs its three headers, and a time that is one", () => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"] as const)
      expect(verifyWebhook({ ...signed, [name]: "" }, BODY, SECRET, NOW)).toBe("header_missing");
    for (const text of ["soon", "1e9", "-1", "1800000000.5"])
      expect(verifyWebhook({ ...signed, "webhook-timestamp": text }, BODY, SECRET, NOW)).toBe(
        "timestamp_malformed",
      );
  });

  it("of another version is passed over", () => {
    const v1 = signed["webhook-signature"];
    expect(verifyWebhook({ ...signed, "webhook-signature": `v1a,abc ${v1}` }, BODY, SECRET, NOW)).toBe(
      "valid",
    );
    expect(
      verifyWebhook({ ...signed, "webhook-signature": v1.replace("v1,", "v2,") }, BODY, SECRET, NOW),
    ).toBe("signature_wrong");
  });
});

/** The verifier of the standard's authors. It reads the machine's clock, so what it is shown is signed now. */
const accepts = (headers: Record<string, string>, body: string, secret: string): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};
const jsonBody = fc.json();
const secretBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("the reference verifier of Standard Webhooks", () => {
  it("accepts what we sign, and ours accepts what it signs", () => {
    fc.assert(
      fc.property(jsonBody, secretBytes, fc.uuid(), (body, bytes, id) => {
        const secret = newSecret(bytes);
        const now = Math.floor(Date.now() / 1000);
        expect(accepts({ ...signWebhook(id, now, body, [secret]) }, body, secret)).toBe(true);
        const theirs = new Webhook(secret).sign(id, new Date(now * 1000), body);
        expect(signWebhook(id, now, body, [secret])["webhook-signature"]).toBe(theirs);
      }),
    );
  });

  it("rejects, as ours does, whatever was altered by one character", () => {
    fc.assert(
      fc.property(
        jsonBody,
        secretBytes,
        fc.nat(),
        fc.constantFrom("body", "id", "time"),
        (body, bytes, at, what) => {
          const secret = newSecret(bytes);
          const now = Math.floor(Date.now() / 1000);
          const headers = signWebhook(ID, now, body, [secret]);
          const place = at % body.length;
          const altered = `${body.slice(0, place)}${body[place] === "x" ? "y" : "x"}${body.slice(place + 1)}`;
          const [sent, got] = {
            body: [headers, altered],
            id: [{ ...headers, "webhook-id": `${ID}x` }, body],
            time: [{ ...headers, "webhook-timestamp": String(now + 1) }, body],
          }[what] as [typeof headers, string];
          expect(accepts({ ...sent }, got, secret)).toBe(false);
          expect(verifyWebhook(sent, got, secret, now)).toBe("signature_wrong");
        },
      ),
    );
  });
});
