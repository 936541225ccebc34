import { beforeAll, expect, it } from "vitest";
import { warnExpiringLots } from "../../src/wallet/jobs.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { DAY_MS, give } from "./world.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const mailsOf = (customer: Customer) =>
  market.database.sql<{ subject: string; text: string; language: string }>(
    "SELECT subject, text, language FROM notice WHERE account_id = $1 AND kind = 'credits_expiring' ORDER BY created_at, id",
    [customer.accountId],
  );

it("R3.4: 14 and 3 days before they expire, one mail tells of all credits, each with its expiry in the account's zone", async () => {
  const customer = await market.customer({ zone: "Asia/Shanghai" });
  await give(market, customer, "5", 20);
  await give(market, customer, "2.50", 20);
  await give(market, customer, "40", 100);
  await warnExpiringLots(market.services);
  expect(await mailsOf(customer)).toEqual([]);
  await customer.later(6 * DAY_MS);
  for (let beat = 0; beat < 3; beat += 1) await warnExpiringLots(market.services);
  const [mail, ...more] = await mailsOf(customer);
  expect(more).toEqual([]);
  // $5.00 and $2.50; the $40.00 last much longer.
  expect(mail?.subject).toBe("$7.50 in credits expire soon");
  expect(mail?.text.match(/gift credits, until \d+ \w+ \d{4} \d\d:\d\d GMT\+8/g)).toHaveLength(2);
  await customer.later(11 * DAY_MS);
  for (let beat = 0; beat < 3; beat += 1) await warnExpiringLots(market.services);
  expect((await mailsOf(customer)).map((each) => each.subject)).toEqual([
    "$7.50 in credits expire soon",
    "$7.50 in credits expire soon",
  ]);
  // Over: nothing is left to warn of.
  await customer.later(4 * DAY_MS);
  await warnExpiringLots(market.services);
  expect(await mailsOf(customer)).toHaveLength(2);
});

it("is written in the owner's language, and not for credits that were spent", async () => {
  const customer = await market.customer({ language: "zh" });
  await give(market, customer, "5", 10);
  await customer.use(499);
  await warnExpiringLots(market.services);
  const [mail] = await mailsOf(customer);
  expect([mail?.language, mail?.subject]).toEqual(["zh", "$0.01 额度即将到期"]);
  const spender = await market.customer();
  await give(market, spender, "5", 10);
  await spender.use(500);
  await warnExpiringLots(market.services);
  expect(await mailsOf(spender)).toEqual([]);
});

it("two workers at once write one mail", async () => {
  const customer = await market.customer();
  await give(market, customer, "5", 10);
  await Promise.all([warnExpiringLots(market.services), warnExpiringLots(market.services)]);
  expect(await mailsOf(customer)).toHaveLength(1);
});
