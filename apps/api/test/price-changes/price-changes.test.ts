import { decide } from "@tenure/core/decision";
import { policyAt } from "@tenure/core/policy";
import { renewSubscription } from "@tenure/core/subscriptions";
import { beforeAll, describe, expect, it } from "vitest";
import { mailboxesOf } from "../../src/incoming-mail/mailboxes.ts";
import { startMailListener } from "../../src/incoming-mail/smtp-listener.ts";
import { sqlOf } from "../../src/db/batch.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { AppError, RefusedError } from "../../src/errors/app-error.ts";
import { announcePriceChange } from "../../src/price-changes/announce.ts";
import { recordAcceptance } from "../../src/price-changes/record-acceptance.ts";
import { schedulePriceChange } from "../../src/price-changes/schedule.ts";
import { takeBack } from "../../src/price-changes/take-back.ts";
import { readRenewalFacts } from "../../src/renewals/facts.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { sendReport } from "../../../../packages/sandbox/src/mailbox/send-report.ts";
import { bounceOf } from "../../../../packages/sandbox/src/mailbox/bounce.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { browser } from "../support/people.ts";

const DAY = 86_400_000;
let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const asStaff = () => ({
  actor: { kind: "staff" as const, id: newId() },
  accountId: null,
  asPlatform: true,
  requestId: null,
  idempotencyKey: newId(),
});

/** Plans a new monthly price of a plan, so many days from now; every plan is one test's, so that they do not meet. */
async function plan(planId: "pro" | "max" | "ultra", dollars: string, inDays: number): Promise<string> {
  const { answer } = await market.services.runner.run(
    schedulePriceChange,
    {
      planId,
      interval: "month",
      price: { amount: dollars, currency: "USD" },
      includedUsage: { amount: "40.00", currency: "USD" },
      name: "Renamed",
      features: ["all_models"],
      appliesFrom: new Date(Date.now() + inDays * DAY).toISOString(),
    },
    asStaff(),
  );
  return answer.priceChangeId;
}

const withdraw = (priceChangeId: string) =>
  market.services.runner.run(takeBack, { priceChangeId }, asStaff());

const termOf = async ({ accountId }: Customer) => {
  const [row] = await market.database.sql<{
    subscription_id: string;
    ends_at: Date;
    last_term_number: number | null;
  }>(
    `SELECT t.subscription_id, t.ends_at, s.last_term_number FROM term t JOIN subscription s ON s.id = t.subscription_id
      WHERE t.account_id = $1 ORDER BY t.number DESC LIMIT 1`,
    [accountId],
  );
  if (row === undefined) throw new Error("no term");
  return row;
};

const noticesOf = ({ email }: Pick<Customer, "email">, about: RegExp) =>
  market.mail.mails.filter(
    ({ recipients, parsed }) => recipients.includes(email) && about.test(parsed.subject ?? ""),
  );

/** What the renewal at the end of the running term would charge, by the facts in the database; in dollars, and why. */
async function renewal(customer: Customer) {
  const { subscription_id } = await termOf(customer);
  const [due] = await market.services.db.within(PLATFORM, (tx) =>
    readRenewalFacts(sqlOf(tx), [subscription_id], market.services.tax),
  );
  if (due === undefined) throw new Error("no facts");
  const now = due.facts.term.endsAt;
  const { effects } = decide(renewSubscription, { ...due.facts, now }, policyAt(now));
  if (effects === null) throw new Error("nothing is due");
  return effects.action === "end"
    ? { ends: effects.reason }
    : {
        dollars: Number(effects.amountNanos / 1_000_000_000n),
        accepts: effects.acceptedChangeId,
        kept: effects.keptPrice?.why ?? null,
      };
}

const toEnd = async (customer: Customer, milliseconds: number) => {
  const [row] = await market.database.sql<{ left: string }>(
    `SELECT (extract(epoch FROM t.ends_at - tenure_now(t.account_id)) * 1000)::bigint::text AS left
       FROM term t WHERE t.account_id = $1 ORDER BY t.number DESC LIMIT 1`,
    [customer.accountId],
  );
  await customer.later(Number(row?.left) - milliseconds);
};

