import { beforeAll, describe, expect, it } from "vitest";
import { sqlOf } from "../../src/db/batch.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { cancelGift } from "../../src/gift-subscriptions/cancel.ts";
import { sweepGifts } from "../../src/gift-subscriptions/jobs.ts";
import { sendGift } from "../../src/gift-subscriptions/send.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { readRenewalFacts } from "../../src/renewals/facts.ts";
import { actAs } from "../../src/runtime/demo-hand.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { submit } from "../refunds/door.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { codeSentTo, DAY, give, type Given, HOUR, mailsTo, redeem, refusalsOf, type } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

interface GiftRow {
  readonly state: string;
  readonly sendings: number;
  readonly redeem_by: Date;
  readonly redeemed_by_account_id: string | null;
}
const gift = async ({ giftId }: Given): Promise<GiftRow> => {
  const [row] = await market.database.sql<GiftRow & Record<string, unknown>>(
    "SELECT * FROM gift_subscription WHERE id = $1",
    [giftId],
  );
  if (row === undefined) throw new Error("no gift");
  return row;
};
const terms = ({ accountId }: Customer) =>
  market.database.sql<{ number: number; starts_at: Date; ends_at: Date; gift: boolean }>(
    `SELECT t.number, t.starts_at, t.ends_at, o.gift FROM term t JOIN "order" o ON o.id = t.order_id
      WHERE t.account_id = $1 ORDER BY t.number`,
    [accountId],
  );
/** Balance of a giver's own account for terms that are paid and not earned, nanos. */
const unearned = async ({ accountId }: Customer) => {
  const [row] = await market.database.sql<{ balance: string }>(
    "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'subscription.paid'",
    [accountId],
  );
  return row?.balance;
};
const takeBack = (giver: Customer, { giftId }: Given) =>
  market.services.runner.run(cancelGift, { giftId, confirmedNanos: null }, giver.as());
const resend = (giver: Customer, { giftId }: Given, recipientEmail: string | null = null) =>
  market.services.runner.run(
    sendGift(market.services.env.publicUrl),
    { giftId, recipientEmail, occasion: "again" },
    giver.as(),
  );
const sweep = async () => {
  await sweepGifts(market.services);
  await market.runJobs();
};

