import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { affectedPage } from "./affected.ts";
import { type LinkEnv, tell } from "./tell.ts";

/** Subscriptions per job: each is a command of its own, so that a crash repeats at most one of them. */
const PER_PAGE = 100;

/** What the jobs stand on. */
interface JobServices {
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly outbox: Outbox;
  readonly env: LinkEnv;
}

/**
 * Job `price_changes.announce`: tells a page of the subscriptions that a raise concerns, and asks for the next page.
 * Run again, by whatever crash or sweep, it tells nobody twice: each has one row per attempt.
 */
export async function announcePriceChange(
  { db, runner, outbox, env }: JobServices,
  {
    priceChangeId,
    after = null,
  }: { readonly priceChangeId: string; readonly after?: string | null | undefined },
): Promise<void> {
  const { canceled, page } = await db.within(PLATFORM, async (tx) => {
    const change = await tx.priceChange.findUnique({
      where: { id: priceChangeId },
      include: { nextPrice: true },
    });
    if (change === null || change.direction !== "raise") return { canceled: false, page: [] };
    const { planId, interval, currency, nextPrice } = change;
    const found = await affectedPage(
      tx,
      {
        planId,
        interval,
        currency,
        version: nextPrice.version,
        amountNanos: nextPrice.amountNanos,
        appliesFrom: change.appliesFrom.toISOString(),
      },
      policyAt(await readClock(tx, null)),
      { after, limit: PER_PAGE },
    );
    return { canceled: change.state === "canceled", page: found };
  });
  // Whoever left because of it is told too that it was taken back.
  for (const { subscriptionId, accountId, kind, raise } of page)
    if (canceled || (kind === "renewing" && raise))
      await tellOne({ runner, env }, { priceChangeId, subscriptionId, accountId });
  const last = page.at(-1)?.subscriptionId;
  await db.within(PLATFORM, async (tx) => {
    if (page.length === PER_PAGE && last !== undefined)
      await outbox.enqueue(tx, "price_changes.announce", { priceChangeId, after: last });
    else
      await tx.priceChange.updateMany({
        where: { id: priceChangeId, announcedAt: null },
        data: { announcedAt: new Date(await readClock(tx, null)) },
      });
  });
}

/** One subscription, under a key of its own: what was told is found by its row, not by the key. */
const tellOne = (
  { runner, env }: Pick<JobServices, "runner" | "env">,
  target: { readonly priceChangeId: string; readonly subscriptionId: string; readonly accountId: string },
) =>
  runner.run(
    tell(env),
    { priceChangeId: target.priceChangeId, subscriptionId: target.subscriptionId, again: false },
    systemContext("price_changes.announce", target.accountId, newId()),
  );

/**
 * Job `price_changes.sweep`: looks once an hour whether somebody is still to be told: bought the price since, took a
 * cancellation back, or has another address since a notice came back.
 */
export async function sweepPriceChanges({ db, outbox }: JobServices): Promise<void> {
  await db.within(PLATFORM, async (tx) => {
    const open = await tx.priceChange.findMany({
      where: { state: "scheduled", direction: "raise" },
      select: { id: true },
    });
    for (const { id } of open)
      await outbox.enqueue(tx, "price_changes.announce", { priceChangeId: id }, { singletonKey: id });
  });
}

/** Job `price_changes.tell`: one subscription that may have to be told, right after what made it so. */
export async function tellSubscription(
  { db, runner, env }: JobServices,
  { subscriptionId }: { readonly subscriptionId: string },
): Promise<void> {
  const found = await db.within(PLATFORM, async (tx) => {
    const subscription = await tx.subscription.findUnique({ where: { id: subscriptionId } });
    if (subscription === null) return null;
    const changes = await tx.priceChange.findMany({
      where: { planId: subscription.planId, state: "scheduled", direction: "raise" },
      select: { id: true },
    });
    return { accountId: subscription.accountId, changes };
  });
  if (found === null) return;
  for (const { id } of found.changes)
    await tellOne({ runner, env }, { priceChangeId: id, subscriptionId, accountId: found.accountId });
}
