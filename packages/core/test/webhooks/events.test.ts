import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import {
  delayAfterAttempt,
  isDead,
  isWebhookEventType,
  LIFECYCLES_WITHOUT_EVENTS,
  MAX_ATTEMPTS,
  retryAfterSeconds,
  WEBHOOK_SOURCES,
  webhookEventTypes,
  webhookPayload,
  webhookPayloadSchema,
} from "../../src/webhooks/index.ts";

const source = join(import.meta.dirname, "../../src");

async function lifecycleNames(): Promise<string[]> {
  const names: string[] = [];
  for (const file of globSync("**/*lifecycle.ts", { cwd: source })) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(source, file)).href);
    for (const value of Object.values(module))
      if (typeof value === "object" && value !== null && "table" in value && "name" in value)
        names.push(String(value.name));
  }
  return names;
}

describe("the catalogue", () => {
  it("has events for every lifecycle, or says why not", async () => {
    const names = await lifecycleNames();
    expect(names.length).toBeGreaterThan(25);
    for (const name of names)
      expect(
        [name in WEBHOOK_SOURCES && name !== "webhook_endpoint", name in LIFECYCLES_WITHOUT_EVENTS].filter(
          Boolean,
        ),
        name,
      ).toHaveLength(1);
  });

  it("names a type by what it is about and the state it came to", () => {
    for (const type of [
      "refund.refunded",
      "order.paid",
      "top_up.paid",
      "credit_lot.expiring",
      "subscription.past_due",
    ])
      expect(webhookEventTypes).toContain(type);
    expect(isWebhookEventType("refund.refunded")).toBe(true);
    expect(isWebhookEventType("refund.*")).toBe(false);
    expect(new Set(webhookEventTypes).size).toBe(webhookEventTypes.length);
  });
});

describe("a payload", () => {
  it("says which object changed and where to read it, and no more", () => {
    const payload = webhookPayload(
      {
        id: "0190a0a0-0000-7000-8000-000000000001",
        type: "top_up.paid",
        occurredAt: "2026-11-28T09:00:00.000Z",
        accountId: "0190a0a0-0000-7000-8000-0000000000aa",
        object: "order",
        objectId: "0190a0a0-0000-7000-8000-0000000000bb",
        sequence: 2,
      },
      "https://tenure.example.com",
    );
    expect(payload).toEqual({
      id: "0190a0a0-0000-7000-8000-000000000001",
      type: "top_up.paid",
      timestamp: "2026-11-28T09:00:00.000Z",
      accountId: "0190a0a0-0000-7000-8000-0000000000aa",
      data: { object: "order", id: "0190a0a0-0000-7000-8000-0000000000bb" },
      sequence: 2,
      link: "https://tenure.example.com/v1/orders/0190a0a0-0000-7000-8000-0000000000bb",
    });
    expect(webhookPayloadSchema.parse(payload)).toEqual(payload);
  });
});

describe("retries", () => {
  it("wait longer each time, for three days in all", () => {
    const waits = Array.from({ length: 10 }, (_, at) => delayAfterAttempt(at + 1));
    // 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, then no more.
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
    expect(MAX_ATTEMPTS).toBe(10);
  });

  it("wait as long as a receiver asks, a day at most, and never less than planned", () => {
    expect(delayAfterAttempt(1, 60)).toBe(60);
    expect(delayAfterAttempt(3, 60)).toBe(1800);
    expect(delayAfterAttempt(1, 10_000_000)).toBe(86_400);
    expect(delayAfterAttempt(10, 60)).toBeNull();
  });

  it("read both forms of Retry-After, and nothing else", () => {
    const now = Date.parse("2026-11-28T09:00:00Z");
    expect(retryAfterSeconds("120", now)).toBe(120);
    expect(retryAfterSeconds("Sat, 28 Nov 2026 09:01:00 GMT", now)).toBe(60);
    expect(retryAfterSeconds("Sat, 28 Nov 2026 08:00:00 GMT", now)).toBe(0);
    for (const text of [null, "", "soon", "-5", "12x", "1e3"])
      expect(retryAfterSeconds(text, now)).toBeNull();
  });

  it("end after five days without a success", () => {
    const since = Date.parse("2026-11-20T00:00:00Z");
    expect(isDead(since, Date.parse("2026-11-24T23:59:59.999Z"))).toBe(false);
    expect(isDead(since, Date.parse("2026-11-25T00:00:00Z"))).toBe(true);
  });
});