describe("giving and redeeming", () => {
  it("R2.7: bought, sent, redeemed by somebody else; never refundable there, and the giver is told", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver, { message: "For your thesis!" });
    expect(await gift(given)).toMatchObject({ state: "offered", sendings: 1 });
    expect(mailsTo(market, giver.email, /Receipt GFT-.*as a gift/)).toHaveLength(1);
    // Three terms of $20.00, in nanos.
    expect(await unearned(giver)).toBe("60000000000");

    const [mail] = mailsTo(market, given.to, /A gift for you: the Pro plan/);
    expect(mail?.parsed.text).toContain("Ada writes:\n“For your thesis!”");
    const code = codeSentTo(market, given.to);
    const answer = await redeem(market, friend, code);
    await market.runJobs();
    expect(answer).toMatchObject({ use: "start", renews: false });
    expect(await gift(given)).toMatchObject({
      state: "redeemed",
      redeemed_by_account_id: friend.accountId,
    });
    expect((await terms(friend)).map((each) => [each.number, each.gift])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
    await friend.use(5);

    const decision = await previewRefund(market.services, friend.as("preview"), answer.orderId);
    expect(decision.refusals[0]).toMatchObject({ code: "gift_subscription", clause: "R2.7" });
    expect(mailsTo(market, giver.email, /Your gift was redeemed/)).toHaveLength(1);
    expect(mailsTo(market, friend.email, /Pro plan is paid until/)).toHaveLength(1);
    // Nothing goes back any more: all of it is revenue.
    expect(await unearned(giver)).toBe("0");
    expect(await refusalsOf(takeBack(giver, given))).toContain("gift_subscription");
  });

  it("R2.7: the code is in the mail alone, which is forgotten; what is kept is a fingerprint", {
    tags: ["deep"],
  }, async () => {
    const giver = await market.customer();
    const given = await give(market, giver);
    const code = codeSentTo(market, given.to);
    const dump = await market.database.sql<{ found: number }>(
      `SELECT (SELECT count(*) FROM notice WHERE text || html || subject LIKE '%' || $1 || '%')
            + (SELECT count(*) FROM gift_subscription g WHERE g::text LIKE '%' || $1 || '%')
            + (SELECT count(*) FROM audit_row a WHERE a::text LIKE '%' || $1 || '%')
            + (SELECT count(*) FROM command_record c WHERE c::text LIKE '%' || $1 || '%') AS found`,
      [code],
    );
    expect(dump).toEqual([{ found: "0" }]);
    expect(market.logText()).not.toContain(code);
  });

  it("R2.7, T2.3: with the same plan running, its terms follow what is paid for, and the renewal moves", {
    tags: ["deep"],
  }, async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    await friend.subscribe("pro");
    const [own] = await terms(friend);
    const given = await give(market, giver, { terms: 2 });
    const answer = await redeem(market, friend, codeSentTo(market, given.to));
    expect(answer).toMatchObject({ use: "extend", renews: true });
    const all = await terms(friend);
    expect(all.map((each) => each.gift)).toEqual([false, true, true]);
    expect(all[1]?.starts_at).toEqual(own?.ends_at);
    expect(answer.paidUntil).toBe(all[2]?.ends_at.toISOString());
    await market.runJobs();
    expect(mailsTo(market, friend.email, /Pro plan is paid until/)).toHaveLength(1);
    // Cancelled now, it ends after the gift, and nothing more is charged.
    const { answer: canceled } = await market.services.runner.run(
      cancel(market.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      friend.as(),
    );
    expect(canceled).toMatchObject({ endsAt: answer.paidUntil });
  });

  it("R2.7, T2.5: cancelled late, a gift takes the place of the one more renewal", {
    tags: ["deep"],
  }, async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    await friend.subscribe("pro");
    const [own] = await terms(friend);
    await friend.later((own?.ends_at.getTime() ?? 0) - Date.now() - HOUR);
    await market.services.runner.run(
      cancel(market.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      friend.as(),
    );
    const given = await give(market, giver, { terms: 1 });
    await redeem(market, friend, codeSentTo(market, given.to));
    const [subscription] = await market.database.sql(
      "SELECT state, last_term_number FROM subscription WHERE account_id = $1",
      [friend.accountId],
    );
    // Term 1 was paid, term 2 is the gift, and nothing comes after it.
    expect(subscription).toEqual({ state: "canceling", last_term_number: 2 });
  });

  it("T2.1: another plan waits for the running one; nothing is written, and the code still works", {
    tags: ["deep"],
  }, async () => {
    const [giver, friend, other] = [
      await market.customer(),
      await market.customer(),
      await market.customer(),
    ];
    await friend.subscribe("pro");
    const given = await give(market, giver, { plan: "max", terms: 1 });
    const code = codeSentTo(market, given.to);
    expect(await refusalsOf(redeem(market, friend, code))).toEqual(["gift_other_plan"]);
    expect(await terms(friend)).toHaveLength(1);
    expect((await gift(given)).state).toBe("offered");
    await redeem(market, other, code.toLowerCase().replaceAll("-", " "));
    expect((await gift(given)).state).toBe("redeemed");
  });

  it("T4.2: a suspended account redeems nothing", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver);
    await market.database.sql("UPDATE account SET state = 'suspended' WHERE id = $1", [friend.accountId]);
    expect(await refusalsOf(redeem(market, friend, codeSentTo(market, given.to)))).toEqual([
      "account_suspended",
    ]);
    expect((await gift(given)).state).toBe("offered");
  });

  it("R2.7: one's own gift can be redeemed, and is then as little refundable as any", {
    tags: ["deep"],
  }, async () => {
    const giver = await market.customer();
    const given = await give(market, giver);
    await redeem(market, giver, codeSentTo(market, given.to));
    await market.runJobs();
    expect(await refusalsOf(takeBack(giver, given))).toContain("gift_subscription");
  });

  it("R2.7: the same key redeems once and answers again", { tags: ["deep"] }, async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver, { terms: 1 });
    const code = codeSentTo(market, given.to);
    const first = await redeem(market, friend, code, "one-key");
    expect(await redeem(market, friend, code, "one-key")).toEqual(first);
    expect(await terms(friend)).toHaveLength(1);
  });
});

