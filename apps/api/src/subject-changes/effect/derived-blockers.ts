import type { StandingBlocker } from "@tenure/core/subject-changes";
import { BLOCKER_KINDS } from "@tenure/core/text";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { OPEN_REFUND_STATES } from "../../accounts/measure-facts.ts";
import type { Tx } from "../../db/database.ts";

const placedRow = z.object({
  kind: z.enum(BLOCKER_KINDS),
  state: z.enum(["open", "waived"]),
  raisedAt: z.date().transform((at) => at.toISOString()),
});

/** Most that were placed by hand; one of each kind is open at a time. */
const MOST_PLACED = 50;

/**
 * What stands in the way of a change now: what was placed by hand (C3.8, C3.10), and what follows from the account's state.
 *
 * - dispute: one of a payment is open (C4.10). A waiver of this change covers it.
 * - refund: one runs (C4.9). Whatever was asked for after the acceptance is a case that waits, and runs nothing.
 * - debt: credits are owed, or a renewal is not paid yet: its order is the present holder's, and their card is asked (C4.6).
 * - distributor: a subscription was bought through one, whose terms bind its buyer (C4.10).
 */
export async function derivedBlockers(
  tx: Tx,
  accountId: string,
  changeId: string,
  now: Instant,
): Promise<StandingBlocker[]> {
  const placed = await tx.subjectChangeBlocker.findMany({
    where: {
      accountId,
      state: { in: ["open", "waived"] },
      endedAt: null,
      kind: { not: "dispute" },
      OR: [{ changeId: null }, { changeId }],
    },
    orderBy: { id: "asc" },
    take: MOST_PLACED,
  });
  return [
    ...placed.map((row): StandingBlocker => {
      const { kind, state, raisedAt } = placedRow.parse(row);
      return { kind, state, raisedAt };
    }),
    ...(await ofState(tx, accountId, changeId, now)),
  ];
}

async function ofState(
  tx: Tx,
  accountId: string,
  changeId: string,
  now: Instant,
): Promise<StandingBlocker[]> {
  const [row] = await tx.$queryRaw<
    {
      dispute: Date | null;
      waived: boolean;
      refund: Date | null;
      debt: boolean;
      renewal: Date | null;
      distributor: Date | null;
    }[]
  >`
    SELECT (SELECT min(coalesce(d.opened_at, p.captured_at))
              FROM payment p LEFT JOIN payment_dispute d ON d.payment_id = p.id AND d.decided_at IS NULL
             WHERE p.account_id = ${accountId}::uuid AND p.dispute_state = 'open') AS dispute,
           EXISTS (SELECT 1 FROM subject_change_blocker
                    WHERE change_id = ${changeId}::uuid AND kind = 'dispute' AND state = 'waived') AS waived,
           (SELECT min(submitted_at) FROM refund
             WHERE account_id = ${accountId}::uuid AND state = ANY(${[...OPEN_REFUND_STATES]})) AS refund,
           EXISTS (SELECT 1 FROM ledger_account
                    WHERE account_id = ${accountId}::uuid AND code = 'wallet.debt' AND balance > 0) AS debt,
           (SELECT min(planned_at) FROM renewal
             WHERE account_id = ${accountId}::uuid AND settled_at IS NULL) AS renewal,
           (SELECT min(created_at) FROM subscription
             WHERE account_id = ${accountId}::uuid AND state <> 'ended' AND distributor IS NOT NULL) AS distributor`;
  if (row === undefined) throw new Error("the account's state did not answer");
  const standing = (
    kind: StandingBlocker["kind"],
    at: Date | null,
    state: StandingBlocker["state"] = "open",
  ): StandingBlocker[] => (at === null ? [] : [{ kind, state, raisedAt: at.toISOString() }]);
  return [
    ...standing("dispute", row.dispute, row.waived ? "waived" : "open"),
    ...standing("refund", row.refund),
    ...standing("debt", row.debt ? new Date(now) : row.renewal),
    ...standing("distributor", row.distributor),
  ];
}
