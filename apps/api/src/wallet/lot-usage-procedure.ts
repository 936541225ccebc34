import { lotUsageSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { lotById } from "../ledger/lots.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

interface UsageRow {
  readonly id: string;
  readonly client_event_id: string;
  readonly model: string;
  readonly from_lot: string;
  readonly amount_nanos: bigint;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
}

/** The requests behind a lot's usage on one local day, newest first, each with what this lot paid of it. */
export const walletLotUsage = procedureFor("wallet.read", {
  method: "get",
  path: "/wallet/lots/{lotId}/usage",
  summary: "List the requests that used a credit lot on a day, newest first",
})
  .input(accountInput({ ...pageShape, lotId: z.uuid(), day: z.iso.date() }))
  .output(pageOf(lotUsageSchema))
  .query(({ ctx: { account, read }, input: { lotId, day, limit, cursor } }) =>
    read(async (tx) => {
      if ((await lotById(tx, account.id, lotId)) === null)
        throw new AppError("not_found", "No such credit lot.");
      const rows = await tx.$queryRaw<UsageRow[]>`
        SELECT id, client_event_id, model, burns->>${lotId} AS from_lot, amount_nanos, occurred_at, recorded_at
          FROM usage_event
         WHERE account_id = ${account.id}::uuid AND burns ? ${lotId}
           AND recorded_at >= ${day}::date::timestamp AT TIME ZONE ${account.timeZone}
           AND recorded_at < (${day}::date + 1)::timestamp AT TIME ZONE ${account.timeZone}
           AND (${cursor ?? null}::uuid IS NULL OR id < ${cursor ?? null}::uuid)
         ORDER BY id DESC LIMIT ${limit + 1}`;
      const money = (amountNanos: bigint) => toMoney(amountNanos, account.currency);
      return toPage(rows, limit, (row) => ({
        eventId: row.id,
        clientEventId: row.client_event_id,
        model: row.model,
        fromLot: money(BigInt(row.from_lot)),
        value: money(row.amount_nanos),
        occurredAt: row.occurred_at.toISOString(),
        recordedAt: row.recorded_at.toISOString(),
      }));
    }),
  );
