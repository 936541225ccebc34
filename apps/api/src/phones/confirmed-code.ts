import type { CodePurpose } from "@tenure/core/phones";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/**
 * The newest confirmation by a code to a subject's verified phone (C3.3): whose phone, and when, by the clock of the account
 * it was entered in. Null where there is none, or where the phone was replaced or removed since.
 */
export async function confirmedPhoneCode(
  tx: Tx,
  {
    subjectId,
    purpose,
    ref,
  }: { readonly subjectId: string; readonly purpose: CodePurpose; readonly ref: string },
): Promise<{ readonly subjectId: string; readonly at: Instant } | null> {
  const row = await tx.phoneCode.findFirst({
    where: { subjectId, purpose, refId: ref, usedAt: { not: null }, voidedAt: null },
    orderBy: { usedAt: "desc" },
    select: { usedAt: true },
  });
  return row?.usedAt == null ? null : { subjectId, at: row.usedAt.toISOString() };
}