describe("codes", () => {
  it("R2.7: two who redeem at once: one gets it, the other is told", async () => {
    const giver = await market.customer();
    const friends = [await market.customer(), await market.customer(), await market.customer()];
    const given = await give(market, giver, { terms: 1 });
    const code = codeSentTo(market, given.to);
    const answers = await Promise.allSettled(friends.map((friend) => redeem(market, friend, code)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const [index, answer] of answers.entries())
      if (answer.status === "rejected") {
        expect(await refusalsOf(Promise.reject(answer.reason))).toEqual(["gift_already_redeemed"]);
        expect(await terms(friends[index] ?? giver)).toEqual([]);
      }
  });

  it("R2.7: redeemed and taken back at once, exactly one happens", { tags: ["deep"] }, async () => {
    for (let round = 0; round < 2; round += 1) {
      const [giver, friend] = [await market.customer(), await market.customer()];
      const given = await give(market, giver, { terms: 1 });
      const code = codeSentTo(market, given.to);
      const [redeemed, taken] = await Promise.allSettled([
        redeem(market, friend, code),
        takeBack(giver, given),
      ]);
      expect([redeemed.status, taken.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      expect((await gift(given)).state).toBe(redeemed.status === "fulfilled" ? "redeemed" : "canceled");
      expect(await terms(friend)).toHaveLength(redeemed.status === "fulfilled" ? 1 : 0);
    }
  });

  it("ten wrong codes an hour, also all at once; then even a right one is not looked up", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver);
    const code = codeSentTo(market, given.to);
    const wrong = "0000-0000-0000-0000";
    const answers = await Promise.all(Array.from({ length: 14 }, () => type(market, friend, wrong)));
    const found = answers.map(({ answer }) => answer.found).toSorted();
    // Ten of fourteen are counted, the other four find the door shut.
    expect(found).toEqual([...Array(4).fill("locked"), ...Array(10).fill("unknown")]);
    expect((await type(market, friend, code)).answer).toEqual({ found: "locked", giftId: null });
    await friend.later(HOUR + 1);
    expect((await type(market, friend, code)).answer.found).toBe("gift");
    // Somebody else's door was never shut.
    expect((await type(market, giver, wrong)).answer.found).toBe("unknown");
  });

  it("R2.7: sent again, also elsewhere, the newest code works and the one before does not; ten times at most", {
    tags: ["deep"],
  }, async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver);
    const before = codeSentTo(market, given.to);
    await resend(giver, given, "other@example.org");
    await market.runJobs();
    const after = codeSentTo(market, "other@example.org");
    expect((await type(market, friend, before)).answer.found).toBe("unknown");
    expect((await type(market, friend, after)).answer.found).toBe("gift");
    for (let sending = 3; sending <= 10; sending += 1) await resend(giver, given);
    await expect(resend(giver, given)).rejects.toMatchObject({ code: "conflict" });
    await expect(resend(friend, given)).rejects.toMatchObject({ code: "not_found" });
  });

  it("what a giver writes stays text: nothing of it is markup, a header or a value", async () => {
    const giver = await market.customer();
    const given = await give(market, giver, {
      senderName: "Eve <script>",
      message: "<img src=x onerror=alert(1)>\nBcc: all@example.com {code}",
    });
    const [mail] = mailsTo(market, given.to, /gift for you/);
    const code = codeSentTo(market, given.to);
    expect(mail?.parsed.html).not.toMatch(/<script|<img/);
    expect(mail?.parsed.html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(mail?.parsed.headers.has("bcc")).toBe(false);
    expect(mail?.recipients).toEqual([given.to]);
    // The code stands where it belongs, and not where the message asks for it.
    expect(mail?.parsed.text).toContain("{code}");
    expect(mail?.parsed.text?.split(code)).toHaveLength(3);
  });
});

