import { cancelSubscription } from "@tenure/core/subscriptions";
import { beforeAll, describe, expect, it } from "vitest";
import { RefusedError } from "../../src/errors/app-error.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { finishSubscriptions } from "../../src/subscriptions/finish.ts";
import { undoCancel } from "../../src/subscriptions/undo-cancel.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { insertApiKey } from "../support/api-key.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Row {
  readonly state: string;
  readonly last_term_number: number | null;
  readonly cancel_reason: string | null;
  readonly cancel_comment: string | null;
  readonly ends_at: Date;
  readonly ended_at: Date | null;
  readonly now: Date;
}

/** The newest subscription with its newest term, and the account's clock. */
async function row({ accountId }: Customer): Promise<Row> {
  const [found] = await market.database.sql<Row & Record<string, unknown>>(
    `SELECT s.*, t.ends_at, tenure_now(s.account_id) AS now FROM subscription s JOIN term t ON t.subscription_id = s.id
      WHERE s.account_id = $1 ORDER BY s.created_at DESC, t.number DESC LIMIT 1`,
    [accountId],
  );
  if (found === undefined) throw new Error("no subscription");
  return found;
}

/** Moves the account's clock to so many milliseconds before the end of its term; negative is after it. */
async function beforeEnd(customer: Customer, milliseconds: number): Promise<void> {
  const { ends_at, now } = await row(customer);
  await customer.later(ends_at.getTime() - now.getTime() - milliseconds);
}

const nothingSaid = { reason: null, comment: null, confirmedEndsAt: null };
const cancelIt = (customer: Customer, key?: string, survey: object = nothingSaid) =>
  market.services.runner.run(cancel(market.services.tax), survey, customer.as(key));
const undoIt = (customer: Customer) =>
  market.services.runner.run(undoCancel(market.services.tax), {}, customer.as());
const refusalsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RefusedError)) throw error;
  return error.decision.refusals.map(({ code }) => code);
};
const mails = async ({ email }: Customer, about: RegExp) => {
  await market.runJobs();
  return market.mail.mails.filter(
    ({ recipients, parsed }) => recipients.includes(email) && about.test(parsed.subject ?? ""),
  );
};
const finish = () => finishSubscriptions(market.services);

async function subscriber(options: Parameters<Market["customer"]>[0] = {}): Promise<Customer> {
  const customer = await market.customer(options);
  await customer.subscribe("pro");
  return customer;
}

