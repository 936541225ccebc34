import { undoCancelSubscription } from "@tenure/core/subscriptions";
import fc from "fast-check";
import { expect } from "vitest";
import { AppError, RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { payUpgrade } from "../../src/plan-changes/pay-upgrade.ts";
import type { Subscriber, World } from "../renewals/world.ts";
import { changing, DAY, HOUR } from "./changing.ts";

const plan = fc.constantFrom(
  "free" as const,
  "pro" as const,
  "pro" as const,
  "max" as const,
  "ultra" as const,
);
const interval = fc.constantFrom("month" as const, "month" as const, "month" as const, "year" as const);
const change = fc.record({ do: fc.constant("change" as const), plan, interval });
const wait = fc.record({
  do: fc.constant("wait" as const),
  /** Until about a moment, or for a while. */
  until: fc.constantFrom(
    "end" as const,
    "end" as const,
    "before_cut_off" as const,
    "after_cut_off" as const,
    null,
  ),
  days: fc.integer({ min: 1, max: 12 }),
});
const one = <Do extends "take_back" | "cancel" | "undo">(what: Do) => fc.constant({ do: what });
const single = fc.oneof(
  { weight: 4, arbitrary: change },
  { weight: 5, arbitrary: wait },
  { weight: 1, arbitrary: one("take_back") },
  { weight: 1, arbitrary: one("cancel") },
  { weight: 2, arbitrary: one("undo") },
);
type Step = typeof single extends fc.Arbitrary<infer Drawn> ? Drawn : never;
/** Things that come one after the other in life, so that what is rare by chance is common here. */
const episode = fc.oneof(
  { weight: 6, arbitrary: single.map((each): Step[] => [each]) },
  { weight: 1, arbitrary: fc.tuple(change, one("take_back")) },
  { weight: 2, arbitrary: fc.tuple(change, one("cancel"), wait, one("undo")) },
) as fc.Arbitrary<Step[]>;
const anyChain = fc.array(episode, { minLength: 7, maxLength: 9 }).map((each): Step[] => each.flat());

/** A charge that was announced for the end of a term, in cents. */
interface Said {
  readonly at: string;
  readonly cents: number;
}

/**
 * Lives chains of changes of plan on PostgreSQL and the simulator: whatever is chosen, taken back, cancelled and kept in
 * whatever order, the provider captures what was said before, to the cent, and never anything else.
 * @returns what happened, and how often
 */
export async function liveChains(
  world: World,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (const [number, chain] of fc.sample(anyChain, { seed, numRuns }).entries()) {
    const one = await new Chain(world, `seed ${seed}, chain ${number}`).begin();
    for (const each of chain) {
      if ((await one.state()) === "ended") break;
      const what = `${each.do} ${await one.live(each)}`;
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }
  expect(isHealthy(await checkLedger(world.services.db))).toBe(true);
  return seen;
}

class Chain {
  readonly #world: World;
  readonly #plans: ReturnType<typeof changing>;
  readonly #told: string[];
  #ada: Subscriber | null = null;
  #said: readonly Said[] = [];

  constructor(world: World, name: string) {
    this.#world = world;
    this.#plans = changing(world);
    this.#told = [name];
  }

  get #who(): Subscriber {
    if (this.#ada === null) throw new Error("the chain has not begun");
    return this.#ada;
  }

  async begin(): Promise<this> {
    this.#ada = await this.#world.subscriber({ plan: "max", boughtAt: "2031-03-10T09:00:00Z" });
    await this.#renewsAsItIs();
    return this;
  }

  state(): Promise<string> {
    return this.#who.state();
  }

  /** @returns what became of it */
  async live(step: Step): Promise<string> {
    this.#told.push(JSON.stringify(step));
    switch (step.do) {
      case "change":
        return this.#tried(() => this.#change(step.plan, step.interval));
      case "wait":
        return this.#wait(step);
      case "take_back":
        return this.#tried(async () => {
          await this.#plans.takeBack(this.#who);
          await this.#renewsAsItIs();
          return "done";
        });
      case "cancel":
        return this.#tried(() => this.#cancel());
      case "undo":
        return this.#tried(() => this.#undo());
    }
  }

  /** What is refused charges nothing, and what was said stays. */
  async #tried(work: () => Promise<string>): Promise<string> {
    const before = await this.#who.captured();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof AppError)) throw error;
      this.#expect(await this.#who.captured(), before);
      return "refused";
    }
  }

  async #change(plan: "free" | "pro" | "max" | "ultra", interval: "month" | "year"): Promise<string> {
    const { effects } = await this.#plans.preview(this.#who, plan, interval);
    const before = await this.#who.captured();
    if (effects?.applies === "now") {
      const made = await this.#plans.make(this.#who, plan, interval, {
        payWith: "saved_card",
        confirmed: { totalNanos: effects.totalNanos.toString(), appliesAt: null },
      });
      if (made.applies !== "now") throw new Error("the preview said now");
      await payUpgrade(this.#world.services, made.orderId, "saved_card");
      await this.#world.runJobs();
      this.#expect((await this.#who.captured()) - before, centsOf(effects.totalNanos));
      await this.#renewsAsItIs();
      return "upgraded";
    }
    const end = await this.#end();
    const running = await this.#price();
    await this.#plans.make(this.#who, plan, interval, {
      confirmed: { totalNanos: null, appliesAt: effects?.appliesAt ?? null },
    });
    if (effects === null) throw new Error("made, though the preview refused it");
    const { appliesAt, totalNanos, renewsFirst } = effects;
    this.#expect((await this.#who.captured()) - before, 0);
    this.#said = [
      ...(renewsFirst ? [{ at: end, cents: running }] : []),
      { at: appliesAt, cents: centsOf(totalNanos) },
    ];
    return "waits";
  }

  async #cancel(): Promise<string> {
    const preview = await this.#plans.previewCancel(this.#who);
    await this.#plans.cancel(this.#who);
    if (preview === null) throw new Error("the preview refused it");
    this.#said =
      preview.chargedAt === null ? [] : [{ at: preview.chargedAt, cents: centsOf(preview.chargeNanos) }];
    return preview.drops === null ? "done" : "drops a change";
  }

  async #undo(): Promise<string> {
    const { decisionId, renewsAt } = await this.#plans.undoCancel(this.#who);
    const [stored] = await this.#world.database.sql<{
      lines: { key: string; amountNanos: string }[];
      effects: unknown;
    }>(
      "SELECT receipt->'body'->'lines' AS lines, receipt->'body'->'effects' AS effects FROM decision WHERE id = $1",
      [decisionId],
    );
    const charged = stored?.lines.find(({ key }) => key === "charged_at_renewal")?.amountNanos ?? "0";
    const planChange = undoCancelSubscription.effects.parse(stored?.effects)?.planChange ?? null;
    this.#said = [{ at: renewsAt, cents: centsOf(BigInt(charged)) }];
    if (planChange !== null && planChange.appliesAt > renewsAt)
      this.#said = [...this.#said, { at: planChange.appliesAt, cents: centsOf(planChange.amountNanos) }];
    return planChange === null ? "done" : "with its change";
  }

  async #wait({ until, days }: Extract<Step, { do: "wait" }>): Promise<string> {
    const now = Date.parse((await this.#plans.subscription(this.#who)).now.toISOString());
    const end = Date.parse(await this.#end());
    // An hour on either side: the account's clock runs on meanwhile.
    const moments = { end: end + HOUR, before_cut_off: end - 25 * HOUR, after_cut_off: end - 23 * HOUR };
    const to = until === null ? now + days * DAY : moments[until];
    if (to <= now) return "nothing";
    await this.#who.at(new Date(Math.min(to, end + HOUR)).toISOString());
    const ends = await this.#end();
    const before = await this.#who.captured();
    expect(await this.#world.beat()).toEqual([]);
    // What the old term's end was said to bring; nothing where it did not come yet.
    const due = this.#said.find(({ at }) => at === ends && to >= end)?.cents ?? 0;
    this.#expect((await this.#who.captured()) - before, due);
    if (to < end) return "passed";
    const state = await this.#who.state();
    if (state === "ended") return "ended";
    if (state === "canceling") this.#said = [];
    else if (!this.#said.some(({ at }) => at > ends)) await this.#renewsAsItIs();
    return "renewed";
  }

  async #renewsAsItIs(): Promise<void> {
    this.#said = [{ at: await this.#end(), cents: await this.#price() }];
  }

  async #end(): Promise<string> {
    return (await this.#term()).ends_at.toISOString();
  }

  async #price(): Promise<number> {
    return Number((await this.#term()).cents);
  }

  /** The newest term that was not given up. */
  async #term() {
    const [term] = await this.#world.database.sql<{ ends_at: Date; cents: string }>(
      `SELECT t.ends_at, p.amount_nanos / 10000000 AS cents FROM term t JOIN plan_price p ON p.id = t.plan_price_id
        WHERE t.account_id = $1 AND t.ended_at IS NULL ORDER BY t.number DESC LIMIT 1`,
      [this.#who.accountId],
    );
    if (term === undefined) throw new Error("no term runs");
    return term;
  }

  #expect(actual: number, expected: number): void {
    expect(actual, `after\n${this.#told.join("\n")}`).toBe(expected);
  }
}

const centsOf = (nanos: bigint): number => Number(nanos / 10_000_000n);
