import type { Tx } from "../db/database.ts";

/** Pieces of a change whose very bytes were handed in for another account, in a change or in a review (threat 9). */
export const evidenceDuplicates = (
  tx: Tx,
  change: { readonly id: string; readonly accountId: string },
): Promise<{ evidenceId: string; accountId: string; accountName: string }[]> =>
  tx.$queryRaw`
    WITH mine AS (
      SELECT e.id, f.content_mac FROM subject_change_evidence e JOIN vault_file f ON f.id = e.file_id
       WHERE e.change_id = ${change.id}::uuid AND e.removed_at IS NULL)
    SELECT DISTINCT mine.id AS "evidenceId", a.id AS "accountId", a.name AS "accountName"
      FROM mine
      JOIN vault_file other ON other.content_mac = mine.content_mac
      LEFT JOIN document_review r ON r.id = other.review_id
      LEFT JOIN subject_change c ON c.id = other.review_id
      JOIN account a ON a.id = coalesce(r.account_id, c.account_id)
     WHERE a.id <> ${change.accountId}::uuid
     LIMIT 50`;
