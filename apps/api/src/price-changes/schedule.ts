import { customerMoneySchema, fromMoney, isCurrency } from "@tenure/core/money";
import { planFeatures } from "@tenure/core/pricing";
import { schedulePriceChange as rule } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { requireIncluded } from "../catalog/included-usage.ts";
import { featuresOf, nameOf } from "../catalog/plans.ts";
import { type PriceKey, priceInForce } from "../catalog/price-in-force.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { countAffected } from "./affected.ts";

/** What an administrator fills in: the whole next version of one price. */
export const scheduleFields = {
  planId: z.string().max(40),
  interval: z.enum(["month", "year"]),
  /** Before tax; its currency names which price of the plan is changed. */
  price: customerMoneySchema,
  includedUsage: customerMoneySchema,
  /** The brand name, the same in every language. */
  name: lineOfText(40),
  features: z.array(z.enum(planFeatures)).max(planFeatures.length),
  /** Null: from now. */
  appliesFrom: instantSchema.nullable(),
};
/** See {@link scheduleFields}. */
export type ScheduleInput = z.output<z.ZodObject<typeof scheduleFields>>;

/** Plans a new version of a price for everybody (T1.1, T3.2): the version, the change, and the job that tells each of them. */
export const schedulePriceChange = decisionCommand({
  name: "price_changes.schedule",
  input: z.strictObject(scheduleFields),
  rule,
  facts: scheduleFacts,
  async apply({ tx, now, context, decisionId, outbox }, input, effects) {
    if (effects === null || decisionId === null) throw new Error("granted without effects");
    const key = keyOf(input);
    const newest = await tx.planPrice.findFirstOrThrow({
      where: { ...key },
      orderBy: { version: "desc" },
      select: { version: true },
    });
    const nextPriceId = newId();
    const changeId = newId();
    // Two at once take the same version: its unique key lets one of them through.
    await tx.planPrice.createMany({
      data: {
        id: nextPriceId,
        ...key,
        version: newest.version + 1,
        amountNanos: effects.amountNanos,
        includedUsageNanos: effects.includedUsageNanos,
        features: input.features,
        name: { en: input.name, zh: input.name },
        effectiveFrom: new Date(effects.appliesFrom),
      },
    });
    await tx.priceChange.createMany({
      data: {
        id: changeId,
        ...key,
        currentPriceId: effects.replacesPlanPriceId,
        nextPriceId,
        direction: effects.direction,
        appliesFrom: new Date(effects.appliesFrom),
        decisionId,
        scheduledBy: context.actor.id,
        scheduledAt: new Date(now),
      },
    });
    if (effects.direction === "raise")
      await outbox.enqueue(tx, "price_changes.announce", { priceChangeId: changeId });
    return {
      answer: { priceChangeId: changeId, planPriceId: nextPriceId, direction: effects.direction },
      target: { kind: "price_change", id: changeId },
      after: {
        state: "scheduled",
        planPriceId: nextPriceId,
        amountNanos: effects.amountNanos.toString(),
        appliesFrom: effects.appliesFrom,
      },
    };
  },
});

const keyOf = ({ planId, interval, price }: ScheduleInput): PriceKey => ({
  planId,
  interval,
  currency: price.currency,
});

async function scheduleFacts({ tx, now, policy }: Reading, input: ScheduleInput) {
  requireIncluded(input.includedUsage, input.price.currency);
  const key = keyOf(input);
  const current = await priceInForce(tx, key, now);
  if (current === null || !isCurrency(current.currency))
    throw new AppError("not_found", "This plan has no such price; add one instead of changing it.");
  const plan = await tx.plan.findUniqueOrThrow({ where: { id: input.planId } });
  const appliesFrom = input.appliesFrom ?? now;
  const pending = await pendingChange(tx, key, now);
  return {
    now,
    currency: current.currency,
    planId: input.planId,
    interval: input.interval,
    current: {
      planPriceId: current.id,
      amountNanos: current.amountNanos,
      includedUsageNanos: current.includedUsageNanos,
      content: contentOf(nameOf(current.name ?? plan.name, plan.id), featuresOf(current.features)),
    },
    next: {
      currency: input.price.currency,
      amountNanos: fromMoney(input.price),
      includedUsageNanos: fromMoney(input.includedUsage),
      content: contentOf(input.name, input.features),
    },
    appliesFrom,
    pendingChangeId: pending?.id ?? null,
    affected: await countAffected(
      tx,
      { ...key, version: current.version + 1, amountNanos: fromMoney(input.price), appliesFrom },
      policy,
    ),
  };
}

/** The change of a price that does not apply yet, or null. */
export const pendingChange = (tx: Tx, key: PriceKey, now: string) =>
  tx.priceChange.findFirst({
    where: { ...key, state: "scheduled", appliesFrom: { gt: new Date(now) } },
    select: { id: true },
  });

const contentOf = (name: string, features: readonly string[]): string =>
  `${name}: ${features.toSorted().join(", ")}`;
