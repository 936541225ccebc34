import { describe, expect, it, vi } from "vitest";
import {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RefusedError,
  ServerError,
  Tenure,
  TenureError,
  type TenureOptions,
  ValidationError,
} from "../src/index.ts";
import { type Answer, fakeServer } from "./fake-server.ts";

const GOOD: Answer = { status: 200, body: { recorded: 0, rejected: 0, results: [] } };
const DOWN: Answer = { status: 503, body: { code: "unavailable", title: "Not ready.", requestId: "req-1" } };

const client = (fetch: TenureOptions["fetch"], more: Partial<TenureOptions> = {}) =>
  new Tenure({
    apiKey: "tnr_test_x",
    baseUrl: "https://tenure.test/",
    ...(fetch === undefined ? {} : { fetch }),
    ...more,
  });
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => {
      throw new Error("did not fail");
    },
    (error: unknown) => error,
  );

/** Runs work with timers that jump ahead, and says how long it would have waited. */
async function withoutWaiting<T>(work: () => Promise<T>): Promise<{ result: T; waitedMs: number }> {
  vi.useFakeTimers();
  try {
    const began = Date.now();
    const running = work();
    await vi.runAllTimersAsync();
    return { result: await running, waitedMs: Date.now() - began };
  } finally {
    vi.useRealTimers();
  }
}

