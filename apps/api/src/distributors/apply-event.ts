import type { DecisionJson } from "@tenure/core/decision";
import { z } from "zod";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { RefusedError } from "../errors/app-error.ts";
import { closeAlert, openAlert } from "../payments/alerts.ts";
import type { Services } from "../runtime/services.ts";
import { follow } from "./follow.ts";
import { type PurchaseName, purchaseOf } from "./follow-facts.ts";
import { readClock } from "../db/clock.ts";

/** What became of a purchase: followed, or why it could not be. */
export type Followed = { readonly problem: string | null; readonly accountId: string | null };

/** Handler of `distributors.apply_event`. */
export async function applyDistributorEvent(
  services: Services,
  { distributorEventId }: { readonly distributorEventId: string },
): Promise<void> {
  const event = await services.db.within(PLATFORM, (tx) =>
    tx.distributorEvent.findUnique({ where: { id: distributorEventId } }),
  );
  if (event === null || event.state === "applied" || event.state === "ignored") return;
  await followPurchase(services, { distributor: event.distributorName, purchaseId: event.purchaseId });
}

/**
 * Follows a purchase on every account it ever belonged to, those it left first: what runs there would keep the new one
 * from starting. Marks its notifications applied, or names the problem for the operator; the account keeps what it had.
 */
export async function followPurchase(services: Services, name: PurchaseName): Promise<Followed> {
  const { db } = services;
  const { seen, owners } = await db.within(PLATFORM, async (tx) => {
    const rows = await tx.distributorEvent.findMany({
      where: {
        distributorName: name.distributor,
        purchaseId: name.purchaseId,
        state: { in: ["received", "problem"] },
      },
      select: { id: true },
    });
    return { seen: rows.map(({ id }) => id), owners: (await purchaseOf(tx, name)).owners };
  });
  let followed: Followed = { problem: owners.length === 0 ? "purchase_unknown" : null, accountId: null };
  for (const ref of new Set(owners.map((each) => each.ref.toLowerCase()))) {
    const found = await followOn(services, name, ref);
    // A former owner's account that is gone is nobody's problem; the present one's is.
    if (found.problem === null || ref === owners.at(-1)?.ref.toLowerCase()) followed = found;
  }
  await db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, null);
    await tx.distributorEvent.updateMany({
      // What arrived meanwhile has a job of its own.
      where: { id: { in: seen }, state: { in: ["received", "problem"] } },
      data: {
        state: followed.problem === null ? "applied" : "problem",
        problem: followed.problem,
        accountId: followed.accountId,
        attempts: { increment: 1 },
        handledAt: new Date(now),
      },
    });
    const key = `${name.distributor}:${name.purchaseId}`;
    if (followed.problem === null) await closeAlert(tx, "distributor_problem", key, now);
    else
      await openAlert(tx, "distributor_problem", key, key, followed.accountId, {
        distributor: name.distributor,
        purchaseId: name.purchaseId,
        problem: followed.problem,
      });
  });
  return followed;
}

async function followOn(services: Services, name: PurchaseName, ref: string): Promise<Followed> {
  const accountId = z.uuid().safeParse(ref).success ? ref : null;
  const account =
    accountId === null
      ? null
      : await services.db.within(PLATFORM, (tx) =>
          tx.account.findUnique({ where: { id: accountId }, select: { id: true } }),
        );
  if (account === null) return { problem: "account_unknown", accountId: null };
  const context = systemContext("distributors.apply_event", account.id, newId());
  // Looked at before it is decided: a problem that stays one leaves no decision at each look.
  const preview = await services.runner.preview(follow, name, context);
  if (preview.outcome !== "granted") return { problem: problemOf(preview), accountId: account.id };
  try {
    await services.runner.run(follow, name, context);
    return { problem: null, accountId: account.id };
  } catch (error) {
    if (error instanceof RefusedError) return { problem: problemOf(error.decision), accountId: account.id };
    throw error;
  }
}

const problemOf = (decision: DecisionJson): string => decision.refusals[0]?.code ?? "refused";