describe("cancelling a subscription", () => {
  it("T2.4, T2.6: in time it is never charged again, serves to the end, and then the account is on Free", async () => {
    const customer = await subscriber();
    const { answer } = await cancelIt(customer, undefined, { reason: "too_expensive", comment: " bye " });
    const { ends_at } = await row(customer);
    expect(answer).toMatchObject({ state: "canceling", endsAt: ends_at.toISOString() });
    expect(await row(customer)).toMatchObject({
      state: "canceling",
      last_term_number: 1,
      cancel_reason: "too_expensive",
      cancel_comment: "bye",
    });
    expect(await mails(customer, /Pro plan ends on/)).toHaveLength(1);

    await beforeEnd(customer, 60_000);
    await customer.use(5);
    expect(await finish()).toBe(0);
    const [term] = await market.database.sql<{ used: string }>(
      "SELECT used_nanos::text AS used FROM term WHERE account_id = $1",
      [customer.accountId],
    );
    // Five cents, of the plan: the wallet is empty.
    expect(term).toEqual({ used: "50000000" });

    await beforeEnd(customer, -1);
    expect(await finish()).toBe(1);
    expect(await finish()).toBe(0);
    const ended = await row(customer);
    expect([ended.state, ended.ended_at]).toEqual(["ended", ends_at]);
    expect(await mails(customer, /Pro plan has ended/)).toHaveLength(1);
    expect(market.stripe.control.refunds()).toEqual([]);

    // May subscribe again.
    await customer.subscribe("max");
    expect((await row(customer)).state).toBe("active");
  });

  it.each<[string, number, number]>([
    ["at the cut-off, exactly 24 hours before the end", DAY, 1],
    ["one minute after it", DAY - 60_000, 2],
  ])("T2.5: %s", async (_, milliseconds, lastTermNumber) => {
    const customer = await subscriber();
    // The clock goes on while the command runs: half a minute of room on the side that is asked about.
    await beforeEnd(customer, milliseconds + (milliseconds === DAY ? 30_000 : 0));
    await cancelIt(customer);
    expect(await row(customer)).toMatchObject({ state: "canceling", last_term_number: lastTermNumber });
  });

  it("T2.5: late, the mail names the one more charge and both instants, and the term's end ends nothing yet", async () => {
    const customer = await subscriber({ zone: "Asia/Shanghai", language: "zh" });
    await beforeEnd(customer, HOUR);
    const { answer } = await cancelIt(customer);
    const { ends_at } = await row(customer);
    expect(Date.parse(answer.endsAt)).toBeGreaterThan(ends_at.getTime() + 27 * DAY);
    const [mail] = await mails(customer, /将再续订一次/);
    expect(mail?.parsed.text).toContain("20.00");
    await beforeEnd(customer, -1);
    expect(await finish()).toBe(0);
    expect((await row(customer)).state).toBe("canceling");
  });

  it("T2.6: is taken back before the end, and then nothing of it is left", async () => {
    const customer = await subscriber();
    await cancelIt(customer, undefined, { reason: "other", comment: "oops" });
    const { answer } = await undoIt(customer);
    const after = await row(customer);
    expect(answer.renewsAt).toBe(after.ends_at.toISOString());
    expect(after).toMatchObject({
      state: "active",
      last_term_number: null,
      cancel_reason: null,
      cancel_comment: null,
    });
    expect(await mails(customer, /renews again/)).toHaveLength(1);
    await beforeEnd(customer, -1);
    expect(await finish()).toBe(0);
    expect(await refusalsOf(undoIt(customer))).toEqual([
      "subscription_not_canceling",
      "subscription_term_over",
    ]);
  });

  it("repeats its answer under the same key, refuses a second one, and of many at once takes one", async () => {
    const customer = await subscriber();
    const first = await cancelIt(customer, "same-key");
    const again = await cancelIt(customer, "same-key");
    expect(again.answer).toEqual(first.answer);
    expect(await refusalsOf(cancelIt(customer))).toEqual(["subscription_already_canceling"]);

    const other = await subscriber();
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => cancelIt(other)));
    expect(settled.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(await mails(other, /Pro plan ends on/)).toHaveLength(1);
  });

  it("previews by the loader and rule that act: same facts but for the clock, same effects", async () => {
    const customer = await subscriber();
    const preview = await market.services.runner.preview(
      cancel(market.services.tax),
      nothingSaid,
      customer.as(),
    );
    const { decisionId } = (await cancelIt(customer)).answer;
    const [stored] = await market.database.sql<{ body: { effects: unknown; lines: unknown } }>(
      "SELECT receipt->'body' AS body FROM decision WHERE id = $1",
      [decisionId],
    );
    expect(stored?.body.effects).toEqual(preview.effects);
    expect(stored?.body.lines).toEqual(preview.lines);
    expect(cancelSubscription.effects.parse(preview.effects)).toMatchObject({ renewals: 0 });
  });

  it("T2.5: what was confirmed is what happens: once the cut-off has passed, the old preview cancels nothing", async () => {
    const customer = await subscriber();
    const { ends_at } = await row(customer);
    await beforeEnd(customer, HOUR);
    await expect(
      cancelIt(customer, undefined, { ...nothingSaid, confirmedEndsAt: ends_at.toISOString() }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect((await row(customer)).state).toBe("active");
  });

  it("on Free there is nothing to cancel", async () => {
    const customer = await market.customer();
    await expect(cancelIt(customer)).rejects.toMatchObject({ code: "not_found" });
  });

  it("the database keeps no cancelled subscription without its last term", async () => {
    const customer = await subscriber();
    await expect(
      market.database.sql("UPDATE subscription SET state = 'canceling' WHERE account_id = $1", [
        customer.accountId,
      ]),
    ).rejects.toThrow("subscription_canceling");
  });
});

describe("over REST", () => {
  const keyOf = async ({ accountId }: Customer, scopes: string) => {
    const key = `tnr_test_${crypto.randomUUID()}`;
    await insertApiKey(market.database, accountId, key, scopes.split(","));
    return key;
  };
  const ask = (method: "GET" | "POST" | "DELETE", key: string) =>
    market.app.inject({
      method,
      url: "/v1/subscription/cancellation",
      headers: { authorization: `Bearer ${key}`, "idempotency-key": crypto.randomUUID() },
      ...(method === "POST" ? { payload: {} } : {}),
    });

  it("a key with the scope previews, cancels and takes back; one without may not", {
    tags: ["deep"],
  }, async () => {
    const customer = await subscriber();
    const key = await keyOf(customer, "subscriptions:write,usage:read");
    const { ends_at } = await row(customer);
    const endsAt = ends_at.toISOString();
    const preview = await ask("GET", key);
    expect(preview.json()).toMatchObject({
      planId: "pro",
      outcome: { inTime: true, endsAt, chargedAt: null, charge: { amount: "0.00", currency: "USD" } },
    });
    expect((await ask("POST", key)).json()).toMatchObject({ state: "canceling", endsAt });
    const shown = await market.app.inject({
      method: "GET",
      url: "/v1/subscription",
      headers: { authorization: `Bearer ${key}` },
    });
    expect(shown.json()).toMatchObject({
      subscription: { state: "canceling", cancellation: { endsAt, renewals: 0 } },
    });
    expect((await ask("DELETE", key)).json()).toMatchObject({ state: "active", renewsAt: endsAt });
    expect((await ask("POST", await keyOf(customer, "usage:read"))).statusCode).toBe(403);
  });
});
