import fc from "fast-check";
import { expect } from "vitest";
import { anyLife, type Life, played } from "../../../../packages/core/test/subscriptions/lives/any-life.ts";
import { Laws } from "../../../../packages/core/test/subscriptions/lives/laws.ts";
import type { Step } from "../../../../packages/core/test/subscriptions/lives/life.ts";
import { ReferenceLife } from "../../../../packages/core/test/subscriptions/lives/reference-life.ts";
import type { Version } from "../../../../packages/core/test/subscriptions/lives/reference-prices.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { ProductLife, stopClocks } from "./product-life.ts";
import type { World } from "./world.ts";

/** Steps are whole minutes apart: what the product compares with the machine's clock runs on while a step is taken. */
const MINUTE = 60_000;
/** Lives that took longer between two steps on a busy machine have shown nothing. */
const MOST_DRIFT_MS = 25_000;

/** A life on whole minutes. */
const onMinutes = (life: Life): Life => ({ ...life, bornAt: life.bornAt - (life.bornAt % MINUTE) });

/** What was seen, and how often. */
export type Seen = ReadonlyMap<string, number>;

/**
 * Lives lives on PostgreSQL and the simulator with two workers, and holds state, terms and money to the model's, step by
 * step: buying, upgrades and downgrades, cancelling, price changes with notices that are late or come back, banks that
 * refuse, answers and notifications that come late or twice, refunds that fail or bounce, suspensions, clocks that jump.
 */
export async function liveOnProduct(
  world: World,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<Seen> {
  const seen = new Map<string, number>();
  await stopClocks(world);
  for (const [number, life] of fc
    .sample(anyLife, { seed, numRuns })

    .entries())
    await live(world, onMinutes(life), JSON.stringify({ seed, number }), seen);
  expect(await unfair(world)).toEqual([]);
  const report = await checkLedger(world.services.db);
  expect(isHealthy(report), JSON.stringify(report.findings.slice(0, 5))).toBe(true);
  return seen;
}

async function live(world: World, life: Life, name: string, seen: Map<string, number>): Promise<void> {
  const model = new ReferenceLife(life.bornAt, life.zone);
  const laws = new Laws(life.bornAt, life.zone);
  const product = await ProductLife.begin(world, life.zone);
  const told: string[] = [name, JSON.stringify({ bornAt: life.bornAt, zone: life.zone })];
  for (const step of played(life, model, MINUTE)) {
    if (!product.takes(step)) continue;
    told.push(`${new Date(model.now).toISOString()} ${JSON.stringify(step)}`);
    const context = () => `after\n${told.join("\n")}`;
    const version = versionOf(model, step);
    const expected = model.perform(step);
    await product.at(model.now);
    const began = performance.now();
    const done = await product
      .perform(step, expected === "done" ? (version ?? planned(model, step)) : null)
      .catch((error: unknown) => {
        throw new Error(context(), { cause: error });
      });
    const view = await product.view();
    if (performance.now() - began > MOST_DRIFT_MS) throw new Error("the machine is too slow");
    expect(done, `${String(expected)} expected ${context()}`).toBe(expected === "done");
    const { state, terms, planned: change, pastDueSince, cash } = model.view();
    expect(view, context()).toEqual({
      state,
      terms,
      // Free has one length only.
      planned: change?.plan === "free" ? { ...change, interval: "month" } : change,
      pastDueSince,
      cents: cash.reduce((sum, each) => sum + each.cents, 0),
    });
    expect(laws.after(step, expected, model.view()), context()).toEqual([]);
    const what = `${step.do} ${expected === "done" ? state : "refused"}`;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  if (laws.raises > 0) seen.set("raises", (seen.get("raises") ?? 0) + laws.raises);
  await product.end();
}

/** The version a step is about, as the model sees it before the step. */
function versionOf(model: ReferenceLife, step: Step): Version | null {
  if (step.do === "notice") return model.noticed(step.fate);
  if (step.do === "withdraw") return model.prices.pending(step.plan, step.interval, model.now) ?? null;
  return null;
}

/** The version that a step has just announced. */
const planned = (model: ReferenceLife, step: Step): Version | null =>
  step.do === "announce" ? (model.prices.of(step.plan, step.interval).at(-1) ?? null) : null;

/**
 * What the tables themselves say of everybody who ever lived here, asked without the model: terms that cost another
 * amount than was charged for them, terms that renewed dearer without a notice that was 30 days old and had not come
 * back, and payments of one renewal beside the first (invariants 18, 19 and 21).
 */
const unfair = ({ database }: World): Promise<{ what: string; id: string }[]> =>
  database.sql(`
    SELECT '18: a term at another price than was charged' AS what, t.id FROM term t
      JOIN plan_price p ON p.id = t.plan_price_id JOIN "order" o ON o.id = t.order_id
     WHERE t.paid_nanos + t.credited_nanos <> p.amount_nanos OR o.amount_nanos <> t.paid_nanos
    UNION ALL
    SELECT '19: dearer without a notice', t.id FROM term t
      JOIN "order" o ON o.id = t.order_id AND o.kind = 'renewal'
      JOIN plan_price p ON p.id = t.plan_price_id
      JOIN term before ON before.subscription_id = t.subscription_id AND before.ends_at = t.starts_at AND before.number < t.number
      JOIN plan_price was ON was.id = before.plan_price_id AND was.plan_id = p.plan_id AND was."interval" = p."interval"
     WHERE p.amount_nanos > was.amount_nanos AND NOT EXISTS (
       SELECT 1 FROM price_change_notice c JOIN notice n ON n.id = c.notice_id
         JOIN price_change g ON g.id = c.price_change_id JOIN plan_price v ON v.id = g.next_price_id
        WHERE c.subscription_id = t.subscription_id AND v.amount_nanos >= p.amount_nanos
          AND n.sent_at <= t.starts_at - interval '720 hours' AND (n.bounced_at IS NULL OR n.bounced_at > t.starts_at))
    UNION ALL
    SELECT '21: charged twice for one renewal', r.id FROM renewal r JOIN payment y ON y.order_id = r.order_id AND y.purpose = 'order'
     GROUP BY r.id HAVING count(*) > 1`);
