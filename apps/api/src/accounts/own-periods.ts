import type { Role } from "@tenure/core/access";
import type { Tx } from "../db/database.ts";

/**
 * The periods in which the present holder held the account: one, or more where it came back to them (C5.5). What another
 * holder paid, was sent and was called is none of theirs (C4.10).
 */
export async function ownPeriods(tx: Tx, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM holder_period p JOIN holder_period c ON c.account_id = p.account_id AND c.subject_id = p.subject_id
     WHERE c.account_id = ${accountId}::uuid AND c.ended_at IS NULL`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Since when the present holder has held the account: its people see no mail and no conversation of before, which are
 * somebody else's (C4.10). Staff see all: null.
 */
export async function seenSince(tx: Tx, accountId: string, role: Role): Promise<Date | null> {
  if (role === "reviewer" || role === "administrator") return null;
  const { startedAt } = await tx.holderPeriod.findFirstOrThrow({
    where: { accountId, endedAt: null },
    select: { startedAt: true },
  });
  return startedAt;
}

/** The label of the card that paid an order; a former holder's is not shown to those who came after (C4.10). */
export const methodShown = (
  order: { readonly holderPeriod: { readonly endedAt: Date | null } },
  label: string | null | undefined,
): string | null => (order.holderPeriod.endedAt === null ? (label ?? null) : null);
