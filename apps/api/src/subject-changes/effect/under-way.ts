import type { ChangeUnderWay } from "@tenure/core/subject-changes";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../../db/database.ts";

/** The change of an account that is open, with the new subject's acceptance; null where none is. At most one is. */
async function openChangeOf(tx: Tx, accountId: string): Promise<{ readonly acceptedAt: Date | null } | null> {
  const change = await tx.subjectChange.findFirst({
    where: { accountId, state: "open" },
    select: { id: true },
  });
  if (change === null) return null;
  const invitation = await tx.subjectChangeInvitation.findUnique({
    where: { changeId: change.id },
    select: { acceptedAt: true },
  });
  return { acceptedAt: invitation?.acceptedAt ?? null };
}

/** When the new subject of the change that is open accepted; null where none is open, or nobody accepted. */
export const acceptedAtOfOpenChange = async (tx: Tx, accountId: string): Promise<Date | null> =>
  (await openChangeOf(tx, accountId))?.acceptedAt ?? null;

/**
 * The change that is under way on an account, as far as everything else has to know of it (invariant 31).
 * @param asOf whether the new subject had accepted then: a request is judged by when it was made (C4.9)
 */
export async function changeUnderWay(
  tx: Tx,
  accountId: string,
  asOf: Instant | null = null,
): Promise<ChangeUnderWay | null> {
  const open = await openChangeOf(tx, accountId);
  if (open === null) return null;
  const acceptedAt = open.acceptedAt?.toISOString() ?? null;
  return { state: "open", accepted: acceptedAt !== null && (asOf === null || acceptedAt <= asOf) };
}
