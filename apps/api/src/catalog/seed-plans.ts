import { digestOf, type Json } from "@tenure/core/decision";
import { seedPlans as shipped } from "@tenure/core/pricing";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import type { Tx } from "../db/database.ts";
import { StartError } from "../env.ts";

/** The prices that ship, in the form of their rows. */
const shippedPrices = shipped.flatMap((plan) =>
  plan.prices.map(({ planId, version, interval, currency, amountNanos, includedUsageNanos, features }) => ({
    planId,
    version,
    interval,
    currency,
    amountNanos,
    includedUsageNanos,
    features: [...features],
  })),
);

/** Names everything that ships: another build with other prices has another digest, and runs again. */
const shippedDigest = digestOf(
  shippedPrices.map((price) => ({
    ...price,
    amountNanos: price.amountNanos.toString(),
    includedUsageNanos: price.includedUsageNanos.toString(),
  })) satisfies Json,
);

/** Adds plans and price versions that ship with this build and are not there yet. A version never changes (T3.1). */
const seedPlansCommand = plainCommand({
  name: "catalog.seed_plans",
  input: z.strictObject({ digest: z.string() }),
  async apply({ tx, now }, { digest }) {
    await tx.plan.createMany({
      data: shipped.map(({ id, name }, rank) => ({ id, name: { en: name, zh: name }, rank })),
      skipDuplicates: true,
    });
    await refuseEditedVersions(tx);
    const { count } = await tx.planPrice.createMany({
      data: shippedPrices.map((price) => ({ ...price, effectiveFrom: new Date(now) })),
      skipDuplicates: true,
    });
    return {
      answer: { added: count },
      target: { kind: "catalog", id: "plans" },
      after: { digest, added: count },
    };
  },
});

/** @throws StartError when the build says otherwise than a version that may already have been sold */
async function refuseEditedVersions(tx: Tx): Promise<void> {
  const stored = await tx.planPrice.findMany();
  for (const price of shippedPrices) {
    const same = stored.find(
      (row) =>
        row.planId === price.planId &&
        row.interval === price.interval &&
        row.currency === price.currency &&
        row.version === price.version,
    );
    if (
      same !== undefined &&
      (same.amountNanos !== price.amountNanos || same.includedUsageNanos !== price.includedUsageNanos)
    )
      throw new StartError(
        `Price ${price.planId}/${price.interval}/${price.currency} version ${price.version} differs from the one in the database: add a new version instead of editing it.`,
      );
  }
}

/** Called at each start; does nothing when this build's prices are all there. */
export async function seedPlans(runner: CommandRunner): Promise<void> {
  await runner.run(
    seedPlansCommand,
    { digest: shippedDigest },
    {
      actor: { kind: "system", id: "start" },
      accountId: null,
      asPlatform: true,
      requestId: null,
      idempotencyKey: shippedDigest,
    },
  );
}
