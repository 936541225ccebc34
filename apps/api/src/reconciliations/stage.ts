import { PLATFORM, type Tx } from "../db/database.ts";
import type { StatementLine, StatementPeriod } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";

/** Another run took over: this one writes nothing more. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

/** A run's hold on its reconciliation. */
export interface Hold {
  readonly reconciliationId: string;
  readonly runId: string;
}

/** Shows that the run moves, and finds out whether it is still its own. @throws Overtaken */
export async function beat(
  tx: Tx,
  { reconciliationId, runId }: Hold,
  more: { readonly linesRead?: number; readonly compared?: number } = {},
): Promise<void> {
  const { linesRead = 0, compared = 0 } = more;
  const moved = await tx.$executeRaw`
    UPDATE reconciliation SET beat_at = tenure_now(), lines_read = lines_read + ${linesRead}::int,
           compared = compared + ${compared}::int
     WHERE id = ${reconciliationId}::uuid AND run_id = ${runId}::uuid AND state = 'running'`;
  if (moved === 0) throw new Overtaken(`reconciliation ${reconciliationId} was overtaken`);
}

/** Writes down what a provider lists of a period. @returns whether every payment of it is in there */
export async function stage(
  { db, payments }: Pick<Services, "db" | "payments">,
  hold: Hold,
  channel: string,
  since: StatementPeriod,
): Promise<boolean> {
  const statement = providerOf(payments, channel).statement(since);
  for await (const lines of statement.lines)
    await db.within(PLATFORM, async (tx) => {
      const placed = await withPayments(tx, channel, lines);
      await tx.reconciliationLine.createMany({
        data: placed.map(({ id, kind, ...line }) => ({
          reconciliationId: hold.reconciliationId,
          channel,
          kind,
          lineId: id,
          ...line,
        })),
        skipDuplicates: true,
      });
      await beat(tx, hold, { linesRead: lines.length });
    });
  return statement.complete;
}

/** A line that names no payment belongs to that of the leg it names; one that names neither is nobody's we know. */
async function withPayments(tx: Tx, channel: string, lines: readonly StatementLine[]) {
  const legIds = lines.flatMap((each) =>
    each.paymentId === null && each.rowId !== null ? [each.rowId] : [],
  );
  const refundIds = lines.flatMap((each) => (each.paymentId === null ? [each.id] : []));
  const legs =
    refundIds.length === 0
      ? []
      : await tx.refundLeg.findMany({
          where: {
            payment: { provider: channel },
            OR: [{ id: { in: legIds } }, { providerRefundId: { in: refundIds } }],
          },
          select: { id: true, providerRefundId: true, payment: { select: { providerPaymentId: true } } },
        });
  return lines.flatMap((line) => {
    const leg = legs.find((each) => each.id === line.rowId || each.providerRefundId === line.id);
    const paymentId = line.paymentId ?? leg?.payment.providerPaymentId ?? null;
    // A return may be numbered by itself: what it is about is the refund.
    const id = line.kind === "refund_return" ? (leg?.providerRefundId ?? line.id) : line.id;
    return paymentId === null ? [] : [{ ...line, id, paymentId }];
  });
}
