import { describe, expect, it } from "vitest";
import { hashKey } from "../../src/partners/read-key.ts";
import { testApp } from "../support/app.ts";
import { openAccount, signUp } from "../support/people.ts";
import { MODEL, usageWorld } from "../usage/world.ts";
import { brokenLaws } from "./books.ts";

// Nothing that is sent here may write a row, move a nano, or be answered by a fault of ours: every answer names a code,
// and where a field is at fault, the field.

const test = await testApp();
const world = await usageWorld(test.database);
const { sql } = world;

const accountId = await world.account();
await world.term(accountId, 10_000_000n);
await world.lot(accountId, 10_000_000n);
const strangersId = await world.account();
await world.lot(strangersId, 10_000_000n);
const [key, strangersKey] = [await keyOf(accountId), await keyOf(strangersId)];
const hold = await holdOf(key);
const strangersHold = await holdOf(strangersKey);
await send("/v1/usage/events", { events: [event({ clientEventId: "theirs" })] }, { key: strangersKey });

async function keyOf(owner: string): Promise<string> {
  const made = `tnr_test_${crypto.randomUUID()}`;
  await sql(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'test', 'tnr_test_x', $2, '{usage:write,usage:read,wallet:read}', now() + interval '1 day'
       FROM holder_period WHERE account_id = $1`,
    [owner, hashKey(made)],
  );
  return made;
}

async function holdOf(owner: string): Promise<string> {
  const { body } = await send(
    "/v1/usage/authorize",
    { model: MODEL, maxInputTokens: 10, maxOutputTokens: 10 },
    { key: owner },
  );
  return (body as { holdId: string }).holdId;
}

function event(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { clientEventId: crypto.randomUUID(), model: MODEL, tokens: { inputTokens: 1 }, ...more };
}

interface Problem {
  readonly code?: string;
  readonly help?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly refusals?: readonly { readonly code: string; readonly help: string }[];
  readonly results?: readonly {
    readonly status: string;
    readonly code?: string;
    readonly fields?: readonly string[];
  }[];
}

async function send(
  path: string,
  payload: unknown,
  { key: as = key, headers = {} }: { readonly key?: string; readonly headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly body: Problem }> {
  const response = await test.app.inject({
    method: "POST",
    url: path,
    headers: {
      authorization: `Bearer ${as}`,
      "idempotency-key": crypto.randomUUID(),
      "content-type": "application/json",
      ...headers,
    },
    payload: Buffer.isBuffer(payload) || typeof payload === "string" ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, body: response.json<Problem>() };
}

/** Everything that money is, in one line: rows of every table it is kept in, and the sums of the counters. */
async function money(): Promise<unknown> {
  const [row] = await sql(
    `SELECT (SELECT count(*) FROM usage_event) AS events, (SELECT count(*) FROM usage_hold WHERE state <> 'declined') AS holds,
            (SELECT md5(string_agg(h::text, '' ORDER BY id)) FROM usage_hold h WHERE state <> 'declined') AS promises,
            (SELECT count(*) FROM ledger_journal) AS journals, (SELECT count(*) FROM ledger_posting) AS postings,
            (SELECT count(*) FROM credit_lot) AS lots, (SELECT count(*) FROM "order") AS orders,
            (SELECT sum(balance) FROM ledger_account) AS balances,
            (SELECT md5(string_agg((account_id, held_nanos, used_nanos)::text, '' ORDER BY account_id)) FROM wallet) AS wallets,
            (SELECT sum(used_nanos + held_nanos) FROM term) AS terms, (SELECT count(*) FROM usage_rollup) AS rollups`,
  );
  return row;
}

/** Text that JSON.stringify cannot write: numbers beyond its range, as a hostile client would send them. */
const raw = (body: object, replaced: string, by: string): string =>
  JSON.stringify(body).replace(replaced, by);
const HERE = "__here__";

const AUTHORIZE = "/v1/usage/authorize";
const RECORD = "/v1/usage/events";
const settleOf = (id: string) => `/v1/usage/holds/${id}/settle`;
const extendOf = (id: string) => `/v1/usage/holds/${id}/extend`;
const releaseOf = (id: string) => `/v1/usage/holds/${id}/release`;

/** Values for a count of something, as JSON text. */
const NO_COUNTS = [
  "-1",
  "0.5",
  "1e21",
  "-1e21",
  "9223372036854775808",
  "9007199254740993",
  "1000000001",
  '"5"',
  '"NaN"',
  "null",
  "true",
  "[]",
  "{}",
  '{"valueOf":1}',
];
const NO_SECONDS = [...NO_COUNTS, "0", "-0", "86401"];
/** Values for an amount of money, which is a decimal text. */
const NO_AMOUNTS = [
  '"-1"',
  '"1e3"',
  '"1e21"',
  '"NaN"',
  '"Infinity"',
  '"0x10"',
  '"1,5"',
  '" 1"',
  '""',
  '"0.0000000001"',
  '"100000001"',
  `"${"9".repeat(400)}"`,
  "5",
  "null",
  "[]",
  "{}",
];
const NO_CURRENCIES = ['"usd"', '"XXX"', '"US D"', '"🪙"', '""', "840", "null", "{}"];
const NO_NAMES = [
  '""',
  '"a\\u0000b"',
  '"a\\nb"',
  '"\\u001b[31m"',
  '"\\u202egnp"',
  '"\\ud800"',
  '"a b"',
  "5",
  "null",
  "[]",
  "{}",
  `"${"x".repeat(900_000)}"`,
];
const NO_INSTANTS = [
  '"yesterday"',
  '"2026-11-20T12:00:00"',
  '"2026-11-20T12:00:00Z"',
  '"2026-02-30T12:00:00.000Z"',
  '"+275760-09-13T00:00:00.000Z"',
  '"2026-11-20T12:00:00.000+01:00"',
  "1700000000000",
  "-0",
  "null",
];
const NO_TIERS = ['"gold"', '"STANDARD"', '""', "0", "null"];
const NO_IDS = ['"1; DROP TABLE usage_event"', '"../../orders"', '""', "5", "null"];
const NO_FLAGS = ['"false"', "0", "null"];

/** A field, a body that is right but for it, and the values it must not take. */
type FieldCase = readonly [field: string, path: string, body: object, values: readonly string[]];

const tokens = { inputTokens: 1, outputTokens: 1 };
const byTokens = { model: MODEL, maxInputTokens: 1, maxOutputTokens: 1 };
const fieldCases: readonly FieldCase[] = [
  ["model", AUTHORIZE, { ...byTokens, model: HERE }, NO_NAMES],
  ["maxInputTokens", AUTHORIZE, { ...byTokens, maxInputTokens: HERE }, NO_COUNTS],
  ["maxOutputTokens", AUTHORIZE, { ...byTokens, maxOutputTokens: HERE }, NO_COUNTS],
  ["serviceTier", AUTHORIZE, { ...byTokens, serviceTier: HERE }, NO_TIERS],
  ["timeToLiveSeconds", AUTHORIZE, { ...byTokens, timeToLiveSeconds: HERE }, NO_SECONDS],
  ["amount.amount", AUTHORIZE, { model: MODEL, amount: { amount: HERE, currency: "USD" } }, NO_AMOUNTS],
  [
    "amount.currency",
    AUTHORIZE,
    { model: MODEL, amount: { amount: "0.001", currency: HERE } },
    NO_CURRENCIES,
  ],
  ["tokens.inputTokens", settleOf(hold), { tokens: { ...tokens, inputTokens: HERE } }, NO_COUNTS],
  ["tokens.outputTokens", settleOf(hold), { tokens: { ...tokens, outputTokens: HERE } }, NO_COUNTS],
  ["clientEventId", settleOf(hold), { tokens, clientEventId: HERE }, NO_NAMES],
  ["occurredAt", settleOf(hold), { tokens, occurredAt: HERE }, NO_INSTANTS],
  ["final", settleOf(hold), { tokens, clientEventId: "part", final: HERE }, NO_FLAGS],
  ["timeToLiveSeconds", extendOf(hold), { timeToLiveSeconds: HERE }, NO_SECONDS],
  ["events.0.clientEventId", RECORD, { events: [event({ clientEventId: HERE })] }, NO_NAMES],
  ["events.0.model", RECORD, { events: [event({ model: HERE })] }, NO_NAMES],
  [
    "events.0.tokens.inputTokens",
    RECORD,
    { events: [event({ tokens: { ...tokens, inputTokens: HERE } })] },
    NO_COUNTS,
  ],
  [
    "events.0.tokens.cachedInputTokens",
    RECORD,
    { events: [event({ tokens: { ...tokens, cachedInputTokens: HERE } })] },
    NO_COUNTS,
  ],
  ["events.0.counts.inputImages", RECORD, { events: [event({ counts: { inputImages: HERE } })] }, NO_COUNTS],
  ["events.0.occurredAt", RECORD, { events: [event({ occurredAt: HERE })] }, NO_INSTANTS],
  ["events.0.serviceTier", RECORD, { events: [event({ serviceTier: HERE })] }, NO_TIERS],
  ["events.0.holdId", RECORD, { events: [event({ holdId: HERE })] }, NO_IDS],
  ["events.0.corrects", RECORD, { events: [event({ corrects: HERE })] }, NO_NAMES],
  ["amount.amount", "/v1/top-ups/review", { amount: { amount: HERE, currency: "USD" } }, NO_AMOUNTS],
  ["amount.currency", "/v1/top-ups/review", { amount: { amount: "50", currency: HERE } }, NO_CURRENCIES],
];

describe("a field with a value it cannot have", () => {
  it.each(fieldCases.map((each) => [`${each[0]} of ${each[1].split("/").at(-1)}`, each] as const))(
    "%s: named with its code, nothing written",
    async (_, [field, path, body, values]) => {
      const before = await money();
      // A review of a top-up is a person's or a wallet reader's; a negative amount is a policy's refusal there.
      const answers = [];
      for (const value of values) {
        if (path.includes("top-ups") && value === '"-1"') continue;
        const { status, body: problem } = await send(path, raw(body, `"${HERE}"`, value));
        answers.push({ value: value.slice(0, 40), status, problem });
      }
      for (const { value, status, problem } of answers) {
        expect([value, status, problem.code]).toEqual([value, 400, "validation_failed"]);
        expect([
          value,
          problem.errors?.some((each) => each.path === field || each.path.startsWith(`${field}.`)),
        ]).toEqual([value, true]);
      }
      expect(await money()).toEqual(before);
    },
  );

  it("-0 tokens are zero tokens, not a way around", async () => {
    const fresh = await holdOf(key);
    const { status, body } = await send(settleOf(fresh), `{"tokens":{"inputTokens":-0,"outputTokens":-0}}`);
    expect([status, body]).toMatchObject([200, { event: { value: { amount: "0.00" } } }]);
  });
});

const MEGABYTE = "x".repeat(1024 * 1024);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const manyEvents = (count: number) => `{"events":[${Array.from({ length: count }, () => "{}").join(",")}]}`;

/** A body, and what it is answered; the field is among the errors. */
type BodyCase = readonly [
  name: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  field?: string,
];

const bodyCases: readonly BodyCase[] = [
  ["nothing", RECORD, "", 400, "malformed_request"],
  ["null", RECORD, "null", 400, "validation_failed"],
  ["a number", RECORD, "5", 400, "malformed_request"],
  ["a text", AUTHORIZE, '"authorize"', 400, "malformed_request"],
  ["a list", AUTHORIZE, "[]", 400, "malformed_request"],
  ["half a body", RECORD, '{"events":[', 400, "malformed_request"],
  ["NaN", AUTHORIZE, '{"maxInputTokens":NaN}', 400, "malformed_request"],
  ["no events", RECORD, { events: [] }, 400, "validation_failed", "events"],
  [
    "1,001 events",
    RECORD,
    { events: Array.from({ length: 1001 }, () => event()) },
    400,
    "validation_failed",
    "events",
  ],
  ["100,000 empty events", RECORD, manyEvents(100_000), 400, "validation_failed", "events"],
  [
    "100,000 whole events",
    RECORD,
    JSON.stringify({ events: Array.from({ length: 100_000 }, () => event()) }),
    413,
    "too_large",
  ],
  ["events in an object", RECORD, { events: { 0: event() } }, 400, "validation_failed", "events"],
  [
    "one good event and one bad",
    RECORD,
    { events: [event(), event({ tokens: { inputTokens: -1 } })] },
    400,
    "validation_failed",
    "events.1.tokens.inputTokens",
  ],
  ["a field nobody knows", AUTHORIZE, { ...byTokens, discount: "100%" }, 400, "validation_failed"],
  [
    "a field nobody knows in an event",
    RECORD,
    { events: [event({ amountNanos: "-5" })] },
    400,
    "validation_failed",
    "events.0",
  ],
  ["a field nobody knows in a release", releaseOf(hold), { force: true }, 400, "validation_failed"],
  ["neither tokens nor amount", AUTHORIZE, { model: MODEL }, 400, "validation_failed", "maxInputTokens"],
  [
    "tokens and amount",
    AUTHORIZE,
    { ...byTokens, amount: { amount: "1", currency: "USD" } },
    400,
    "validation_failed",
    "amount",
  ],
  [
    "half of the tokens",
    AUTHORIZE,
    { model: MODEL, maxInputTokens: 1 },
    400,
    "validation_failed",
    "maxInputTokens",
  ],
  ["neither tokens nor counts", settleOf(hold), {}, 400, "validation_failed", "tokens"],
  [
    "a part without a name",
    settleOf(hold),
    { tokens, final: false },
    400,
    "validation_failed",
    "clientEventId",
  ],
  [
    "an event without usage",
    RECORD,
    { events: [{ clientEventId: "e", model: MODEL }] },
    400,
    "validation_failed",
    "events.0.tokens",
  ],
  [
    "a correction that settles a hold",
    RECORD,
    { events: [event({ corrects: "x", holdId: hold })] },
    400,
    "validation_failed",
    "events.0.holdId",
  ],
  [
    "a prototype",
    AUTHORIZE,
    `{"__proto__":{"maxInputTokens":1},"model":"${MODEL}"}`,
    400,
    "malformed_request",
  ],
  [
    "a constructor",
    RECORD,
    `{"constructor":{"prototype":{"events":[]}},"events":[]}`,
    400,
    "malformed_request",
  ],
  [
    "a prototype in an event",
    RECORD,
    `{"events":[{"__proto__":{"corrects":"x"}}]}`,
    400,
    "malformed_request",
  ],
  [
    "a key twice, the second bad",
    RECORD,
    `{"events":[{"clientEventId":"k","model":"${MODEL}","tokens":{"inputTokens":1,"inputTokens":-5}}]}`,
    400,
    "validation_failed",
    "events.0.tokens.inputTokens",
  ],
  [
    "ten thousand lists in one another",
    RECORD,
    `{"events":${nested(10_000)}}`,
    400,
    "validation_failed",
    "events",
  ],
  [
    "tokens of a hundred thousand lists",
    settleOf(hold),
    `{"tokens":${nested(100_000)}}`,
    400,
    "validation_failed",
    "tokens",
  ],
  [
    "bytes that are no UTF-8",
    AUTHORIZE,
    Buffer.concat([
      Buffer.from('{"maxInputTokens":1,"maxOutputTokens":1,"model":"gpt'),
      Buffer.from([0xff, 0xfe, 0xc0]),
      Buffer.from('"}'),
    ]),
    400,
    "validation_failed",
    "model",
  ],
  ["a megabyte", AUTHORIZE, { ...byTokens, model: MEGABYTE }, 413, "too_large"],
  ["a hold that is no id", settleOf("1%3B%20DROP%20TABLE"), { tokens }, 400, "validation_failed", "holdId"],
  ["a hold that nobody has", settleOf("00000000-0000-7000-8000-00000000dead"), { tokens }, 404, "not_found"],
  ["somebody else's hold, settled", settleOf(strangersHold), { tokens }, 404, "not_found"],
  ["somebody else's hold, released", releaseOf(strangersHold), {}, 404, "not_found"],
  ["somebody else's hold, extended", extendOf(strangersHold), { timeToLiveSeconds: 60 }, 404, "not_found"],
  [
    "somebody else's account, authorised",
    AUTHORIZE,
    { ...byTokens, accountId: strangersId },
    404,
    "not_found",
  ],
  [
    "somebody else's account, recorded",
    RECORD,
    { events: [event()], accountId: strangersId },
    404,
    "not_found",
  ],
  [
    "an account that is none",
    RECORD,
    { events: [event()], accountId: "mine" },
    400,
    "validation_failed",
    "accountId",
  ],
];

describe("a body that cannot be", () => {
  it.each(bodyCases.map((each) => [each[0], each] as const))(
    "%s",
    async (_, [, path, body, status, code, field]) => {
      const before = await money();
      const answer = await send(path, body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      if (field !== undefined)
        expect(
          answer.body.errors?.some((each) => each.path === field || each.path.startsWith(`${field}.`)),
        ).toBe(true);
      expect(await money()).toEqual(before);
    },
  );

  it("of a request without a key, with a wrong one, without a name, or that is no JSON", async () => {
    const before = await money();
    const good = { events: [event()] };
    for (const [headers, status, code] of [
      [{ authorization: "" }, 401, "key_invalid"],
      [{ authorization: "Bearer tnr_test_nobody" }, 401, "key_invalid"],
      [{ authorization: `Basic ${key}` }, 401, "key_invalid"],
      [{ "idempotency-key": "" }, 400, "validation_failed"],
      [{ "idempotency-key": "x".repeat(2_000) }, 400, "validation_failed"],
      [{ "content-type": "text/plain" }, 415, "unsupported_media_type"],
      [{ "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ] as const) {
      const answer = await send(RECORD, good, { headers });
      expect([headers, answer.status, answer.body.code]).toEqual([headers, status, code]);
    }
    expect(await money()).toEqual(before);
  });
});

describe("what is well said but cannot be", () => {
  it.each([
    ["an unknown model", { ...byTokens, model: "nobody-knows" }, "model_not_priced"],
    [
      "another currency",
      { model: MODEL, amount: { amount: "0.001", currency: "EUR" } },
      "usage_currency_mismatch",
    ],
    [
      "more than there is",
      { model: MODEL, amount: { amount: "100000000", currency: "USD" } },
      "insufficient_funds",
    ],
    ["more than there is by tokens", { ...byTokens, maxOutputTokens: 1_000_000_000 }, "insufficient_funds"],
  ])(
    "an authorisation for %s is declined with what would help, and promises nothing",
    async (_, body, code) => {
      const before = await money();
      const answer = await send(AUTHORIZE, body);
      expect([answer.status, answer.body.code]).toEqual([409, code]);
      expect(answer.body.refusals?.[0]?.help.length).toBeGreaterThan(10);
      expect(await money()).toEqual(before);
    },
  );

  it.each([
    ["an unknown model", { model: "nobody-knows" }, "model_not_priced", "model"],
    [
      "more cached than read tokens",
      { tokens: { inputTokens: 1, cachedInputTokens: 2 } },
      "usage_tokens_inconsistent",
      "tokens.inputTokens",
    ],
    [
      "a day too late",
      { occurredAt: new Date(Date.now() - 96 * 3_600_000).toISOString() },
      "usage_too_late",
      "occurredAt",
    ],
    [
      "an hour ahead",
      { occurredAt: new Date(Date.now() + 3_600_000).toISOString() },
      "usage_in_future",
      "occurredAt",
    ],
    ["somebody else's hold", { holdId: strangersHold }, "hold_unknown", "holdId"],
    ["a correction of somebody else's event", { corrects: "theirs" }, "correction_unknown", "corrects"],
  ])("an event of %s is rejected alone, with its field", async (_, more, code, field) => {
    const before = await money();
    const answer = await send(RECORD, { events: [event(more)] });
    expect(answer.status).toBe(200);
    expect(answer.body.results).toMatchObject([{ status: "rejected", code, fields: [field] }]);
    expect(await money()).toEqual(before);
  });
});

describe("a top-up that cannot be", () => {
  it("is refused with field and code, and makes no order", async () => {
    const ada = await signUp(test, "ada");
    const own = await openAccount(test, ada);
    const terms = { version: "2026-11", hash: "0".repeat(64), language: "en" };
    const before = await money();
    for (const [input, code, field] of [
      [{ amount: { amount: "-50", currency: "USD" }, terms }, "validation_failed", "terms"],
      [{ amount: { amount: "1e21", currency: "USD" }, terms }, "validation_failed", "amount.amount"],
      [{ amount: { amount: 50, currency: "USD" }, terms }, "validation_failed", "amount.amount"],
      [
        { amount: { amount: "100000000.000000001", currency: "USD" }, terms },
        "validation_failed",
        "amount.amount",
      ],
      [{ amount: { amount: "50", currency: "XXX" }, terms }, "validation_failed", "amount.currency"],
      [
        { amount: { amount: "50", currency: "USD" }, terms: { ...terms, hash: "x" } },
        "validation_failed",
        "terms.hash",
      ],
      [{ amount: { amount: "50", currency: "USD" } }, "validation_failed", "terms"],
      [{ amount: { amount: "50", currency: "USD" }, terms }, "validation_failed", "terms"],
      [{ amount: { amount: "50", currency: "USD" }, terms, bonus: "1000" }, "validation_failed", ""],
    ] as const) {
      const answer = await ada.mutate("topUps.create", { accountId: own, ...input });
      expect([input, answer.status, answer.problem.code]).toEqual([input, 400, code]);
      expect([input, JSON.stringify(answer.problem.errors)]).toEqual([
        input,
        expect.stringContaining(`"${field}"`),
      ]);
    }
    for (const [amount, currency, code] of [
      ["0", "USD", "top_up_amount_out_of_range"],
      ["-50", "USD", "top_up_amount_out_of_range"],
      ["0.01", "USD", "top_up_amount_out_of_range"],
      ["10000.01", "USD", "top_up_amount_out_of_range"],
      ["50", "EUR", "top_up_currency_mismatch"],
    ] as const) {
      const { data } = await ada.query("topUps.review", { accountId: own, amount: { amount, currency } });
      expect([amount, currency, JSON.stringify(data["decision"])]).toEqual([
        amount,
        currency,
        expect.stringContaining(code),
      ]);
      expect(data["total"]).toBeNull();
    }
    const stranger = await ada.mutate("topUps.create", {
      accountId: strangersId,
      amount: { amount: "50", currency: "USD" },
      terms,
    });
    expect([stranger.status, stranger.problem.code]).toEqual([404, "not_found"]);
    expect(await money()).toEqual(before);
  });
});

it("the books are right after all of the above", async () => {
  expect(await brokenLaws(test.database)).toEqual({});
});
