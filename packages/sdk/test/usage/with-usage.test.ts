import { describe, expect, it } from "vitest";
import { ConnectionError } from "../../src/errors.ts";
import { usageBuffer } from "../../src/usage/buffer.ts";
import { withUsage, type WithUsageParams, withUsageStream } from "../../src/usage/with-usage.ts";
import { usageServer, type Weather } from "./usage-server.ts";

const USED = { tokens: { inputTokens: 1800, outputTokens: 300 } };

function world(weather?: () => Weather, more: Partial<WithUsageParams> = {}) {
  const server = usageServer(weather);
  const buffer = usageBuffer(server.usage, { flushIntervalMs: 60_000 });
  const params: WithUsageParams = {
    id: "req-1",
    model: "gpt-4o",
    maxInputTokens: 2000,
    maxOutputTokens: 500,
    onUnavailable: "deny",
    buffer,
    ...more,
  };
  return { ...server, buffer, params };
}

async function read<Piece>(
  stream: AsyncIterable<Piece>,
  pieces = Number.POSITIVE_INFINITY,
): Promise<Piece[]> {
  const got: Piece[] = [];
  for await (const piece of stream) {
    got.push(piece);
    if (got.length >= pieces) break;
  }
  return got;
}

describe("a model call with usage", () => {
  it("is promised under its id, run, and settled with what it reported", async () => {
    const { usage, params, paths, requests } = world();
    const answer = await withUsage(usage, params, async ({ hold, report }) => {
      expect(hold?.holdId).toBe("hold-1");
      report({ tokens: { inputTokens: 1800, outputTokens: 1 } });
      report(USED);
      return "hello";
    });
    expect(answer).toBe("hello");
    expect(paths()).toEqual(["authorize", "holds/hold-1/settle"]);
    expect(requests[0]).toMatchObject({ key: "req-1", body: { model: "gpt-4o", maxInputTokens: 2000 } });
    expect(requests[0]?.body).not.toHaveProperty("onUnavailable");
    expect(requests[1]?.body).toMatchObject({ clientEventId: "req-1", ...USED });
  });

  it("that fails gives its promise back; one that had reported settles that", async () => {
    const nothing = world();
    const fails = async () => {
      throw new Error("the model is out of order");
    };
    await expect(withUsage(nothing.usage, nothing.params, fails)).rejects.toThrow("out of order");
    expect(nothing.paths()).toEqual(["authorize", "holds/hold-1/release"]);

    const some = world();
    await expect(
      withUsage(some.usage, some.params, async ({ report }) => {
        report(USED);
        return fails();
      }),
    ).rejects.toThrow("out of order");
    expect(some.paths()).toEqual(["authorize", "holds/hold-1/settle"]);
  });

  it("that reported nothing says so, and gives its promise back", async () => {
    const { usage, params, paths } = world();
    await expect(withUsage(usage, params, async () => "hello")).rejects.toThrow("reported no usage");
    expect(paths()).toEqual(["authorize", "holds/hold-1/release"]);
  });

  it("is not run where the account cannot pay, whatever is to happen while Tenure is away", async () => {
    const refused = { status: 409, code: "insufficient_funds" };
    const { usage, params } = world(() => refused, { onUnavailable: "allow_and_record" });
    const call = async () => expect.unreachable();
    await expect(withUsage(usage, params, call)).rejects.toMatchObject({ code: "insufficient_funds" });
  });

  it("while Tenure is away: denied, or let through and recorded when it is back", async () => {
    let weather: Weather = "away";
    const denied = world(() => weather);
    await expect(
      withUsage(denied.usage, denied.params, async () => expect.unreachable()),
    ).rejects.toBeInstanceOf(ConnectionError);
    const let_ = world(() => weather, { onUnavailable: "allow_and_record" });
    const answer = await withUsage(let_.usage, let_.params, async ({ hold, report }) => {
      report(USED);
      return hold;
    });
    expect(answer).toBeNull();
    expect(let_.buffer.waitingEvents).toBe(1);
    weather = "answers";
    expect(await let_.buffer.close()).toEqual([]);
    expect(let_.recorded.get("req-1")).toMatchObject({ model: "gpt-4o", ...USED });
    expect(let_.recorded.get("req-1")).toHaveProperty("occurredAt");
  });

  it("whose settling nobody answers still answers its customer; the usage waits with its hold", async () => {
    const weathers: Weather[] = ["answers", "answer_is_lost"];
    const { usage, params, buffer, recorded } = world(() => weathers.shift() ?? "answers");
    const answer = await withUsage(usage, params, async ({ report }) => {
      report(USED);
      return "hello";
    });
    expect(answer).toBe("hello");
    await buffer.close();
    expect(recorded.get("req-1")).toMatchObject({ holdId: "hold-1", ...USED });
    expect(recorded.size).toBe(1);
  });

  it("whose settling is refused still answers its customer, and the owner of the buffer is told", async () => {
    const rejected: string[] = [];
    const weathers: Weather[] = ["answers", { status: 409, code: "client_event_conflict" }];
    const server = usageServer(() => weathers.shift() ?? { status: 409, code: "client_event_conflict" });
    const buffer = usageBuffer(server.usage, {
      onRejected: ({ clientEventId }, result) =>
        rejected.push(`${clientEventId} ${"code" in result ? result.code : ""}`),
    });
    const { params } = world(undefined, { buffer });
    const answer = await withUsage(server.usage, params, async ({ report }) => {
      report(USED);
      return "hello";
    });
    expect(answer).toBe("hello");
    await buffer.close();
    expect(rejected).toEqual(["req-1 client_event_conflict"]);
  });
});

