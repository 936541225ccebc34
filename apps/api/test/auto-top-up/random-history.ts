import { expect } from "vitest";
import { sweepAutoTopUps } from "../../src/auto-top-up/sweep.ts";
import { switchOffAutoTopUp } from "../../src/auto-top-up/switch-off.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { type Chance, chanceOf } from "../payments/random.ts";
import type { Owner, World } from "./world.ts";

const DAY = 86_400_000;
const CARDS = ["4242424242424242", "4000000000000002", "4000002760003184"] as const;
const MOMENTS = [
  "auto_top_up.run:after_start",
  "auto_top_up.run:before_call",
  "auto_top_up.run:after_call",
  "top_ups.record_payment:before_commit",
] as const;

/** What its owner agreed to, as the test remembers it; null while nobody agrees to anything. Cents. */
interface Agreed {
  readonly amount: number;
  readonly cap: number;
}

/** Automatic orders with what the month of each came to, worked out by SQL from the orders alone. */
const ordersOf = (world: World, accountId: string) =>
  world.database.sql<{ id: string; total: number; month_total: number; state: string }>(
    `SELECT o.id, o.state, o.total_minor::int AS total,
            (SELECT coalesce(sum(e.total_minor), 0)::int FROM "order" e
              WHERE e.account_id = o.account_id AND e.automatic AND e.state IN ('pending', 'paid') AND e.id <= o.id
                AND date_trunc('month', e.created_at AT TIME ZONE 'UTC') = date_trunc('month', o.created_at AT TIME ZONE 'UTC')
            ) AS month_total
       FROM "order" o WHERE o.account_id = $1 AND o.automatic ORDER BY o.id`,
    [accountId],
  );

/** What the provider captured for an order, in cents, each capture by itself. */
function capturedFor(world: World, orderId: string): number[] {
  const intents = world.stripe.control
    .paymentIntents()
    .filter(({ metadata }) => metadata["orderId"] === orderId)
    .map(({ id }) => id);
  return world.stripe.control
    .charges()
    .filter((charge) => charge.captured && intents.some((id) => id === charge.payment_intent))
    .map((charge) => charge.amount_captured);
}

/**
 * Lives one random history and holds the law after each step: nothing is charged but what was agreed to, once, within
 * its month; and it is never on but by its owner's word.
 * @returns how many charges there were
 */
export async function holdsInHistory(world: World, seed: number, steps: number): Promise<number> {
  const chance = chanceOf(seed);
  const owner = await world.owner({ cents: 1000 });
  const madeUnder = new Map<string, Agreed>();
  const trail: string[] = [];
  let agreed: Agreed | null = null;

  for (let step = 0; step < steps; step += 1) {
    const action = pick(chance, ACTIONS);
    trail.push(action);
    const before = new Set((await ordersOf(world, owner.accountId)).map(({ id }) => id));
    if (action === "agree") {
      const terms = {
        amount: pick(chance, [500, 2000, 5000]),
        below: pick(chance, [100, 500]),
        cap: pick(chance, [5000, 6000, 20_000]),
      };
      await owner.agree(terms);
      agreed = terms;
    } else if (action !== "switch off") await act(world, action, owner, chance);
    else await world.services.runner.run(switchOffAutoTopUp, {}, owner.as());
    await world.runJobs();

    const where = `seed ${seed}: ${trail.join(", ")}`;
    for (const order of await ordersOf(world, owner.accountId)) {
      if (!before.has(order.id)) {
        // Made in this step, so under what was agreed to when it began, or in it.
        if (agreed === null) throw new Error(`${where}: an order without consent`);
        madeUnder.set(order.id, agreed);
        expect(order.total, where).toBe(agreed.amount);
        expect(order.month_total, where).toBeLessThanOrEqual(agreed.cap);
      }
      expect(madeUnder.has(order.id), where).toBe(true);
      const captures = capturedFor(world, order.id);
      expect(captures.length, `${where}: charged more than once`).toBeLessThanOrEqual(1);
      for (const amount of captures) expect(amount, where).toBe(order.total);
      if (order.state === "paid") expect(captures, where).toEqual([order.total]);
      if (order.state === "failed") expect(captures, where).toEqual([]);
    }
    const [row] = await world.database.sql<{ state: string }>(
      "SELECT state FROM auto_top_up WHERE account_id = $1",
      [owner.accountId],
    );
    if (action === "switch off") agreed = null;
    // Never on but by its owner's word; what stopped counts as not agreed to from here on.
    if (agreed === null) expect(row?.state ?? "off", where).not.toBe("on");
    else if (row?.state !== "on") agreed = null;
  }
  return [...madeUnder.keys()].flatMap((id) => capturedFor(world, id)).length;
}

const pick = <Value>(chance: Chance, values: readonly Value[]): Value => {
  const value = values[chance.below(values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};

const ACTIONS = [
  "agree",
  "agree",
  "use",
  "use",
  "use",
  "run",
  "run twice",
  "crash",
  "lost answer",
  "other card",
  "days pass",
  "switch off",
  "buy",
] as const;

async function act(
  world: World,
  action: Exclude<(typeof ACTIONS)[number], "agree" | "switch off">,
  owner: Owner,
  chance: Chance,
): Promise<void> {
  const run = () => owner.run().catch(tolerated);
  switch (action) {
    case "use":
      await owner.leave(chance.below(Math.min(700, await owner.balance()) + 1));
      return run();
    case "run":
      return run();
    case "run twice":
      await Promise.all([run(), run(), run()]);
      return;
    case "crash":
      await owner.leave(Math.min(50, await owner.balance()));
      world.dieAt(pick(chance, MOMENTS));
      await run();
      world.dieAt(null);
      return;
    case "lost answer":
      await owner.leave(Math.min(50, await owner.balance()));
      world.stripe.control.addRouteFault({
        method: "POST",
        path: "/v1/payment_intents",
        point: pick(chance, ["after_handler", "before_handler"] as const),
        action: "reset",
        count: 3,
      });
      await run();
      world.stripe.control.clearFaults();
      return;
    case "other card": {
      const [method] = await world.database.sql<{ provider_method_id: string }>(
        "SELECT provider_method_id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
        [owner.accountId],
      );
      if (method !== undefined)
        world.stripe.control.changeCard(method.provider_method_id, pick(chance, CARDS));
      return;
    }
    case "days pass":
      await owner.later(pick(chance, [1, 3, 20]) * DAY);
      return sweepAutoTopUps(world.services, {});
    case "buy":
      await owner.buy(500);
  }
}

/** A provider that does not answer, a process that ended: a job fails and comes back. Anything else is a finding. */
function tolerated(error: unknown): void {
  if (error instanceof RefusedError) throw error;
}