/** The token of the link in the newest notice. */
const tokenIn = (customer: Customer): string => {
  const text = noticesOf(customer, /will cost|调整为/).at(-1)?.parsed.text ?? "";
  const token = /cancel-before-price-change#(\S+)/.exec(text)?.[1];
  if (token === undefined) throw new Error("no link");
  return token;
};

describe("a price change with notice", () => {
  it("T3.1, T3.2: whoever was told in time pays it, whoever was not keeps the old price, and nobody's running term changes", async () => {
    const told = await market.customer();
    await told.subscribe("pro");
    const late = await market.customer();
    await late.subscribe("pro");
    const deaf = await market.customer();
    await deaf.subscribe("pro");
    // Ten days before its renewal, no notice can be thirty days old by then.
    await toEnd(late, 10 * DAY);
    // Its owner's mail is refused for good, and the billing address too.
    await market.database.sql(
      "UPDATE auth_user SET email = 'a' || email || '@refused.example' WHERE id = $1",
      [deaf.loginId],
    );
    await market.database.sql(
      "UPDATE billing_details SET email = 'b@refused.example' WHERE account_id = $1",
      [deaf.accountId],
    );
    const changeId = await plan("pro", "25.00", 0.01);
    await market.runJobs();
    expect(noticesOf(told, /Pro will cost \$25.00/)).toHaveLength(1);
    expect(noticesOf(told, /will cost/)[0]?.parsed.text).toContain("from $20.00 to $25.00");

    // Bought in November or a month of 30 days, the notice is a moment late for the first renewal; it is dated a day before.
    await market.database.sql(
      `UPDATE notice SET sent_at = sent_at - interval '2 days' WHERE account_id = $1 AND kind = 'price_raise_announced'`,
      [told.accountId],
    );
    expect(await renewal(told)).toEqual({ dollars: 25, accepts: changeId, kept: null });
    expect(await renewal(late)).toEqual({ dollars: 20, accepts: null, kept: "late" });
    expect(await renewal(deaf)).toEqual({ dollars: 20, accepts: null, kept: "no_notice" });
    const [sold] = await market.database.sql<{ amounts: string[] }>(
      `SELECT array_agg(DISTINCT p.amount_nanos::text) AS amounts FROM term t JOIN plan_price p ON p.id = t.plan_price_id
        WHERE t.account_id = ANY($1)`,
      [[told.accountId, late.accountId, deaf.accountId]],
    );
    expect(sold?.amounts).toEqual(["20000000000"]);

    // T2.5: cancelled after the cut-off it renews once, at the old price, whatever was announced.
    await toEnd(told, 3_600_000);
    await market.services.runner.run(
      cancel(market.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      told.as(),
    );
    expect(await renewal(told)).toEqual({ dollars: 20, accepts: null, kept: "leaving" });
    await withdraw(changeId);
  });

  it("T3.2: tells each once, however often the job runs and at how many workers, and newcomers at once", {
    tags: ["deep"],
  }, async () => {
    const first = await market.customer({ language: "zh", zone: "Asia/Shanghai" });
    await first.subscribe("max");
    const changeId = await plan("max", "120.00", 40);
    await Promise.all([1, 2, 3].map(() => announcePriceChange(market.services, { priceChangeId: changeId })));
    await market.runJobs();
    const [mail, ...more] = noticesOf(first, /Max 套餐自 .* 起调整为 /);
    expect(more).toEqual([]);
    expect(mail?.parsed.text).toContain("120.00");
    const newcomer = await market.customer();
    await newcomer.subscribe("max");
    expect(noticesOf(newcomer, /Max will cost/)).toHaveLength(1);
    // T1.1: what is on sale is the version in force; the announced one cannot be bought, nor a second change planned.
    await expect(plan("max", "130.00", 50)).rejects.toBeInstanceOf(RefusedError);

    await withdraw(changeId);
    await market.runJobs();
    expect(noticesOf(newcomer, /stays as it is/)).toHaveLength(1);
    expect(await renewal(newcomer)).toEqual({ dollars: 100, accepts: null, kept: null });
    await expect(withdraw(changeId)).rejects.toBeInstanceOf(AppError);
  });

  it("T3.2: a mail that comes back by SMTP is no notice; another address is tried; a forged report changes nothing", async () => {
    const customer = await market.customer();
    await customer.subscribe("ultra");
    await market.database.sql("UPDATE billing_details SET email = $2 WHERE account_id = $1", [
      customer.accountId,
      `office-${customer.email}`,
    ]);
    const changeId = await plan("ultra", "240.00", 40);
    await market.runJobs();
    const raw = noticesOf(customer, /will cost/)[0]?.raw ?? "";
    const [notice] = await market.database.sql<{ id: string }>(
      "SELECT id FROM notice WHERE account_id = $1 AND kind = 'price_raise_announced'",
      [customer.accountId],
    );
    const path = market.mail.mails.find((each) => each.raw === raw)?.sender ?? "";
    expect(path).toMatch(/^bounce-[0-9a-f]{32}-[0-9a-f]{20}@bounces\.tenure\.test$/);
    const listener = await startMailListener(market.services, mailboxesOf(market.services), {
      port: 0,
      host: "127.0.0.1",
    });
    const bounced = async () => {
      const [row] = await market.database.sql<{ status: string | null }>(
        "SELECT bounce_status AS status FROM notice WHERE id = $1",
        [notice?.id],
      );
      return row?.status;
    };
    try {
      const report = bounceOf(Buffer.from(raw), path, [customer.email]);
      // Another signature; another mail quoted; delayed, not failed; no report at all.
      await sendReport(
        report,
        path.replace(/.@/, (end) => (end === "0@" ? "1@" : "0@")),
        listener.port,
      );
      const text = report.toString();
      await sendReport(Buffer.from(text.replace("notice.", "notice.other")), path, listener.port);
      await sendReport(Buffer.from(text.replace("Action: failed", "Action: delayed")), path, listener.port);
      await sendReport(Buffer.from("Subject: Out of office\r\n\r\nback on Monday"), path, listener.port);
      await sendReport(Buffer.from(`${"x".repeat(1100)}\r\n`.repeat(1100)), path, listener.port);
      expect(await bounced()).toBeNull();
      await sendReport(report, path, listener.port);
      expect(await bounced()).toBe("5.1.1");
      await sendReport(report, path, listener.port);
    } finally {
      await listener.close();
    }
    await market.runJobs();
    // The office hears of it, and that notice counts.
    expect(noticesOf({ email: `office-${customer.email}` }, /Ultra will cost/)).toHaveLength(1);
    const attempts = await market.database.sql<{ attempt: number }>(
      "SELECT attempt FROM price_change_notice WHERE account_id = $1 AND price_change_id = $2 ORDER BY attempt",
      [customer.accountId, changeId],
    );
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);

    // Through the web the same, under its token.
    const send = (authorization: string, recipient: string) =>
      market.app.inject({
        method: "POST",
        url: `/webhooks/bounces?recipient=${encodeURIComponent(recipient)}`,
        headers: { authorization, "content-type": "message/rfc822" },
        payload: Buffer.from("nothing"),
      });
    expect((await send("Bearer wrong", path)).statusCode).toBe(401);
    expect((await send("Bearer token of the bounces of the tests", path)).json()).toEqual({
      received: true,
      bounced: false,
    });
    await withdraw(changeId);
  });

  it("T3.2: the link shows first and cancels on confirmation only: at the old price to the last renewal before the new one", async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    // 45 days from now one renewal lies before it.
    const tab = browser(market);
    const changeId = await plan("pro", "30.00", 45);
    await market.runJobs();
    const token = tokenIn(customer);
    const shown = await tab.query("priceChanges.previewByLink", { token });
    expect(shown.data).toMatchObject({ planId: "pro", outcome: { inTime: true, renewals: 1 } });
    expect((await termOf(customer)).last_term_number).toBeNull();
    // Not its last character: some of its bits are no part of the signature.
    const forged = `${token.slice(0, -9)}${token.at(-9) === "A" ? "B" : "A"}${token.slice(-8)}`;
    expect((await tab.query("priceChanges.previewByLink", { token: forged })).status).toBe(404);
    const { endsAt } = shown.data["outcome"] as { endsAt: string };
    const stale = await tab.mutate("priceChanges.cancelByLink", {
      token,
      confirmedEndsAt: new Date(0).toISOString(),
    });
    expect(stale.status).toBe(409);
    for (const _ of [1, 2])
      expect(
        (await tab.mutate("priceChanges.cancelByLink", { token, confirmedEndsAt: endsAt })).data,
      ).toEqual({ endsAt });
    // The first term and one renewal.
    expect((await termOf(customer)).last_term_number).toBe(2);
    expect(await renewal(customer)).toMatchObject({ kept: null });
    expect(noticesOf(customer, /before the new price/)).toHaveLength(0);
    await market.runJobs();
    expect(noticesOf(customer, /before the new price/)).toHaveLength(1);
    await withdraw(changeId);
  });

  it("C4.5: the link of a notice to a former holder cancels nothing of the present one's", async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    const tab = browser(market);
    const changeId = await plan("pro", "31.00", 45);
    await market.runJobs();
    const token = tokenIn(customer);
    const { endsAt } = (await tab.query("priceChanges.previewByLink", { token })).data["outcome"] as {
      endsAt: string;
    };
    // What a change of account subject leaves: the period ends, and somebody else's begins.
    await market.database.sql("UPDATE holder_period SET ended_at = now() WHERE account_id = $1", [
      customer.accountId,
    ]);
    await market.database.sql(
      `WITH other AS (INSERT INTO subject (kind, display_name) VALUES ('individual', 'Somebody else') RETURNING id)
       INSERT INTO holder_period (account_id, subject_id, started_at)
       SELECT p.account_id, other.id, p.ended_at FROM holder_period p, other WHERE p.account_id = $1`,
      [customer.accountId],
    );
    expect((await tab.query("priceChanges.previewByLink", { token })).status).toBe(404);
    const pressed = await tab.mutate("priceChanges.cancelByLink", { token, confirmedEndsAt: endsAt });
    expect(pressed.status).toBe(404);
    expect((await termOf(customer)).last_term_number).toBeNull();
    await withdraw(changeId);
  });

  it("T3.2: staying is recorded on the notice that counted, once", { tags: ["deep"] }, async () => {
    const customer = await market.customer();
    await customer.subscribe("max");
    const changeId = await plan("max", "110.00", 60);
    await market.runJobs();
    const { subscription_id: subscriptionId } = await termOf(customer);
    const now = new Date().toISOString();
    const accept = (termId: string) =>
      market.services.db.within(PLATFORM, (tx) =>
        recordAcceptance(tx, { subscriptionId, changeId, termId, now }),
      );
    const termId = newId();
    await accept(termId);
    await accept(newId());
    const rows = await market.database.sql<{ accepted_term_id: string | null }>(
      "SELECT accepted_term_id FROM price_change_notice WHERE subscription_id = $1 AND price_change_id = $2",
      [subscriptionId, changeId],
    );
    expect(rows).toEqual([{ accepted_term_id: termId }]);
    // T3.2: a version that may have been charged is never taken back once it applies: the database says so too.
    await expect(
      market.database.sql(
        "UPDATE plan_price SET withdrawn_at = effective_from + interval '1 second' WHERE id = (SELECT next_price_id FROM price_change WHERE id = $1)",
        [changeId],
      ),
    ).rejects.toThrow("plan_price_withdrawn");
    await withdraw(changeId);
  });
});
