import { decisionJsonSchema } from "@tenure/core/contract";
import { type Currency, fromMoney, isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { schedulePriceChange as rule } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { pageOf, pageShape } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { AFFECTED_KINDS, affectedPage } from "./affected.ts";
import { type NoticeFate, noticeFates, noticeFateSchema } from "./notice-fates.ts";
import { progressOf, progressSchema } from "./progress.ts";
import { scheduleFields, schedulePriceChange } from "./schedule.ts";
import { takeBack } from "./take-back.ts";
import { tell } from "./tell.ts";

const previewEffectsSchema = z
  .strictObject({
    direction: z.enum(["raise", "cut", "content"]),
    appliesFrom: instantSchema,
    firstRaisedRenewalAt: instantSchema.nullable(),
    affected: z.strictObject({
      renewing: z.int(),
      tooSoon: z.int(),
      ending: z.int(),
      byDistributor: z.int(),
      gifts: z.int(),
    }),
  })
  .nullable();

/** What a change would mean, for whom, before it is planned. */
export const previewPriceChange = staffProcedureFor("plan.inspect")
  .input(z.strictObject(scheduleFields))
  .output(z.strictObject({ decision: decisionJsonSchema, effects: previewEffectsSchema }))
  .query(async ({ ctx, input }) => {
    const decision = await ctx.services.runner.preview(
      schedulePriceChange,
      input,
      ctx.command(null, "preview"),
    );
    const effects = rule.effects.parse(decision.effects);
    return {
      decision,
      effects:
        effects === null
          ? null
          : {
              direction: effects.direction,
              appliesFrom: effects.appliesFrom,
              firstRaisedRenewalAt: effects.firstRaisedRenewalAt,
              affected: effects.affected,
            },
    };
  });

/** Plans a change for everybody who has the price. */
export const scheduleProcedure = staffProcedureFor("plan.manage")
  .input(z.strictObject(scheduleFields))
  .output(
    z.strictObject({
      priceChangeId: z.uuid(),
      planPriceId: z.uuid(),
      direction: z.enum(["raise", "cut", "content"]),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(schedulePriceChange, input, ctx.command());
    return answer;
  });

/** Takes a change back before it applies. */
export const takeBackProcedure = staffProcedureFor("plan.manage")
  .input(z.strictObject({ priceChangeId: z.uuid() }))
  .output(z.strictObject({ priceChangeId: z.uuid() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(takeBack, input, ctx.command());
    return answer;
  });

/** Writes to a subscription's owner once more, after staff saw to the address. */
export const tellAgain = staffProcedureFor("plan.manage")
  .input(z.strictObject({ priceChangeId: z.uuid(), subscriptionId: z.uuid() }))
  .output(z.strictObject({ told: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const subscription = await ctx.read((tx) =>
      tx.subscription.findUnique({ where: { id: input.subscriptionId }, select: { accountId: true } }),
    );
    if (subscription === null) throw new AppError("not_found", "No such subscription.");
    const { answer } = await ctx.services.runner.run(
      tell(ctx.services.env),
      { ...input, again: true },
      ctx.command(subscription.accountId),
    );
    return answer;
  });

const changeSchema = z.strictObject({
  id: z.uuid(),
  planId: z.enum(planIds),
  interval: z.enum(["month", "year"]),
  direction: z.enum(["raise", "cut", "content"]),
  before: moneySchema,
  after: moneySchema,
  appliesFrom: instantSchema,
  state: z.enum(["scheduled", "in_force", "canceled"]),
  scheduledAt: instantSchema,
  /** Null while people are still being written to. */
  announcedAt: instantSchema.nullable(),
  progress: progressSchema,
});

/** Every change of a price, the newest first, with what became of its notices. */
export const listChanges = staffProcedureFor("plan.inspect")
  .input(z.strictObject(pageShape))
  .output(pageOf(changeSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, null);
      const rows = await tx.priceChange.findMany({
        where: cursor === undefined ? {} : { id: { lt: cursor } },
        orderBy: { id: "desc" },
        take: limit + 1,
        include: { currentPrice: true, nextPrice: true },
      });
      const shown = rows.slice(0, limit);
      const items: z.output<typeof changeSchema>[] = [];
      for (const row of shown) {
        const currency = currencyOf(row.currency);
        const appliesFrom = row.appliesFrom.toISOString();
        items.push({
          id: row.id,
          planId: planIds.find((id) => id === row.planId) ?? "free",
          interval: row.interval === "year" ? "year" : "month",
          direction: changeSchema.shape.direction.parse(row.direction),
          before: toMoney(row.currentPrice.amountNanos, currency),
          after: toMoney(row.nextPrice.amountNanos, currency),
          appliesFrom,
          state: row.state === "canceled" ? "canceled" : appliesFrom <= now ? "in_force" : "scheduled",
          scheduledAt: row.scheduledAt.toISOString(),
          announcedAt: row.announcedAt?.toISOString() ?? null,
          progress: await progressOf(tx, row.id, policyAt(now)),
        });
      }
      return { items, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
    }),
  );

const affectedSchema = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  kind: z.enum(AFFECTED_KINDS),
  price: moneySchema,
  /** The first renewal at the new price, were a notice accepted now. */
  firstRenewalAt: instantSchema.nullable(),
  tooSoon: z.boolean(),
  /** What became of its newest notice; null where none was written. */
  notice: noticeFateSchema.nullable(),
});

/** The subscriptions that a change concerns, planned already or as it is being filled in. */
export const listAffected = staffProcedureFor("plan.inspect")
  .input(
    z.strictObject({
      ...pageShape,
      priceChangeId: z.uuid().nullable(),
      draft: z.strictObject(scheduleFields).nullable(),
    }),
  )
  .output(pageOf(affectedSchema))
  .query(({ ctx, input }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, null);
      const { currency, change } = await lookedAt(tx, input, now);
      const rows = await affectedPage(tx, change, policyAt(now), {
        after: input.cursor ?? null,
        limit: input.limit + 1,
      });
      const shown = rows.slice(0, input.limit);
      const fates =
        input.priceChangeId === null
          ? new Map<string, NoticeFate>()
          : await noticeFates(
              tx,
              input.priceChangeId,
              shown.map(({ subscriptionId }) => subscriptionId),
              policyAt(now),
            );
      return {
        items: shown.map((row) => ({
          id: row.subscriptionId,
          notice: fates.get(row.subscriptionId) ?? null,
          accountId: row.accountId,
          accountName: row.accountName,
          kind: row.kind,
          price: toMoney(row.amountNanos, currency),
          firstRenewalAt: row.firstRenewalAt,
          tooSoon: row.tooSoon,
        })),
        nextCursor: rows.length > input.limit ? (shown.at(-1)?.subscriptionId ?? null) : null,
      };
    }),
  );

