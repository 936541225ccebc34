import {
  customerMoneySchema,
  floorToMinor,
  fromMoney,
  isCurrency,
  moneySchema,
  toMoney,
} from "@tenure/core/money";
import { planFeatures } from "@tenure/core/pricing";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { requireIncluded } from "./included-usage.ts";
import { featuresOf, nameOf } from "./plans.ts";

const versionSchema = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  interval: z.enum(["month", "year"]),
  name: z.string(),
  price: moneySchema,
  includedUsage: moneySchema,
  features: z.array(z.enum(planFeatures)),
  effectiveFrom: instantSchema,
  state: z.enum(["scheduled", "in_force", "past", "withdrawn"]),
  /** Subscriptions whose newest term has it; as long as there is one, it stays what it is (T3.1). */
  subscriptions: z.int(),
});

/** Every plan with every version of its prices, for sale or not. */
export const listPlans = staffProcedureFor("plan.inspect")
  .input(z.strictObject({}).optional())
  .output(
    z.strictObject({
      plans: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          onSale: z.boolean(),
          versions: z.array(versionSchema),
        }),
      ),
    }),
  )
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, null);
      const plans = await tx.plan.findMany({
        orderBy: { rank: "asc" },
        include: { prices: { orderBy: [{ currency: "asc" }, { interval: "asc" }, { version: "desc" }] } },
      });
      const used = await tx.$queryRaw<{ id: string; count: number }[]>`
        SELECT t.plan_price_id AS id, count(*)::int AS count
          FROM subscription s
          JOIN LATERAL (SELECT plan_price_id FROM term WHERE subscription_id = s.id AND ended_at IS NULL
                         ORDER BY number DESC LIMIT 1) t ON true
         WHERE s.state <> 'ended' GROUP BY 1`;
      const counts = new Map(used.map(({ id, count }) => [id, count]));
      return {
        plans: plans.map(({ id, name, onSale, prices }) => {
          const held = new Set<string>();
          return {
            id,
            name: nameOf(name, id),
            onSale,
            versions: prices.flatMap((row) => {
              const { currency } = row;
              if (!isCurrency(currency)) return [];
              const effectiveFrom = row.effectiveFrom.toISOString();
              const key = `${row.interval} ${currency}`;
              const begun = row.withdrawnAt === null && effectiveFrom <= now;
              const inForce = begun && !held.has(key);
              if (inForce) held.add(key);
              return [
                {
                  id: row.id,
                  version: row.version,
                  interval: row.interval === "year" ? ("year" as const) : ("month" as const),
                  name: nameOf(row.name ?? name, id),
                  price: toMoney(row.amountNanos, currency),
                  includedUsage: toMoney(row.includedUsageNanos, currency),
                  features: featuresOf(row.features),
                  effectiveFrom,
                  state:
                    row.withdrawnAt !== null
                      ? ("withdrawn" as const)
                      : inForce
                        ? ("in_force" as const)
                        : begun
                          ? ("past" as const)
                          : ("scheduled" as const),
                  subscriptions: counts.get(row.id) ?? 0,
                },
              ];
            }),
          };
        }),
      };
    }),
  );

const setOnSaleCommand = plainCommand({
  name: "catalog.set_on_sale",
  input: z.strictObject({ planId: z.string().max(40), onSale: z.boolean() }),
  async apply({ tx }, { planId, onSale }) {
    const plan = await tx.plan.findUnique({ where: { id: planId } });
    if (plan === null) throw new AppError("not_found", "No such plan.");
    if (planId === "free")
      throw new AppError("conflict", "Free is what an account has without a subscription.");
    await tx.plan.update({ where: { id: planId }, data: { onSale } });
    return {
      answer: { onSale },
      target: { kind: "plan", id: planId },
      before: { onSale: plan.onSale },
      after: { onSale },
    };
  },
});

/** Puts a plan on sale or takes it off; whoever has it keeps it and renews. */
export const setOnSale = staffProcedureFor("plan.manage")
  .input(setOnSaleCommand.input)
  .output(z.strictObject({ onSale: z.boolean() }))
  .mutation(
    async ({ ctx, input }) => (await ctx.services.runner.run(setOnSaleCommand, input, ctx.command())).answer,
  );

const addPriceCommand = plainCommand({
  name: "catalog.add_price",
  input: z.strictObject({
    planId: z.string().max(40),
    interval: z.enum(["month", "year"]),
    price: customerMoneySchema,
    includedUsage: customerMoneySchema,
    features: z.array(z.enum(planFeatures)).max(planFeatures.length),
  }),
  async apply({ tx, now }, { planId, interval, price, includedUsage, features }) {
    const amountNanos = fromMoney(price);
    if (planId === "free" || amountNanos <= 0n || floorToMinor(amountNanos, price.currency) !== amountNanos)
      throw new AppError(
        "validation_failed",
        "A price is more than zero and can be paid to its last digit.",
        [{ path: "price", message: "more than zero, in whole minor units" }],
      );
    requireIncluded(includedUsage, price.currency);
    if ((await tx.plan.findUnique({ where: { id: planId } })) === null)
      throw new AppError("not_found", "No such plan.");
    const key = { planId, interval, currency: price.currency };
    if ((await tx.planPrice.findFirst({ where: key })) !== null)
      throw new AppError("conflict", "The plan has this price already; plan a change of it instead.");
    const id = newId();
    await tx.planPrice.createMany({
      data: {
        id,
        ...key,
        version: 1,
        amountNanos,
        includedUsageNanos: fromMoney(includedUsage),
        features,
        effectiveFrom: new Date(now),
      },
    });
    return { answer: { planPriceId: id }, target: { kind: "plan_price", id }, after: { ...key } };
  },
});

/** A first price in another currency or for another length of term; nobody has it yet. */
export const addPrice = staffProcedureFor("plan.manage")
  .input(addPriceCommand.input)
  .output(z.strictObject({ planPriceId: z.uuid() }))
  .mutation(
    async ({ ctx, input }) => (await ctx.services.runner.run(addPriceCommand, input, ctx.command())).answer,
  );
