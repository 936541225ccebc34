import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/**
 * Forgets who was to become the holder, once the change ended without effect or they declined: the key of the copy of
 * their proof is destroyed. The proof itself is their own account's; form and papers are kept as the original subject's.
 * @returns whether there was a copy
 */
export async function forgetNewSubject(tx: Tx, changeId: string, now: Instant): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ forgotten: boolean }[]>`
    SELECT tenure_forget_new_subject(${changeId}::uuid, ${now}::timestamptz) AS forgotten`;
  return row?.forgotten === true;
}
