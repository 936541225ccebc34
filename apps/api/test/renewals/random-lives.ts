import fc from "fast-check";
import { expect } from "vitest";
import { anyLife, type Drawn, played } from "../../../../packages/core/test/subscriptions/lives/any-life.ts";
import type { Bank, Step } from "../../../../packages/core/test/subscriptions/lives/life.ts";
import { Laws } from "../../../../packages/core/test/subscriptions/lives/laws.ts";
import { ReferenceLife } from "../../../../packages/core/test/subscriptions/lives/reference-life.ts";
import { AppError, RefusedError } from "../../src/errors/app-error.ts";
import { sweepRenewals } from "../../src/renewals/jobs.ts";
import { renewSubscriptions } from "../../src/renewals/plan.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { undoCancel } from "../../src/subscriptions/undo-cancel.ts";
import type { Subscriber, World } from "./world.ts";

/** Steps are whole minutes apart, and none falls on the very moment of a change: the product's own clock runs on. */
const MINUTE = 60_000;
/** Lives that took longer between two steps on a busy machine have shown nothing. */
const MOST_DRIFT_MS = 25_000;
const CARDS: Readonly<Record<Bank, string>> = {
  pays: "4242424242424242",
  no_funds: "4000000000009995",
  stolen: "4000000000009979",
  asks_customer: "4000002760003184",
};
const PLAYED: ReadonlySet<Drawn["do"]> = new Set([
  "wait",
  "look",
  "cancel",
  "undo",
  "bank",
  "suspend",
  "lift",
]);

/** Lives of one Pro subscription: time, cancelling, banks and suspensions; price changes and plans are core's lives. */
const anyProductLife = fc
  .tuple(anyLife, fc.constantFrom("month" as const, "month" as const, "year" as const))
  .map(([life, interval]) => ({
    life: {
      ...life,
      bornAt: life.bornAt - (life.bornAt % MINUTE),
      drawn: life.drawn.flatMap((each): Drawn[] => {
        if (!PLAYED.has(each.do)) return [];
        if (each.do !== "wait" || each.wait.kind !== "until" || each.wait.units !== 0) return [each];
        return [{ do: "wait", wait: { ...each.wait, units: 1 } }];
      }),
    },
    interval,
  }));

/** Lives lives on PostgreSQL and the simulator, and holds state, terms and money to the model's, step by step. */
export async function liveOnProduct(
  world: World,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (const [number, { life, interval }] of fc.sample(anyProductLife, { seed, numRuns }).entries()) {
    const model = new ReferenceLife(life.bornAt, life.zone);
    const laws = new Laws(life.bornAt, life.zone);
    const buy: Step = { do: "buy", plan: "pro", interval };
    model.perform(buy);
    laws.after(buy, "done", model.view());
    const ada = await world.subscriber({
      zone: life.zone,
      boughtAt: new Date(life.bornAt).toISOString(),
      interval,
    });
    const told: string[] = [JSON.stringify({ seed, number, bornAt: life.bornAt, zone: life.zone, interval })];
    for (const step of played(life, model, MINUTE)) {
      told.push(JSON.stringify(step));
      const expected = model.perform(step);
      // Before each step: the account's clock stands at the model's minute.
      await ada.at(new Date(model.now).toISOString());
      const began = performance.now();
      const answer = await perform(world, ada, step);
      const view = await viewOf(world, ada);
      const context = `after\n${told.join("\n")}`;
      if (performance.now() - began > MOST_DRIFT_MS) throw new Error("the machine is too slow");
      expect(answer, context).toBe(expected === "done");
      const { state, terms, cash, pastDueSince } = model.view();
      expect(view, context).toEqual({
        state,
        terms: terms.map(({ startsAt, endsAt, cents }) => ({ startsAt, endsAt, cents })),
        cents: cash.reduce((sum, each) => sum + each.cents, 0),
        pastDueSince,
      });
      expect(laws.after(step, expected, model.view()), context).toEqual([]);
      const what = `${step.do} ${expected === "done" ? state : "refused"}`;
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }
  return seen;
}

/** @returns whether it was done, and not refused */
async function perform(world: World, ada: Subscriber, step: Step): Promise<boolean> {
  const { services, database } = world;
  const asked = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (error instanceof RefusedError || error instanceof AppError) return false;
      throw error;
    }
  };
  switch (step.do) {
    case "look":
      // Two workers at once, each with its own connection; whatever is to be charged is brought to work twice.
      await Promise.all([renewSubscriptions(services), renewSubscriptions(services)]);
      await Promise.all([sweepRenewals(services), sweepRenewals(services)]);
      expect(await world.beat()).toEqual([]);
      return true;
    case "cancel":
      return asked(
        services.runner.run(
          cancel(services.tax),
          { reason: null, comment: null, confirmedEndsAt: null },
          ada.as(),
        ),
      );
    case "undo":
      return asked(services.runner.run(undoCancel(services.tax), {}, ada.as()));
    case "bank":
      await ada.cardIs(CARDS[step.bank]);
      return true;
    case "suspend":
    case "lift":
      await database.sql("UPDATE account SET state = $2 WHERE id = $1", [
        ada.accountId,
        step.do === "suspend" ? "suspended" : "active",
      ]);
      return true;
    default:
      return true;
  }
}

async function viewOf(world: World, ada: Subscriber) {
  const terms = await world.database.sql<{ starts_at: Date; ends_at: Date; cents: string }>(
    `SELECT t.starts_at, t.ends_at, p.amount_nanos / 10000000 AS cents FROM term t JOIN plan_price p ON p.id = t.plan_price_id
      WHERE t.subscription_id = $1 ORDER BY t.number`,
    [ada.subscriptionId],
  );
  const [open] = await world.database.sql<{ since: Date | null }>(
    "SELECT past_due_since AS since FROM renewal WHERE subscription_id = $1 AND settled_at IS NULL",
    [ada.subscriptionId],
  );
  const state = await ada.state();
  const since = open?.since?.getTime() ?? null;
  return {
    state,
    terms: terms.map((each) => ({
      startsAt: each.starts_at.getTime(),
      endsAt: each.ends_at.getTime(),
      cents: Number(each.cents),
    })),
    cents: await ada.captured(),
    pastDueSince: state === "past_due" && since !== null ? since - (since % MINUTE) : null,
  };
}
