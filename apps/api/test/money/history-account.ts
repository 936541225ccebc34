import { decimalToNanos } from "@tenure/core/money";
import { emptyModelRates } from "@tenure/core/pricing";
import type {
  Answer,
  Beginning,
  EventAnswer,
  EventStep,
  HoldView,
  Split,
  Step,
  UsageSum,
  View,
} from "../../../../packages/core/test/credits/model/history.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { openLot } from "../../src/ledger/lots.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import type { TestDatabase } from "../support/database.ts";

/** An input token costs one nano, an output token three, as in the model. */
export const NANO_MODEL = "nano-a-token";

/** A process of the product that can be asked over HTTP. */
export interface Door {
  post(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The job that ends overdue holds. */
  expire(): Promise<unknown>;
}

/** Puts the histories' model into the price list. */
export async function priceNanoModel({ sql }: TestDatabase): Promise<void> {
  await sql(
    `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
     VALUES ($1, 1, 'USD', $2, 'nano', 'test', '2020-01-01')`,
    [
      NANO_MODEL,
      JSON.stringify({
        ...emptyModelRates("USD"),
        base: { standard: { input: "1", output: "3" }, batch: {}, priority: {}, flex: {} },
      }),
    ],
  );
  await sql(`INSERT INTO plan (id, name, rank) VALUES ('pro', '"Pro"', 1) ON CONFLICT DO NOTHING`);
  await sql(
    `INSERT INTO plan_price (plan_id, version, interval, currency, amount_nanos, included_usage_nanos, features, effective_from)
     VALUES ('pro', 78, 'month', 'USD', 20000000000, 40000000000, '[]', '2020-01-01')`,
  );
}

/** One account of the product, living a history: asked over HTTP as a gateway asks, seen in the tables. */
export class HistoryAccount {
  readonly #database: TestDatabase;
  readonly #accountId: string;
  readonly #key: string;
  readonly #holds: string[] = [];

  private constructor(database: TestDatabase, accountId: string, key: string) {
    this.#database = database;
    this.#accountId = accountId;
    this.#key = key;
  }

  /** Opens an account whose own clock stands at `beganAt`, milliseconds since 1970. */
  static async open(database: TestDatabase, beginning: Beginning, beganAt: number): Promise<HistoryAccount> {
    const { sql } = database;
    const [accountId, subjectId, key] = [newId(), newId(), `tnr_test_${crypto.randomUUID()}`];
    const began = new Date(beganAt).toISOString();
    await sql(
      `WITH subject AS (INSERT INTO subject (id, kind, display_name) VALUES ($2, 'individual', 'Ada') RETURNING id),
            account AS (INSERT INTO account (id, name, state, currency, time_zone, livemode, clock_offset_ms)
                        VALUES ($1, 'A', 'active', 'USD', 'UTC', false,
                                ceil(extract(epoch FROM $3::timestamptz - clock_timestamp()) * 1000)) RETURNING id),
            holder AS (INSERT INTO holder_period (account_id, subject_id, started_at)
                       SELECT account.id, subject.id, '2026-01-01' FROM account, subject RETURNING id)
       INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
       SELECT $1, id, 'test', 'tnr_test_x', $4, '{usage:write,usage:read,wallet:read}', '2099-01-01' FROM holder`,
      [accountId, subjectId, began, hashKey(key)],
    );
    if (beginning.includedNanos !== null) {
      const [orderId, subscriptionId] = [newId(), newId()];
      await sql(
        `WITH price AS (SELECT id FROM plan_price WHERE plan_id = 'pro' AND version = 78),
              bought AS (INSERT INTO "order" (id, number, account_id, holder_period_id, kind, state, currency, amount_nanos,
                           tax_nanos, total_minor, policy_version, plan_price_id, decision_id, provider, created_at, expires_at, paid_at)
                         SELECT $2, $2::uuid::text, $1, h.id, 'subscription', 'paid', 'USD', 20000000000, 0, 2000, '2026-11',
                                price.id, $2, 'stripe', $4, $4, $4 FROM price, holder_period h WHERE h.account_id = $1 RETURNING id),
              subscription AS (INSERT INTO subscription (id, account_id, plan_id, state, time_zone, created_at)
                               VALUES ($3, $1, 'pro', 'active', 'UTC', $4) RETURNING id)
         INSERT INTO term (id, account_id, subscription_id, order_id, plan_price_id, number, anchor_at, starts_at, ends_at, included_nanos)
         SELECT $7, $1, subscription.id, bought.id, price.id, 1, $4, $4, $5, $6 FROM subscription, bought, price`,
        [
          accountId,
          orderId,
          subscriptionId,
          began,
          new Date(beganAt + beginning.termMinutes * 60_000).toISOString(),
          beginning.includedNanos,
          newId(),
        ],
      );
    }
    return new HistoryAccount(database, accountId, key);
  }