describe("a stream with usage", () => {
  const pieces = ["one", "two", "three"];

  it("passes its pieces on and settles at its end", async () => {
    const { usage, params, paths } = world();
    const stream = withUsageStream(usage, params, async function* ({ report }) {
      yield* pieces;
      report(USED);
    });
    expect(await read(stream)).toEqual(pieces);
    expect(paths()).toEqual(["authorize", "holds/hold-1/settle"]);
  });

  it("that its reader leaves settles what it had reported, or what is estimated; else it gives its promise back", async () => {
    const cases = [
      { reports: true, more: {}, ends: "settle", tokens: USED.tokens },
      {
        reports: false,
        more: { estimate: () => ({ tokens: { inputTokens: 7 } }) },
        ends: "settle",
        tokens: { inputTokens: 7 },
      },
      { reports: false, more: {}, ends: "release", tokens: undefined },
    ];
    for (const { reports, more, ends, tokens } of cases) {
      const { usage, params, paths, requests } = world(undefined, more);
      const stream = withUsageStream(usage, params, async function* ({ report }) {
        for (const piece of pieces) {
          if (reports) report(USED);
          yield piece;
        }
      });
      expect(await read(stream, 1)).toEqual(["one"]);
      expect(paths()).toEqual(["authorize", `holds/hold-1/${ends}`]);
      expect(requests[1]?.body["tokens"]).toEqual(tokens);
    }
  });

  it("that breaks off settles what it had reported and passes the error on", async () => {
    const { usage, params, paths } = world();
    const stream = withUsageStream(usage, params, async function* ({ report }) {
      yield "one";
      report(USED);
      throw new Error("cut");
    });
    await expect(read(stream)).rejects.toThrow("cut");
    expect(paths()).toEqual(["authorize", "holds/hold-1/settle"]);
  });

  it("is refused before its first piece", async () => {
    const { usage, params } = world(() => ({ status: 409, code: "debt_outstanding" }));
    const stream = withUsageStream(usage, params, async function* () {
      yield "never";
    });
    await expect(read(stream)).rejects.toMatchObject({ code: "debt_outstanding" });
  });
});
