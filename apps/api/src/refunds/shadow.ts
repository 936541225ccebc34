import { nanosToDecimal } from "@tenure/core/money";
import { REFUND_REQUEST_KINDS, type ShadowDifference, type ShadowRun } from "@tenure/core/refunds";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";

/** Which requests a shadow run goes over. */
export interface ShadowScope {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  /** Those of live accounts, or those of sandbox accounts. */
  readonly livemode: boolean;
}

const PAGE = 500;
const LOWEST_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Leads the stored refund requests of a period through a run, in the order in which they were made and a page at a
 * time, so that memory does not grow with them.
 * @param onPage told after each page: the differences in it, and how many requests came so far; waited for
 */
export async function shadowStoredRequests(
  db: Database,
  run: ShadowRun,
  { from, to, livemode }: ShadowScope,
  onPage: (differences: readonly ShadowDifference[], requests: number) => unknown,
): Promise<void> {
  let [after, requests] = [LOWEST_ID, 0];
  for (;;) {
    const page = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ id: string; body: unknown }[]>`
        SELECT decision.id, decision.receipt->'body' AS body
          FROM decision JOIN account ON account.id = decision.account_id
         WHERE decision.kind = ANY (${[...REFUND_REQUEST_KINDS]})
           AND decision.decided_at >= ${from} AND decision.decided_at < ${to}
           AND account.livemode = ${livemode}
           AND decision.id > ${after}::uuid
         ORDER BY decision.id LIMIT ${PAGE}`,
    );
    requests += page.length;
    await onPage(
      page.flatMap(({ id, body }) => run.add(id, body) ?? []),
      requests,
    );
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}

/** How many requests a run goes over. */
export async function countStoredRequests(tx: Tx, { from, to, livemode }: ShadowScope): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM decision JOIN account ON account.id = decision.account_id
     WHERE decision.kind = ANY (${[...REFUND_REQUEST_KINDS]})
       AND decision.decided_at >= ${from} AND decision.decided_at < ${to} AND account.livemode = ${livemode}`;
  return row?.count ?? 0;
}

/** Head of a file of differences. */
export const SHADOW_HEAD = [
  "decision_id",
  "order_id",
  "currency",
  "outcome_before",
  "headline_before",
  "amount_before",
  "outcome_after",
  "headline_after",
  "amount_after",
  "moved",
];

/** A difference as a row of that file. */
export const shadowCells = ({
  decisionId,
  orderId,
  currency,
  before,
  after,
  movedNanos,
}: ShadowDifference) => [
  decisionId,
  orderId,
  currency,
  ...[before, after].flatMap(({ outcome, headline, finalNanos }) => [
    outcome,
    headline,
    nanosToDecimal(finalNanos, currency),
  ]),
  nanosToDecimal(movedNanos, currency),
];
