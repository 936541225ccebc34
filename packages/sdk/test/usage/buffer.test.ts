import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usageBuffer } from "../../src/usage/buffer.ts";
import { event, usageServer, type Weather } from "./usage-server.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `req-${index}`);

describe("a buffer of usage", () => {
  it("sends full batches by itself, and what is left when it is closed: each event once", async () => {
    const server = usageServer();
    const buffer = usageBuffer(server.usage, { maxBatchEvents: 10, flushIntervalMs: 60_000 });
    for (const id of ids(25)) await buffer.add(event(id));
    expect(await buffer.close()).toEqual([]);
    expect([...server.recorded.keys()]).toEqual(ids(25));
    // Two full batches of ten, and five that were left.
    expect(server.requests.map(({ body }) => (body["events"] as unknown[]).length)).toEqual([10, 10, 5]);
  });

  it("sends what is less than a batch after its time", async () => {
    const server = usageServer();
    const buffer = usageBuffer(server.usage, { flushIntervalMs: 5 });
    await buffer.add(event("req-1"));
    expect(server.recorded.size).toBe(0);
    await expect.poll(() => server.recorded.size).toBe(1);
    expect(buffer.waitingEvents).toBe(0);
  });

  it("a lost answer: the same batch again under the same key, and nothing twice", async () => {
    const weathers: Weather[] = ["answer_is_lost", "away", { status: 503, code: "busy" }];
    const server = usageServer(() => weathers.shift() ?? "answers");
    const failed: unknown[] = [];
    const buffer = usageBuffer(server.usage, {
      flushIntervalMs: 60_000,
      maxPauseMs: 60_000,
      onError: (_, waitingEvents) => failed.push(waitingEvents),
    });
    await buffer.add(event("req-1"));
    await expect(buffer.flush()).rejects.toThrow("could not be reached");
    // What comes meanwhile waits for the next batch, and changes nothing about this one.
    await buffer.add(event("req-2"));
    await expect(buffer.flush()).rejects.toThrow("could not be reached");
    await expect(buffer.flush()).rejects.toThrow("busy");
    await buffer.flush();
    expect([...server.recorded.keys()]).toEqual(["req-1", "req-2"]);
    expect(failed).toEqual([1, 2, 2]);
    const [first, ...others] = server.requests.slice(0, 4);
    for (const other of others) expect(other).toEqual(first);
    expect(server.requests[4]?.key).not.toBe(first?.key);
  });

  it("is told of what is never taken, and goes on with the others", async () => {
    const server = usageServer();
    const rejected: unknown[] = [];
    const buffer = usageBuffer(server.usage, {
      onRejected: ({ clientEventId }, result) =>
        rejected.push([clientEventId, "code" in result && result.code]),
    });
    for (const each of [event("a"), event("b", "unpriced"), event("malformed"), event("c")])
      await buffer.add(each);
    await buffer.flush();
    expect([...server.recorded.keys()]).toEqual(["a", "c"]);
    expect(rejected).toEqual([
      ["b", "model_not_priced"],
      ["malformed", "validation_failed"],
    ]);
    expect(buffer.waitingEvents).toBe(0);
  });

  it("holds no more than it may: who adds waits until there is room", async () => {
    let open = false;
    const server = usageServer(() => (open ? "answers" : "away"));
    const buffer = usageBuffer(server.usage, {
      maxBatchEvents: 2,
      maxWaitingEvents: 4,
      flushIntervalMs: 1,
      maxPauseMs: 2,
    });
    let added = 0;
    const producer = (async () => {
      for (const id of ids(9)) {
        await buffer.add(event(id));
        added += 1;
      }
    })();
    await expect.poll(() => server.requests.length).toBeGreaterThan(3);
    expect([added, buffer.waitingEvents]).toEqual([4, 4]);
    open = true;
    await producer;
    await buffer.close();
    expect([...server.recorded.keys()].toSorted()).toEqual(ids(9));
  });

  it("a flush says why it failed, and keeps everything", async () => {
    let weather: Weather = { status: 401, code: "key_invalid" };
    const server = usageServer(() => weather);
    const buffer = usageBuffer(server.usage, { flushIntervalMs: 60_000 });
    await buffer.add(event("req-1"));
    await expect(buffer.flush()).rejects.toMatchObject({ code: "key_invalid" });
    expect(buffer.waitingEvents).toBe(1);
    weather = "answers";
    await buffer.flush();
    expect([...server.recorded.keys()]).toEqual(["req-1"]);
  });

  it("closing gives back what could not be sent in time, and takes nothing more", async () => {
    const server = usageServer(() => "away");
    const buffer = usageBuffer(server.usage, { maxPauseMs: 5 });
    await buffer.add(event("req-1"));
    expect(await buffer.close({ signal: AbortSignal.timeout(30) })).toEqual([event("req-1")]);
    await expect(buffer.add(event("req-2"))).rejects.toThrow(TypeError);
  });

  it("refuses settings that cannot work", () => {
    const { usage } = usageServer();
    for (const wrong of [
      { maxBatchEvents: 0 },
      { maxBatchEvents: 1001 },
      { maxWaitingEvents: 1 },
      { maxPauseMs: 0 },
    ])
      expect(() => usageBuffer(usage, wrong)).toThrow(TypeError);
  });

  it("in any weather: every event recorded once, whatever is lost on the way", async () => {
    const weathers = fc.array(
      fc.constantFrom<Weather>("answers", "answer_is_lost", "away", {
        status: 429,
        code: "too_many_requests",
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(weathers, fc.integer({ min: 1, max: 40 }), async (days, count) => {
        const left = [...days];
        const server = usageServer(() => left.shift() ?? "answers");
        const buffer = usageBuffer(server.usage, { maxBatchEvents: 7, flushIntervalMs: 0, maxPauseMs: 1 });
        for (const id of ids(count)) await buffer.add(event(id));
        expect(await buffer.close()).toEqual([]);
        expect([...server.recorded.keys()].toSorted()).toEqual(ids(count).toSorted());
        // A batch is never cut anew: the same key always carries the same events.
        const byKey = Map.groupBy(server.requests, ({ key }) => key);
        for (const same of byKey.values())
          expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      }),
      { seed: 20261128, numRuns: 40 },
    );
  });
});
