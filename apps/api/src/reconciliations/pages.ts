import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import type { StatementLine } from "../payments/provider.ts";
import { firstIdAt, type Period } from "./period.ts";
import type { Hold } from "./stage.ts";

/** Reads texts in pages, each after the last of the one before. */
async function* texts(
  db: Database,
  size: number,
  read: (tx: Tx, after: string) => Promise<readonly { readonly text: string }[]>,
): AsyncGenerator<string[]> {
  for (let after = ""; ; ) {
    const last: string = after;
    const rows = await db.within(PLATFORM, (tx) => read(tx, last));
    if (rows.length > 0) yield rows.map((each) => each.text);
    if (rows.length < size) return;
    after = rows.at(-1)?.text ?? "";
  }
}

/** What was listed, payment by payment, in pages. */
export async function* listedPayments(
  db: Database,
  { reconciliationId }: Hold,
  channel: string,
  size: number,
): AsyncGenerator<ReadonlyMap<string, readonly StatementLine[]>> {
  const pages = texts(
    db,
    size,
    (tx, after) => tx.$queryRaw<{ text: string }[]>`
      SELECT DISTINCT payment_id AS text FROM reconciliation_line
       WHERE reconciliation_id = ${reconciliationId}::uuid AND channel = ${channel} AND payment_id > ${after}
       ORDER BY payment_id LIMIT ${size}`,
  );
  for await (const ids of pages) {
    const rows = await db.within(PLATFORM, (tx) =>
      tx.reconciliationLine.findMany({
        where: { reconciliationId, channel, paymentId: { in: ids } },
        // Newest first, as the provider lists them.
        orderBy: [{ at: "desc" }, { lineId: "asc" }],
      }),
    );
    const byPayment = new Map<string, StatementLine[]>(ids.map((id) => [id, []]));
    for (const { lineId, kind, state, ...line } of rows)
      byPayment.get(line.paymentId)?.push({
        ...line,
        id: lineId,
        kind: kind as StatementLine["kind"],
        state: state as StatementLine["state"],
      });
    yield byPayment;
  }
}

/**
 * Payments that we hold and the provider did not list: those made in the period, and those of which something was given
 * back in it. Of a provider that lists nothing also the pages on which somebody may have paid without our hearing of it.
 */
export const oursUnlisted = (
  db: Database,
  { reconciliationId }: Hold,
  channel: string,
  { paymentsSince, refundsSince, until }: Period,
  complete: boolean,
  size: number,
): AsyncGenerator<string[]> => {
  const [payments, refunds, end] = [paymentsSince, refundsSince, until].map(firstIdAt);
  return texts(
    db,
    size,
    (tx, after) => tx.$queryRaw<{ text: string }[]>`
      SELECT mine.text FROM (
        SELECT provider_payment_id AS text FROM payment
         WHERE provider = ${channel} AND id >= ${payments}::uuid AND id < ${end}::uuid
        UNION
        SELECT p.provider_payment_id FROM refund_leg l JOIN payment p ON p.id = l.payment_id
         WHERE p.provider = ${channel} AND l.id >= ${refunds}::uuid AND l.id < ${end}::uuid
           AND l.state IN ('calling', 'pending', 'unknown', 'refunded')
        UNION
        SELECT provider_session_id FROM "order"
         WHERE ${!complete} AND provider = ${channel} AND id >= ${payments}::uuid AND id < ${end}::uuid
           AND provider_session_id IS NOT NULL
      ) mine
       WHERE mine.text > ${after} AND NOT EXISTS (
         SELECT 1 FROM reconciliation_line l WHERE l.reconciliation_id = ${reconciliationId}::uuid
            AND l.channel = ${channel} AND l.payment_id = mine.text)
       ORDER BY mine.text LIMIT ${size}`,
  );
};

/** Payments about which something was found before and nothing was found or resolved in this run yet. */
export const unresolvedPayments = (
  db: Database,
  { reconciliationId }: Hold,
  channel: string,
  size: number,
): AsyncGenerator<string[]> =>
  texts(
    db,
    size,
    (tx, after) => tx.$queryRaw<{ text: string }[]>`
      SELECT DISTINCT d.payment_id AS text FROM reconciliation_difference d
       WHERE d.channel = ${channel} AND d.state <> 'resolved' AND d.payment_id > ${after}
         AND d.last_found_at < (SELECT started_at FROM reconciliation WHERE id = ${reconciliationId}::uuid)
       ORDER BY d.payment_id LIMIT ${size}`,
  );
