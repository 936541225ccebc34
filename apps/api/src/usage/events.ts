import { type UsageEvent, usageEventSchema } from "@tenure/core/contract";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** A stored event with its model's name. */
export interface EventRow {
  readonly id: string;
  readonly clientEventId: string;
  readonly serviceTier: string;
  readonly tokens: unknown;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
  readonly holdId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly model: string;
}

/** Events of an account that carry one of these client ids. */
export const eventsByClientId = (tx: Tx, accountId: string, clientEventIds: readonly string[]) =>
  tx.usageEvent.findMany({
    where: { accountId, clientEventId: { in: [...clientEventIds] } },
  });

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
) =>
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
      // Ids are version 7: their order is the order of recording.
      ...(page.cursor === undefined ? {} : { id: { lt: page.cursor } }),
    },
    orderBy: { id: "desc" },
    take: page.limit,
  });

/** An event as the API shows it. */
export const showEvent = (row: EventRow, currency: Currency): UsageEvent =>
  usageEventSchema.parse({
    id: row.id,
    clientEventId: row.clientEventId,
    model: row.model,
    serviceTier: row.serviceTier,
    tokens: row.tokens,
    value: toMoney(row.amountNanos, currency),
    planPart: toMoney(row.planNanos, currency),
    creditPart: toMoney(row.creditNanos, currency),
    debtPart: toMoney(row.debtNanos, currency),
    holdId: row.holdId,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  });
