import type { FollowEffects } from "@tenure/core/distributors";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import type { PurchaseName } from "./follow-facts.ts";

type Term = NonNullable<FollowEffects>["terms"][number];

/**
 * Writes the terms a distributor said were paid, each with the order that stands for its purchase: nothing was charged
 * here, so its amounts are zero. Terms that are there keep their identity and take the instants that are true now.
 */
export async function writeTerms(
  acting: Acting,
  name: PurchaseName,
  subscriptionId: string,
  terms: readonly Term[],
): Promise<void> {
  const { tx } = acting;
  const there = new Map(
    (await tx.term.findMany({ where: { subscriptionId } })).map((term) => [term.number, term]),
  );
  for (const term of terms) {
    const known = there.get(term.number);
    if (known === undefined) await insertTerm(acting, name, subscriptionId, term);
    else if (known.startsAt.toISOString() !== term.startsAt || known.endsAt.toISOString() !== term.endsAt)
      await tx.term.update({
        where: { id: known.id },
        data: { startsAt: new Date(term.startsAt), endsAt: new Date(term.endsAt) },
      });
  }
}

async function insertTerm(
  { tx, now, policy, context, decisionId }: Acting,
  name: PurchaseName,
  subscriptionId: string,
  { number, planId, interval, startsAt, endsAt }: Term,
): Promise<void> {
  const account = await readAccount(tx, context.accountId ?? "");
  const holder = await currentHolderPeriod(tx, account.id);
  const prices = await tx.planPrice.findMany({
    where: { planId, interval, currency: account.currency },
    orderBy: { effectiveFrom: "desc" },
  });
  // The version that held when the period began; bought before our first, that one.
  const price = prices.find((each) => each.effectiveFrom.toISOString() <= startsAt) ?? prices.at(-1);
  if (price === undefined) throw new Error(`plan ${planId} has no price in ${account.currency}`);
  const orderId = newId();
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'DIS-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
  await tx.order.createMany({
    data: {
      id: orderId,
      number: numbered?.number ?? orderId,
      accountId: account.id,
      holderPeriodId: holder.id,
      kind: "subscription",
      state: "paid",
      currency: account.currency,
      amountNanos: 0n,
      taxNanos: 0n,
      totalMinor: 0n,
      policyVersion: policy.version,
      planPriceId: price.id,
      decisionId: decisionId ?? "",
      provider: "distributor",
      distributor: name.distributor,
      createdAt: new Date(now),
      expiresAt: new Date(now),
      paidAt: new Date(startsAt),
    },
  });
  await tx.term.createMany({
    data: {
      id: newId(),
      accountId: account.id,
      subscriptionId,
      orderId,
      planPriceId: price.id,
      number,
      anchorAt: new Date(startsAt),
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      includedNanos: price.includedUsageNanos,
    },
  });
}