  /** Does a step. What a client asks goes through the door; time and administrators go to the tables. */
  async perform(step: Step, door: Door): Promise<Answer> {
    const { sql } = this.#database;
    switch (step.do) {
      case "wait":
        await sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
          this.#accountId,
          step.minutes * 60_000,
        ]);
        return { is: "done" };
      case "credit":
        await this.#credit(step);
        return { is: "done" };
      case "limits":
        await sql("UPDATE wallet SET day_limit_nanos = $2, month_limit_nanos = $3 WHERE account_id = $1", [
          this.#accountId,
          step.day,
          step.month,
        ]);
        return { is: "done" };
      case "account":
        await sql("UPDATE account SET state = $2 WHERE id = $1", [this.#accountId, step.state]);
        return { is: "done" };
      case "plan":
        await sql(
          `UPDATE subscription SET state = $2, canceled_at = CASE $2 WHEN 'canceling' THEN now() END,
                  last_term_number = CASE $2 WHEN 'canceling' THEN 1 END
            WHERE account_id = $1`,
          [this.#accountId, step.state],
        );
        return { is: "done" };
      case "expire":
        await door.expire();
        return { is: "done" };
      case "authorize":
        return this.#authorize(step, door);
      case "settle":
        return this.#settle(step, door);
      case "release":
        return this.#onHold(step.hold, "release", {}, door);
      case "extend":
        return this.#onHold(step.hold, "extend", { timeToLiveSeconds: step.livesMinutes * 60 }, door);
      case "record":
        return this.#record(step.events, door);
    }
  }

  async #credit(step: Extract<Step, { do: "credit" }>): Promise<void> {
    await this.#database.db.within(PLATFORM, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM account WHERE id = ${this.#accountId}::uuid FOR NO KEY UPDATE`;
      const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT tenure_now(${this.#accountId}::uuid) AS now`;
      if (row === undefined) throw new Error("no clock");
      await openLot(tx, {
        accountId: this.#accountId,
        kind: step.kind,
        currency: "USD",
        amountNanos: BigInt(step.nanos),
        // From the whole minute on, as the model has it: two lots of one minute expire at one moment.
        expiresAt:
          step.livesMinutes === null
            ? null
            : new Date(wholeMinutes(row.now.getTime()) + step.livesMinutes * 60_000).toISOString(),
        reason: "test",
        now: row.now.toISOString(),
        decisionId: null,
        journalKind: "gift.granted",
        from: "expense.gifts",
      });
    });
  }

  #post(door: Door, path: string, body: unknown, idempotencyKey: string = newId()) {
    return door.post(path, body, {
      authorization: `Bearer ${this.#key}`,
      "idempotency-key": idempotencyKey,
    });
  }