describe("taking back, delivering, expiring", () => {
  it("R2.7, R3: within the window its payer gets back what any refund returns, and the code is void", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver, { terms: 1 });
    const code = codeSentTo(market, given.to);
    const { answer } = await takeBack(giver, given);
    expect(await refusalsOf(redeem(market, friend, code))).toEqual(["gift_subscription_canceled"]);
    await market.runJobs();
    const [refund] = await market.database.sql(
      "SELECT state, gross_nanos::text, fee_nanos::text, net_nanos::text FROM refund WHERE id = $1",
      [answer.refundId],
    );
    // $20.00 paid and nothing used; the fee is 5 %: $1.00 stays, $19.00 go back.
    expect(refund).toEqual({
      state: "refunded",
      gross_nanos: "20000000000",
      fee_nanos: "1000000000",
      net_nanos: "19000000000",
    });
    expect(await unearned(giver)).toBe("0");
    expect(mailsTo(market, giver.email, /your gift is taken back/)).toHaveLength(1);
    expect(mailsTo(market, given.to, /The gift of .* is no longer there/)).toHaveLength(1);
  });

  it("R2.1, R2.7: a day after the payment it is too late, and nothing changes", async () => {
    const giver = await market.customer();
    const given = await give(market, giver);
    await giver.later(DAY + 1000);
    expect(await refusalsOf(takeBack(giver, given))).toEqual(["window_expired"]);
    expect((await gift(given)).state).toBe("offered");
  });

  it("R6.4: a refund that fails offers the gift again under its code, for as much longer as it was away", {
    tags: ["deep"],
  }, async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver, { terms: 1 });
    const code = codeSentTo(market, given.to);
    const { redeem_by: before } = await gift(given);
    await takeBack(giver, given);
    await market.runJobs();
    await giver.later(2 * DAY);
    const paid = market.stripe.control.refunds().at(-1);
    if (paid === undefined) throw new Error("nothing was refunded");
    market.stripe.control.failRefund(paid.id);
    await market.runJobs();
    const after = await gift(given);
    expect(after.state).toBe("offered");
    // Away for two days and the moment the test took.
    const awayMs = after.redeem_by.getTime() - before.getTime();
    expect(awayMs).toBeGreaterThanOrEqual(2 * DAY);
    expect(awayMs).toBeLessThan(2 * DAY + HOUR);
    expect(await unearned(giver)).toBe("20000000000");
    expect(mailsTo(market, given.to, /can be redeemed after all/)).toHaveLength(1);
    await redeem(market, friend, code);
  });

  it("is delivered on its day and not before, by the giver's clock", async () => {
    const giver = await market.customer();
    const given = await give(market, giver, { deliverAt: new Date(Date.now() + 3 * DAY).toISOString() });
    await sweep();
    expect((await gift(given)).sendings).toBe(0);
    await giver.later(3 * DAY);
    await sweep();
    await sweep();
    expect((await gift(given)).sendings).toBe(1);
    expect(mailsTo(market, given.to, /gift for you/)).toHaveLength(1);
  });

  it("R2.7, T1.4: warned of once on both sides, then expired: the code is void and the payment is kept", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver);
    const code = codeSentTo(market, given.to);
    // 365 days to redeem it; both are told thirty days before.
    await giver.later(334 * DAY);
    await sweep();
    expect(mailsTo(market, given.to, /can be redeemed until/)).toHaveLength(0);
    await giver.later(DAY + HOUR);
    await sweep();
    await sweep();
    expect(mailsTo(market, given.to, /can be redeemed until/)).toHaveLength(1);
    expect(mailsTo(market, giver.email, /The gift to .* expires on/)).toHaveLength(1);
    expect((await gift(given)).state).toBe("offered");
    await giver.later(30 * DAY);
    await sweep();
    await sweep();
    expect((await gift(given)).state).toBe("expired");
    expect(await unearned(giver)).toBe("0");
    expect(mailsTo(market, giver.email, /Your gift has expired/)).toHaveLength(1);
    expect(await refusalsOf(redeem(market, friend, code))).toEqual(["gift_subscription_expired"]);
  });

  it("T2.2: who received one is told a week before it ends that nothing is charged, once", async () => {
    const [giver, friend] = [await market.customer(), await market.customer()];
    const given = await give(market, giver, { terms: 1 });
    const { paidUntil } = await redeem(market, friend, codeSentTo(market, given.to));
    const ends = Date.parse(paidUntil);
    await friend.later(ends - Date.now() - 7 * DAY - HOUR);
    await sweep();
    expect(mailsTo(market, friend.email, /Pro plan ends on/)).toHaveLength(0);
    await friend.later(2 * HOUR);
    await sweep();
    await sweep();
    const told = mailsTo(market, friend.email, /Pro plan ends on/);
    expect(told).toHaveLength(1);
    expect(told[0]?.parsed.text).toContain("Nothing is charged");
  });
});

it("R2.7: the database itself lets nobody redeem twice, undo it, or change what was given", async () => {
  const [giver, friend, other] = [await market.customer(), await market.customer(), await market.customer()];
  const given = await give(market, giver, { terms: 1 });
  await redeem(market, friend, codeSentTo(market, given.to));
  const asApp = (change: string, values: unknown[] = []) =>
    market.database.sql(`UPDATE gift_subscription SET ${change} WHERE id = '${given.giftId}'`, values);
  await expect(asApp("state = 'offered'")).rejects.toThrow(/R2.7|gift_subscription_redeemed/);
  await expect(asApp("redeemed_by_account_id = $1", [other.accountId])).rejects.toThrow("R2.7");
  await expect(asApp("terms = terms + 1")).rejects.toThrow("R2.7");
});

