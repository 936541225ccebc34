import { decide } from "@tenure/core/decision";
import { renewSubscription } from "@tenure/core/subscriptions";
import type { CommandRunner } from "../command/runner.ts";
import type { Probe } from "../command/probe.ts";
import { executorOf, type RunSql, type Statement } from "../db/batch.ts";
import type { Database } from "../db/database.ts";
import type { Signer } from "../decisions/store.ts";
import type { Outbox } from "../jobs/outbox.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { openAlertIn } from "../payments/alerts.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { endSubscriptionOfTerm } from "./end.ts";
import { type DueSubscription, readRenewalFacts } from "./facts.ts";
import { lockDue } from "./lock-due.ts";
import { type PlannedRenewal, writeRenewals } from "./write-batch.ts";

/** What planning stands on; no provider is among it. */
export interface PlanServices {
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly signer: Signer;
  readonly outbox: Outbox;
  readonly tax: TaxCalculator;
  readonly probe: Probe;
}

/** Subscriptions per transaction: as long as it takes, requests of these accounts wait. */
const PER_BATCH = 100;
/** While PostgreSQL writes one batch, the next is decided. */
const IN_FLIGHT = 2;
/** A run ends after so many batches, so that a backlog leaves room for other jobs; the next beat goes on. */
const BATCHES_PER_RUN = 200;

/** What one batch came to. */
export interface PlannedBatch {
  /** Due subscriptions that were found and locked. */
  readonly found: number;
  /** Renewals that were written. */
  readonly planned: number;
  /** Whether anything was decided; what only waits is found again by the next run. */
  readonly moved: boolean;
  /** Subscriptions that end instead: each by a command of its own. */
  readonly ending: readonly Pick<DueSubscription, "accountId" | "subscriptionId">[];
}

/**
 * Job `subscriptions.renew`: finds subscriptions whose term is over, decides each renewal and writes it with its order,
 * frozen; nobody is charged here. Any number of workers may run it at once: what one has locked the others pass over.
 * With an `accountId`, that account's alone.
 * @returns how many renewals were written
 */
export async function renewSubscriptions(
  services: PlanServices,
  { accountId = null }: { readonly accountId?: string | null } = {},
): Promise<number> {
  let planned = 0;
  let left = BATCHES_PER_RUN;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const result = await planBatch(services, PER_BATCH, accountId);
      planned += result.planned;
      for (const each of result.ending)
        await endSubscriptionOfTerm(services, each.accountId, each.subscriptionId);
      if (!result.moved) return;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: accountId === null ? IN_FLIGHT : 1 }, work));
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return planned;
}

/** Plans one batch in one transaction (docs/decisions/0014). */
export async function planBatch(
  services: PlanServices,
  limit: number = PER_BATCH,
  accountId: string | null = null,
): Promise<PlannedBatch> {
  const { db, signer, outbox, tax, probe } = services;
  const result = await db.batch(async (sql) => {
    const ids = await lockDue(sql, limit, accountId);
    if (ids.length === 0) return { found: 0, planned: 0, moved: false, ending: [] };
    const due = await readRenewalFacts(sql, ids, tax);
    const sorted = await sortOut(sql, due);
    await putAside(sql, sorted.aside);
    if (sorted.renewals.length > 0) {
      const batchId = await writeRenewals(sql, signer, sorted.renewals);
      await outbox.enqueueIn(executorOf(sql), "renewals.fan_out", { batchId }, { singletonKey: batchId });
    }
    await probe.reach("subscriptions.renew:before_commit");
    const { renewals, ending, aside } = sorted;
    return {
      found: ids.length,
      planned: renewals.length,
      moved: renewals.length + ending.length + aside.length > 0,
      ending,
    };
  });
  await probe.reach("subscriptions.renew:after_commit");
  return result;
}

/** When a subscription is looked at again; null: when somebody moves its term. */
interface Aside {
  readonly subscriptionId: string;
  readonly renewsAt: string | null;
}

/** Decides each of a batch and says what is to become of it. */
async function sortOut(sql: RunSql, due: readonly DueSubscription[]) {
  const renewals: PlannedRenewal[] = [];
  const ending: DueSubscription[] = [];
  const aside: Aside[] = [];
  const impossible = async (each: DueSubscription, problem: string): Promise<void> => {
    aside.push({ subscriptionId: each.subscriptionId, renewsAt: null });
    await openAlertIn(sql, "renewal_impossible", each.subscriptionId, each.subscriptionId, each.accountId, {
      problem: problem.slice(0, 300),
      renewalNumber: each.facts.renewalNumber,
    });
  };
  for (const each of due) {
    const decided = decideOne(each);
    if (decided instanceof Error) {
      // One that cannot be decided must not keep a hundred others waiting.
      await impossible(each, decided.message);
      continue;
    }
    const { effects, refusals, json } = decided;
    if (effects === null) {
      const code = refusals[0]?.code;
      if (code === "renewal_not_due")
        aside.push({ subscriptionId: each.subscriptionId, renewsAt: each.facts.term.endsAt });
      else if (code === "distributor_subscription")
        aside.push({ subscriptionId: each.subscriptionId, renewsAt: null });
      else if (code === "renewal_under_way")
        await impossible(each, "its term was renewed before, and there is no term after it");
      // Suspended, or refunding: what they wait for brings them back here.
      continue;
    }
    if (effects.action === "end") ending.push(each);
    else if (each.livemode && effects.term.endsAt <= each.facts.now)
      await impossible(
        each,
        "the term it would bring is over already: nobody is charged for days not served",
      );
    else renewals.push({ due: each, effects, decision: json });
  }
  return { renewals, ending, aside };
}

function decideOne(each: DueSubscription) {
  try {
    return decide(
      renewSubscription,
      each.facts,
      policyByVersion(each.policyVersion) ?? policyAt(each.facts.now),
    );
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const PUT_ASIDE: Statement = {
  name: "renewals-put-aside",
  text: "UPDATE subscription SET renews_at = $2 WHERE id = $1",
};

async function putAside(sql: RunSql, aside: readonly Aside[]): Promise<void> {
  for (const { subscriptionId, renewsAt } of aside) await sql(PUT_ASIDE, [subscriptionId, renewsAt]);
}