  async #authorize(step: Extract<Step, { do: "authorize" }>, door: Door): Promise<Answer> {
    const { status, body } = await this.#post(
      door,
      "/v1/usage/authorize",
      {
        model: NANO_MODEL,
        maxInputTokens: step.tokens.input,
        maxOutputTokens: step.tokens.output,
        ...(step.livesMinutes === null ? {} : { timeToLiveSeconds: step.livesMinutes * 60 }),
      },
      `key-${step.key}`,
    );
    if (status !== 201) return failureOf(status, body, false);
    const hold = body as HoldJson;
    if (!this.#holds.includes(hold.holdId)) this.#holds.push(hold.holdId);
    return this.#showHold(hold);
  }

  async #settle(step: Extract<Step, { do: "settle" }>, door: Door): Promise<Answer> {
    const { status, body } = await this.#post(door, `/v1/usage/holds/${this.#holdId(step.hold)}/settle`, {
      tokens: { inputTokens: step.tokens.input, outputTokens: step.tokens.output },
      ...(step.event === null ? {} : { clientEventId: `event:${step.event}` }),
      ...(step.final ? {} : { final: false }),
    });
    if (status !== 200) return failureOf(status, body, true);
    const { hold, event } = body as { hold: HoldJson; event: ChargedJson };
    return { is: "settled", holdState: hold.state, split: splitOf(event) };
  }

  async #onHold(hold: number, verb: "release" | "extend", input: object, door: Door): Promise<Answer> {
    const { status, body } = await this.#post(door, `/v1/usage/holds/${this.#holdId(hold)}/${verb}`, input);
    return status === 200 ? this.#showHold(body as HoldJson) : failureOf(status, body, true);
  }

  async #record(events: readonly EventStep[], door: Door): Promise<Answer> {
    const { status, body } = await this.#post(door, "/v1/usage/events", {
      events: events.map((each) => ({
        clientEventId: `event:${each.event}`,
        model: NANO_MODEL,
        ...(each.tokens === null
          ? {}
          : { tokens: { inputTokens: each.tokens.input, outputTokens: each.tokens.output } }),
        ...(each.hold === null ? {} : { holdId: this.#holdId(each.hold) }),
        ...(each.servedAt === null ? {} : { occurredAt: new Date(each.servedAt).toISOString() }),
        ...(each.corrects === null ? {} : { corrects: this.#eventName(each.corrects) }),
      })),
    });
    if (status !== 200) return failureOf(status, body, true);
    const { results } = body as { results: ResultJson[] };
    return {
      is: "results",
      results: results.map(
        (each): EventAnswer =>
          each.status === "recorded"
            ? { is: "recorded", duplicate: each.duplicate, split: splitOf(each.event) }
            : { is: "rejected", code: each.code, fields: each.fields },
      ),
    };
  }

  /** A hold by its place in the order of granting; one that nobody was granted has an id that nothing has. */
  #holdId = (place: number): string =>
    this.#holds[place] ?? `00000000-0000-7000-8000-${String(place).padStart(12, "0")}`;

  /** An event named after its hold is named after the hold's id. */
  #eventName = (name: string): string =>
    name.startsWith("hold:") ? `hold:${this.#holdId(Number(name.slice(5)))}` : name;

  #showHold(hold: HoldJson): Answer {
    return {
      is: "hold",
      hold: this.#holds.indexOf(hold.holdId),
      view: {
        state: hold.state,
        planNanos: nanosOf(hold.planPart),
        creditNanos: nanosOf(hold.creditPart),
        livesMs: wholeMinutes(Date.parse(hold.expiresAt) - Date.parse(hold.openedAt)),
      },
    };
  }

  /** Everything that can be seen, from the tables. */
  async view(): Promise<View> {
    const [row] = await this.#database.sql<ViewRow>(VIEW, [this.#accountId]);
    if (row === undefined) throw new Error("no account");
    return {
      lots: row.lots.map(BigInt),
      givenBackNanos: BigInt(row.given_back),
      debtNanos: BigInt(row.debt),
      termUsedNanos: BigInt(row.term_used),
      heldPlanNanos: BigInt(row.held_plan),
      heldCreditNanos: BigInt(row.held_credit),
      usedNanos: BigInt(row.used),
      holds: row.holds
        .toSorted((a, b) => this.#holds.indexOf(a.id) - this.#holds.indexOf(b.id))
        .map((hold) => ({
          state: hold.state,
          planNanos: BigInt(hold.plan),
          creditNanos: BigInt(hold.credit),
          leftPlanNanos: BigInt(hold.left_plan),
          leftCreditNanos: BigInt(hold.left_credit),
          livesMs: wholeMinutes(Number(hold.lives_ms)),
        })),
      events: Number(row.events),
      byHour: Object.fromEntries(
        row.by_hour.map((hour): [string, UsageSum] => [
          new Date(hour.starts_at).toISOString(),
          {
            requests: Number(hour.requests),
            inputTokens: Number(hour.input_tokens),
            outputTokens: Number(hour.output_tokens),
            amountNanos: BigInt(hour.amount),
            planNanos: BigInt(hour.plan),
            creditNanos: BigInt(hour.credit),
            debtNanos: BigInt(hour.debt),
          },
        ]),
      ),
    };
  }

  /** How far the account's clock ran ahead of the model's, milliseconds: the time the machine itself took. */
  async driftMs(modelNow: number): Promise<number> {
    const [row] = await this.#database.sql<{ now: Date }>("SELECT tenure_now($1) AS now", [this.#accountId]);
    return (row?.now.getTime() ?? Number.NaN) - modelNow;
  }
}

