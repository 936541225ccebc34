import { type UsageEvent, usageEventSchema } from "@tenure/core/contract";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** A stored event. */
interface EventRow {
  readonly id: string;
  readonly clientEventId: string;
  readonly kind: string;
  readonly correctsId: string | null;
  readonly model: string;
  readonly modelPriceId: string;
  readonly agreementId: string | null;
  readonly serviceTier: string;
  readonly tokens: unknown;
  readonly counts: unknown;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
  readonly holdId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** What a list of events is narrowed to. */
export interface EventFilter {
  readonly clientEventId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Events of an account, newest first, after a cursor. */
export const listEvents = (
  tx: Tx,
  accountId: string,
  { clientEventId, from, to }: EventFilter,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<EventRow[]> =>
  tx.usageEvent.findMany({
    where: {
      accountId,
      ...(clientEventId === undefined ? {} : { clientEventId }),
      ...(from === undefined && to === undefined
        ? {}
        : {
            recordedAt: {
              ...(from === undefined ? {} : { gte: new Date(from) }),
              ...(to === undefined ? {} : { lt: new Date(to) }),
            },
          }),
    },
    // The order of an index that begins with the account: nothing here grows with the history.
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    ...(page.cursor === undefined ? {} : { cursor: { id: page.cursor }, skip: 1 }),
    take: page.limit,
  });

/** An event as the API shows it. */
export const showEvent = (row: EventRow, currency: Currency): UsageEvent =>
  usageEventSchema.parse({
    id: row.id,
    clientEventId: row.clientEventId,
    kind: row.kind,
    correctsId: row.correctsId,
    model: row.model,
    modelPriceId: row.modelPriceId,
    agreementId: row.agreementId,
    serviceTier: row.serviceTier,
    tokens: row.tokens,
    counts: row.counts,
    value: toMoney(row.amountNanos, currency),
    planPart: toMoney(row.planNanos, currency),
    creditPart: toMoney(row.creditNanos, currency),
    debtPart: toMoney(row.debtNanos, currency),
    holdId: row.holdId,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  });