it("R2.7, T2.2: what was given ends without a charge; a gift behind a paid term moves its renewal and nothing else", {
  tags: ["deep"],
}, async () => {
  const [giver, friend, other] = [await market.customer(), await market.customer(), await market.customer()];
  const monthly = await give(market, giver, { terms: 1 });
  await redeem(market, friend, codeSentTo(market, monthly.to));
  await other.subscribe("pro");
  const [own] = await market.database.sql<{ plan_price_id: string; id: string }>(
    "SELECT plan_price_id, subscription_id AS id FROM term WHERE account_id = $1",
    [other.accountId],
  );
  const second = await give(market, giver, { terms: 2 });
  const { paidUntil, subscriptionId } = await redeem(market, other, codeSentTo(market, second.to));
  const facts = async (id: string) => {
    const [due] = await market.services.db.within(PLATFORM, (tx) =>
      readRenewalFacts(sqlOf(tx), [id], market.services.tax),
    );
    return due?.facts;
  };
  const [given] = await market.database.sql<{ id: string }>(
    "SELECT id FROM subscription WHERE account_id = $1",
    [friend.accountId],
  );
  expect((await facts(given?.id ?? ""))?.subscription.gift).toBe(true);
  const extended = await facts(subscriptionId);
  expect(extended?.subscription.gift).toBe(false);
  expect(extended?.term).toMatchObject({ endsAt: paidUntil, price: { planPriceId: own?.plan_price_id } });
});

it("R2.7, R6.1: a refund of the paid term ends the subscription, and the gift behind it begins then", {
  tags: ["deep"],
}, async () => {
  const [giver, friend] = [await market.customer(), await market.customer()];
  const orderId = await friend.subscribe("pro");
  const given = await give(market, giver, { terms: 2 });
  await redeem(market, friend, codeSentTo(market, given.to));
  await submit(market.services, friend.as(), orderId);
  const [refunding] = await market.database.sql("SELECT state FROM subscription WHERE account_id = $1", [
    friend.accountId,
  ]);
  expect(refunding).toEqual({ state: "refunding" });
  await market.runJobs();
  const now = Date.now();
  const subscriptions = await market.database.sql<{ state: string; terms: number; starts: Date }>(
    `SELECT s.state, count(t.id)::int AS terms, min(t.starts_at) AS starts FROM subscription s
       JOIN term t ON t.subscription_id = s.id AND (s.state = 'ended' OR t.ended_at IS NULL)
      WHERE s.account_id = $1 GROUP BY s.id, s.state, s.created_at ORDER BY s.created_at`,
    [friend.accountId],
  );
  // The paid term and the two that were to follow it are over; two begin anew.
  expect(subscriptions.map(({ state, terms: count }) => [state, count])).toEqual([
    ["ended", 3],
    ["active", 2],
  ]);
  expect(Math.abs((subscriptions[1]?.starts.getTime() ?? 0) - now)).toBeLessThan(60_000);
  await friend.use(5);
});

it("R2.7, T1.4: closing an account ends the gifts that nobody redeemed: said before, kept as income, and the code dies", {
  tags: ["deep"],
}, async () => {
  const [giver, friend] = [await market.customer(), await market.customer()];
  const [open, redeemed] = [await give(market, giver), await give(market, giver)];
  await redeem(market, friend, codeSentTo(market, redeemed.to));
  // Past the window in which both could have been taken back.
  await giver.later(25 * HOUR);
  const { accountId } = giver;
  const { api } = await actAs(market.services, giver.email);
  const { confirmation } = await api.accounts.previewClose({ accountId, language: "en" });
  // Three months of Pro at $20.00 are $60.00; what was redeemed is its owner's.
  expect(confirmation?.text).toContain("$60.00");
  await api.accounts.close({ accountId, confirmedHash: confirmation?.hash ?? "", language: "en" });
  expect([(await gift(open)).state, (await gift(redeemed)).state]).toEqual(["expired", "redeemed"]);
  const [booked] = await market.database.sql(
    `SELECT c.gift_codes_nanos::text AS given_up,
            (SELECT sum(p.amount)::text FROM ledger_posting p JOIN ledger_journal j ON j.id = p.journal_id
              WHERE j.account_id = $1 AND j.kind = 'gift.expired' AND p.amount > 0) AS moved
       FROM account_closing c WHERE c.account_id = $1`,
    [accountId],
  );
  expect(booked).toEqual({ given_up: "60000000000", moved: "60000000000" });
  expect(await refusalsOf(redeem(market, friend, codeSentTo(market, open.to)))).toEqual([
    "gift_subscription_expired",
  ]);
  expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
});

it("T1.1: a plan that was taken off sale cannot be given", async () => {
  const giver = await market.customer();
  await market.database.sql("UPDATE plan SET on_sale = false WHERE id = 'max'");
  try {
    expect(await refusalsOf(give(market, giver, { plan: "max" }))).toEqual(["plan_not_for_sale"]);
  } finally {
    await market.database.sql("UPDATE plan SET on_sale = true WHERE id = 'max'");
  }
});