const VIEW = `
WITH clock AS (SELECT tenure_now($1) AS now),
     holds AS (SELECT h.*, h.state = 'open' AND h.expires_at > clock.now AS promises,
                      CASE WHEN h.state = 'open' AND h.expires_at <= clock.now THEN 'expired' ELSE h.state END AS seen
                 FROM usage_hold h, clock WHERE h.account_id = $1 AND h.state <> 'declined'),
     lots AS (SELECT l.opened_at, l.id, l.reason = 'usage_correction' AS given_back,
                     CASE WHEN l.expires_at <= clock.now THEN 0 ELSE a.balance END AS nanos
                FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id, clock WHERE l.account_id = $1)
SELECT coalesce((SELECT json_agg(nanos::text ORDER BY opened_at, id) FROM lots WHERE NOT given_back), '[]') AS lots,
       (SELECT coalesce(sum(nanos), 0) FROM lots WHERE given_back)::text AS given_back,
       (SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE account_id = $1 AND code = 'wallet.debt')::text AS debt,
       (SELECT coalesce(sum(used_nanos), 0) FROM term WHERE account_id = $1)::text AS term_used,
       (SELECT coalesce(sum(left_plan_nanos), 0) FROM holds WHERE promises)::text AS held_plan,
       (SELECT coalesce(sum(left_credit_nanos), 0) FROM holds WHERE promises)::text AS held_credit,
       (SELECT used_nanos FROM wallet WHERE account_id = $1)::text AS used,
       coalesce((SELECT json_agg(json_build_object('id', id, 'state', seen, 'plan', plan_nanos::text,
         'credit', (amount_nanos - plan_nanos)::text,
         'left_plan', (CASE WHEN promises THEN left_plan_nanos ELSE 0 END)::text,
         'left_credit', (CASE WHEN promises THEN left_credit_nanos ELSE 0 END)::text,
         'lives_ms', (extract(epoch FROM expires_at - opened_at) * 1000)::text)) FROM holds), '[]') AS holds,
       (SELECT count(*) FROM usage_event e WHERE account_id = $1 AND NOT (kind = 'reversal' AND EXISTS
         (SELECT 1 FROM usage_event r WHERE r.corrects_id = e.corrects_id AND r.kind = 'usage')))::text AS events,
       coalesce((SELECT json_agg(json_build_object('starts_at', starts_at, 'requests', requests::text,
         'input_tokens', input_tokens::text, 'output_tokens', output_tokens::text, 'amount', amount_nanos::text,
         'plan', plan_nanos::text, 'credit', credit_nanos::text, 'debt', debt_nanos::text))
         FROM usage_rollup WHERE account_id = $1 AND grain = 'hour'), '[]') AS by_hour`;

interface ViewRow extends Record<string, unknown> {
  lots: string[];
  given_back: string;
  debt: string;
  term_used: string;
  held_plan: string;
  held_credit: string;
  used: string;
  holds: {
    id: string;
    state: HoldView["state"];
    plan: string;
    credit: string;
    left_plan: string;
    left_credit: string;
    lives_ms: string;
  }[];
  events: string;
  by_hour: {
    starts_at: string;
    requests: string;
    input_tokens: string;
    output_tokens: string;
    amount: string;
    plan: string;
    credit: string;
    debt: string;
  }[];
}

interface MoneyJson {
  amount: string;
  currency: string;
}

interface HoldJson {
  holdId: string;
  state: HoldView["state"];
  planPart: MoneyJson;
  creditPart: MoneyJson;
  openedAt: string;
  expiresAt: string;
}

interface ChargedJson {
  value: MoneyJson;
  planPart: MoneyJson;
  creditPart: MoneyJson;
  debtPart: MoneyJson;
}

type ResultJson =
  | { status: "recorded"; duplicate: boolean; event: ChargedJson }
  | { status: "rejected"; code: string; fields: string[] };

interface ProblemJson {
  code: string;
  refusals?: { code: string }[];
  errors?: { path: string }[];
}

/** Steps are whole minutes apart; what the machine itself took since is less than one, and cut off. */
const wholeMinutes = (ms: number): number => Math.floor(ms / 60_000) * 60_000;

function nanosOf({ amount, currency }: MoneyJson): bigint {
  const nanos = decimalToNanos(amount);
  if (nanos === null || currency !== "USD") throw new Error(`no amount in dollars: ${amount} ${currency}`);
  return nanos;
}

const splitOf = (event: ChargedJson): Split => ({
  amountNanos: nanosOf(event.value),
  planNanos: nanosOf(event.planPart),
  creditNanos: nanosOf(event.creditPart),
  debtNanos: nanosOf(event.debtPart),
});

/** A problem as the model says it. A server's own fault is never an answer. */
function failureOf(status: number, body: unknown, withFields: boolean): Answer {
  const { code, refusals, errors } = body as ProblemJson;
  if (status >= 500) throw new Error(`${status} ${JSON.stringify(body)}`);
  if (refusals !== undefined) return { is: "refused", codes: refusals.map((each) => each.code) };
  return { is: "error", code, fields: withFields ? (errors ?? []).map((each) => each.path) : [] };
}
