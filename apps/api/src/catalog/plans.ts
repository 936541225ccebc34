import { type PlanView, planSchema } from "@tenure/core/contract";
import { isCurrency, toMoney } from "@tenure/core/money";
import { type PlanFeature, planFeatures, planIds } from "@tenure/core/pricing";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { openProcedureFor } from "../trpc/procedures.ts";
import { heldAt } from "./price-in-force.ts";

/** The plans on sale with the prices in force: the fees listed are the fees charged (T1.1). */
export const plans = openProcedureFor("plan.read", {
  method: "get",
  path: "/plans",
  summary: "Plans with the prices in force",
})
  .input(z.strictObject({}).optional())
  .output(z.strictObject({ plans: z.array(planSchema) }))
  .query(async ({ ctx }) => ({ plans: await ctx.services.db.within(PLATFORM, plansInForce) }));

/** Plans, cheapest first; of each price the newest version that has begun. */
export async function plansInForce(tx: Tx): Promise<PlanView[]> {
  const now = await readClock(tx, null);
  const rows = await tx.plan.findMany({
    where: { onSale: true },
    orderBy: { rank: "asc" },
    include: {
      prices: {
        where: heldAt(now),
        orderBy: [{ interval: "asc" }, { currency: "asc" }, { version: "desc" }],
        distinct: ["interval", "currency"],
      },
    },
  });
  return rows.flatMap(({ id, name, prices }) => {
    const planId = planIds.find((each) => each === id);
    // A plan of another build: nothing here can sell it.
    if (planId === undefined) return [];
    return [
      {
        id: planId,
        name: nameOf(prices[0]?.name ?? name, planId),
        prices: prices.flatMap((price) => {
          const { currency } = price;
          if (!isCurrency(currency)) return [];
          return [
            {
              id: price.id,
              version: price.version,
              interval: price.interval === "year" ? ("year" as const) : ("month" as const),
              price: toMoney(price.amountNanos, currency),
              includedUsage: toMoney(price.includedUsageNanos, currency),
              features: featuresOf(price.features),
            },
          ];
        }),
      },
    ];
  });
}

/** The brand name is the same in every language. */
export const nameOf = (stored: unknown, planId: string): string =>
  z.object({ en: z.string() }).safeParse(stored).data?.en ?? planId;

/** The features of a version that this build knows. */
export const featuresOf = (stored: unknown): PlanFeature[] =>
  Array.isArray(stored) ? planFeatures.filter((feature) => stored.includes(feature)) : [];
