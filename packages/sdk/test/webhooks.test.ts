import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { verifyWebhook, type WebhookVerificationError } from "../src/index.ts";

/** 32 bytes 0, 1, 2 … 31 in base64. */
const SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER = `whsec_${btoa("x".repeat(32))}`;
const NOW = Date.parse("2026-11-28T10:00:00.000Z");
const payload = { id: "1", type: "refund.refunded", note: "₩ 1" };
const body = JSON.stringify(payload);

/** Headers as the authors of Standard Webhooks sign them. */
const signed = (secret = SECRET, text = body, id = "msg_1") => ({
  "webhook-id": id,
  "webhook-timestamp": String(NOW / 1000),
  "webhook-signature": new Webhook(secret).sign(id, new Date(NOW), text),
});
const codeOf = async (params: Partial<Parameters<typeof verifyWebhook>[0]>): Promise<string> =>
  verifyWebhook({ body, headers: signed(), secret: SECRET, now: NOW, ...params }).then(
    () => "valid",
    (error: WebhookVerificationError) => error.code ?? error.name,
  );

describe("verifyWebhook", () => {
  it("returns what a signed delivery says, from text or bytes, with Headers or Node's", async () => {
    const bytes = new TextEncoder().encode(body);
    for (const [given, headers] of [
      [body, signed()],
      [bytes, new Headers(signed())],
    ] as const)
      expect(await verifyWebhook({ body: given, headers, secret: SECRET, now: NOW })).toEqual(payload);
  });

  it("believes either secret while one replaces the other", async () => {
    const { "webhook-signature": older, ...rest } = signed();
    const both = { ...rest, "webhook-signature": `${signed(OTHER)["webhook-signature"]} ${older}` };
    expect(await codeOf({ headers: both })).toBe("valid");
    expect(await codeOf({ headers: both, secret: OTHER })).toBe("valid");
    expect(await codeOf({ headers: signed(OTHER), secret: [SECRET, OTHER] })).toBe("valid");
  });

  it.each([
    ["another body", { body: `${body} ` }, "signature_wrong"],
    ["another secret", { secret: OTHER }, "signature_wrong"],
    ["another id", { headers: { ...signed(), "webhook-id": "msg_2" } }, "signature_wrong"],
    [
      "a signature of another version",
      { headers: { ...signed(), "webhook-signature": signed()["webhook-signature"].replace("v1,", "v2,") } },
      "signature_wrong",
    ],
    [
      "a signature that is no base64",
      { headers: { ...signed(), "webhook-signature": "v1,*" } },
      "signature_wrong",
    ],
    ["no signature", { headers: { ...signed(), "webhook-signature": "" } }, "header_missing"],
    ["no time", { headers: { ...signed(), "webhook-timestamp": "soon" } }, "timestamp_malformed"],
    ["what was signed 301 seconds ago", { now: NOW + 301_000 }, "timestamp_too_old"],
    ["what will be signed in 301 seconds", { now: NOW - 301_000 }, "timestamp_too_new"],
    ["a body that is no JSON", { body: "hello", headers: signed(SECRET, "hello") }, "body_malformed"],
    ["a secret that is none", { secret: "whsec_AAAA" }, "TypeError"],
  ])("does not believe %s", async (_, params, code) => {
    expect(await codeOf(params)).toBe(code);
  });
});