describe("a request", () => {
  it("goes to the API with the key, and mutations carry an idempotency key of their own", async () => {
    const server = fakeServer(GOOD);
    const tenure = client(server.fetch);
    await tenure.usage.record([]);
    await tenure.usage.record([]);
    await tenure.usage.record([], { idempotencyKey: "mine" });
    await tenure.wallet.get();
    expect(server.seen.map((each) => [each.method, each.url])).toEqual([
      ["POST", "https://tenure.test/v1/usage/events"],
      ["POST", "https://tenure.test/v1/usage/events"],
      ["POST", "https://tenure.test/v1/usage/events"],
      ["GET", "https://tenure.test/v1/wallet"],
    ]);
    expect(server.seen.every((each) => each.authorization === "Bearer tnr_test_x")).toBe(true);
    const [first, second, third, read] = server.seen.map((each) => each.key);
    expect(first).toMatch(/^[\x21-\x7e]{20,255}$/);
    expect(second).not.toBe(first);
    expect([third, read]).toEqual(["mine", null]);
  });

  it("names the account that a platform key acts on: in the body, else in the address", async () => {
    const server = fakeServer(GOOD);
    const platform = client(server.fetch, { apiKey: "tnp_test_x" });
    const [ada, bo] = [platform.forAccount("ada"), platform.forAccount("bo")];
    await ada.usage.record([]);
    await bo.wallet.get();
    await bo.subscription.undoCancel();
    // Plans are everybody's.
    await bo.subscription.plans();
    await platform.wallet.get();
    expect(server.seen.map(({ url, body, authorization }) => [url, body, authorization])).toEqual([
      ["https://tenure.test/v1/usage/events", { events: [], accountId: "ada" }, "Bearer tnp_test_x"],
      ["https://tenure.test/v1/wallet?accountId=bo", null, "Bearer tnp_test_x"],
      ["https://tenure.test/v1/subscription/cancellation?accountId=bo", null, "Bearer tnp_test_x"],
      ["https://tenure.test/v1/plans", null, "Bearer tnp_test_x"],
      ["https://tenure.test/v1/wallet", null, "Bearer tnp_test_x"],
    ]);
  });

  it("has an idempotency key where the platform offers no randomUUID", async () => {
    vi.stubGlobal("crypto", undefined);
    try {
      const server = fakeServer(GOOD);
      const tenure = client(server.fetch);
      for (let index = 0; index < 1000; index += 1) await tenure.usage.record([]);
      const keys = server.seen.map((each) => each.key);
      expect(new Set(keys).size).toBe(1000);
      for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{20,255}$/);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it("puts ids into the path safely", async () => {
    const server = fakeServer({ status: 200, body: {} });
    await client(server.fetch).usage.release("../../keys?x=1");
    expect(server.seen[0]?.url).toBe("https://tenure.test/v1/usage/holds/..%2F..%2Fkeys%3Fx%3D1/release");
  });
});

describe("retries", () => {
  it.each([
    ["a cut connection", "cut" as const],
    ["503", DOWN],
    ["500", { status: 500, body: { code: "internal" } }],
    ["a proxy's page", { status: 502, text: "<html>Bad gateway</html>" }],
    ["429", { status: 429, body: { code: "too_many_requests" } }],
  ])("after %s, with the same idempotency key and body", async (_, bad) => {
    const server = fakeServer(bad, bad, GOOD);
    const { result } = await withoutWaiting(() =>
      client(server.fetch).usage.record([{ clientEventId: "a", model: "m", tokens: { inputTokens: 1 } }]),
    );
    expect(result.results).toEqual([]);
    expect(server.seen).toHaveLength(3);
    expect(new Set(server.seen.map((each) => each.key)).size).toBe(1);
    expect(new Set(server.seen.map((each) => JSON.stringify(each.body))).size).toBe(1);
  });

  it("wait as long as Retry-After says", async () => {
    const server = fakeServer({ status: 429, body: {}, headers: { "retry-after": "7" } }, GOOD);
    const { waitedMs } = await withoutWaiting(() => client(server.fetch).wallet.get());
    expect(waitedMs).toBe(7000);
  });

  it("double their pause and never wait long", async () => {
    const server = fakeServer("cut");
    const { result, waitedMs } = await withoutWaiting(() =>
      failure(client(server.fetch, { maxRetries: 8 }).wallet.get()),
    );
    expect(result).toBeInstanceOf(ConnectionError);
    expect(server.seen).toHaveLength(9);
    // Caps: 300, 600, 1200, 2400, 4800, 8000, 8000, 8000 = 33,300 ms in all, each cut to between half and whole.
    expect(waitedMs).toBeGreaterThanOrEqual(16_650);
    expect(waitedMs).toBeLessThanOrEqual(33_300);
  });

  it("stop after maxRetries with the last error, and never begin when it is 0", async () => {
    for (const [maxRetries, requests] of [
      [2, 3],
      [0, 1],
    ] as const) {
      const server = fakeServer(DOWN);
      const { result } = await withoutWaiting(() =>
        failure(client(server.fetch, { maxRetries }).wallet.get()),
      );
      expect(result).toBeInstanceOf(ServerError);
      expect(server.seen).toHaveLength(requests);
    }
  });

  it("do not sleep for an hour because a server asks for it", async () => {
    const server = fakeServer({
      status: 429,
      body: { code: "too_many_requests" },
      headers: { "retry-after": "3600" },
    });
    const error = await failure(client(server.fetch).wallet.get());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.seen).toHaveLength(1);
  });

  it.each([400, 401, 403, 404, 409])("never follow %i", async (status) => {
    const server = fakeServer({ status, body: { code: "x" } });
    await failure(client(server.fetch).wallet.get());
    expect(server.seen).toHaveLength(1);
  });
});

describe("time", () => {
  it("out is a connection error and is tried again", async () => {
    const server = fakeServer("hang");
    const { result } = await withoutWaiting(() =>
      failure(client(server.fetch, { timeoutMs: 50, maxRetries: 1 }).wallet.get()),
    );
    expect(result).toBeInstanceOf(ConnectionError);
    expect(result).toMatchObject({ code: "timeout", status: null, requestId: null });
    expect(server.seen).toHaveLength(2);
  });

  it("is the caller's: a signal stops the call, its pauses, and what has not begun", async () => {
    const reason = new Error("changed my mind");
    const aborting = new AbortController();
    const hanging = failure(client(fakeServer("hang").fetch).wallet.get({ signal: aborting.signal }));
    aborting.abort(reason);
    expect(await hanging).toBe(reason);

    const pausing = new AbortController();
    const server = fakeServer({ status: 503, body: {}, headers: { "retry-after": "30" } });
    const waiting = failure(client(server.fetch).wallet.get({ signal: pausing.signal }));
    await vi.waitFor(() => expect(server.seen).toHaveLength(1));
    setTimeout(() => pausing.abort(reason), 20);
    expect(await waiting).toBe(reason);

    expect(await failure(client(server.fetch).wallet.get({ signal: pausing.signal }))).toBe(reason);
    expect(server.seen).toHaveLength(1);
  });
});

describe("errors", () => {
  const thrownFor = async (answer: Answer) =>
    failure(client(fakeServer(answer).fetch, { maxRetries: 0 }).wallet.get());

  it.each([
    [401, "key_invalid", AuthenticationError],
    [403, "scope_missing", PermissionError],
    [404, "not_found", NotFoundError],
    [400, "validation_failed", ValidationError],
    [413, "too_large", ValidationError],
    [409, "idempotency_conflict", ConflictError],
    [429, "too_many_requests", RateLimitError],
    [500, "internal", ServerError],
  ])("of status %i have their class, code, status and request id", async (status, code, type) => {
    const error = await thrownFor({
      status,
      body: {
        type: `urn:tenure:problem:${code}`,
        title: "Title.",
        detail: "Detail.",
        status,
        code,
        requestId: "req-body",
        errors: [{ path: "events.0", message: "wrong" }],
      },
    });
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(TenureError);
    expect(error).toMatchObject({ code, status, requestId: "req-body", message: "Detail." });
    if (error instanceof ValidationError || error instanceof ConflictError)
      expect(error.errors).toEqual([{ path: "events.0", message: "wrong" }]);
  });

  it("of a refusal carry every reason, the clause and the decision", async () => {
    const refusals = [
      { code: "debt_outstanding", clause: "T1.1", reason: "$5 unpaid.", help: "Add credits." },
      { code: "insufficient_funds", clause: "T1.1", reason: "Needs $9.", help: "Add credits." },
    ];
    const error = await thrownFor({
      status: 409,
      body: {
        type: "urn:tenure:problem:refused",
        title: "The policy does not allow this.",
        status: 409,
        code: "debt_outstanding",
        clause: "T1.1",
        detail: "$5 unpaid.",
        help: "Add credits.",
        requestId: "req-9",
        decisionId: "decision-1",
        refusals,
      },
    });
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({
      name: "RefusedError",
      code: "debt_outstanding",
      clause: "T1.1",
      help: "Add credits.",
      decisionId: "decision-1",
      requestId: "req-9",
      refusals,
    });
  });

  it("of something that is no Tenure at all still say what happened", async () => {
    expect(await thrownFor({ status: 200, text: "<html>hello</html>" })).toMatchObject({
      code: "unreadable_answer",
      requestId: "req-header",
    });
    expect(await thrownFor({ status: 418, text: "teapot" })).toMatchObject({
      code: "http_418",
      requestId: "req-header",
    });
    expect(await thrownFor({ status: 409, body: { refusals: [null, 5], errors: "x" } })).toBeInstanceOf(
      RefusedError,
    );
    expect(await thrownFor({ status: 400, body: [1] })).toBeInstanceOf(ValidationError);
  });

  it("of settings are thrown at once", () => {
    expect(() => new Tenure({ apiKey: "", baseUrl: "https://x.test" })).toThrow(TypeError);
    expect(() => new Tenure({ apiKey: "k", baseUrl: "not an address" })).toThrow(TypeError);
    expect(() => new Tenure({ apiKey: "k", baseUrl: "ftp://x.test" })).toThrow(TypeError);
    expect(() => client(undefined, { maxRetries: -1 })).toThrow(TypeError);
    expect(() => client(undefined, { timeoutMs: 0 })).toThrow(TypeError);
  });
});

describe("lists", () => {
  const event = (id: string) => ({ id });

  it("walk through all pages, asking with the cursor of the page before", async () => {
    const server = fakeServer(
      { status: 200, body: { items: [event("3"), event("2")], nextCursor: "2" } },
      { status: 200, body: { items: [event("1")], nextCursor: null } },
    );
    const ids: string[] = [];
    for await (const each of client(server.fetch).usage.list({ limit: 2, from: "2026-11-20T00:00:00.000Z" }))
      ids.push(each.id);
    expect(ids).toEqual(["3", "2", "1"]);
    expect(server.seen.map((each) => new URL(each.url).search)).toEqual([
      "?limit=2&from=2026-11-20T00%3A00%3A00.000Z",
      "?limit=2&from=2026-11-20T00%3A00%3A00.000Z&cursor=2",
    ]);
  });

  it("lots, their life and their requests, and referrals, have addresses of their own", async () => {
    const page = { status: 200, body: { items: [event("1")], nextCursor: null } };
    const server = fakeServer(
      page,
      { status: 200, body: { lot: {}, orderNumber: null, entries: [], nextCursor: null } },
      page,
      { status: 200, body: { code: null } },
      page,
    );
    const { lots, referrals } = client(server.fetch);
    for await (const _ of lots.list({ state: "open", kind: "gift" }));
    await lots.life("a/b", { cursor: "c.1" });
    for await (const _ of lots.usage("l1", "2026-11-20", { limit: 5 }));
    await referrals.programme();
    for await (const _ of referrals.list({ limit: 5 }));
    expect(
      server.seen.map((each) => new URL(each.url)).map(({ pathname, search }) => pathname + search),
    ).toEqual([
      "/v1/wallet/lots?state=open&kind=gift",
      "/v1/wallet/lots/a%2Fb?cursor=c.1",
      "/v1/wallet/lots/l1/usage?limit=5&day=2026-11-20",
      "/v1/referral-programme",
      "/v1/referrals?limit=5",
    ]);
  });

  it("ask for no more than is looked at", async () => {
    const server = fakeServer({ status: 200, body: { items: [event("3")], nextCursor: "3" } });
    for await (const _ of client(server.fetch).usage.list()) break;
    expect((await client(server.fetch).refunds.list({ cursor: "9" }).page()).nextCursor).toBe("3");
    expect(server.seen).toHaveLength(2);
    expect(server.seen[1]?.url).toContain("cursor=9");
  });
});

describe("without a key", () => {
  it("asks for what everybody may know, and says nothing of itself", async () => {
    const server = fakeServer(
      { status: 200, body: { plans: [] } },
      { status: 200, body: { items: [], nextCursor: null } },
    );
    const tenure = new Tenure({ baseUrl: "https://tenure.test", fetch: server.fetch });
    expect(await tenure.plans.list()).toEqual([]);
    expect(await tenure.models.list({ search: "gpt" }).page()).toEqual({ items: [], nextCursor: null });
    expect(server.seen.map(({ url, authorization }) => [url, authorization])).toEqual([
      ["https://tenure.test/v1/plans", null],
      ["https://tenure.test/v1/models?search=gpt", null],
    ]);
  });

  it("is how a web page uses it: with a key it cannot be made in one", () => {
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", { createElement: () => null });
    try {
      expect(() => client(undefined)).toThrow("apiKey is a secret");
      expect(() => new Tenure({ baseUrl: "https://tenure.test" })).not.toThrow();
    } finally {
      vi.unstubAllGlobals();
    }
    expect(() => client(undefined)).not.toThrow();
  });
});