async function lookedAt(
  tx: Tx,
  {
    priceChangeId,
    draft,
  }: { priceChangeId: string | null; draft: z.output<z.ZodObject<typeof scheduleFields>> | null },
  now: string,
) {
  const row =
    priceChangeId === null
      ? null
      : await tx.priceChange.findUnique({ where: { id: priceChangeId }, include: { nextPrice: true } });
  if (row !== null) {
    const { planId, interval, nextPrice } = row;
    const currency = currencyOf(row.currency);
    const { version, amountNanos } = nextPrice;
    const appliesFrom = row.appliesFrom.toISOString();
    return { currency, change: { planId, interval, currency, version, amountNanos, appliesFrom } };
  }
  if (draft === null) throw new AppError("not_found", "No such price change.");
  const { planId, interval, price } = draft;
  const newest = await tx.planPrice.findFirst({
    where: { planId, interval, currency: price.currency },
    orderBy: { version: "desc" },
  });
  if (newest === null) throw new AppError("not_found", "This plan has no such price.");
  return {
    currency: price.currency,
    change: {
      planId,
      interval,
      currency: price.currency,
      version: newest.version + 1,
      amountNanos: fromMoney(price),
      appliesFrom: draft.appliesFrom ?? now,
    },
  };
}

function currencyOf(text: string): Currency {
  if (!isCurrency(text)) throw new Error(`a price in ${text}, which is no currency of ours`);
  return text;
}
