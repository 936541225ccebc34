import { lotLifeSchema } from "@tenure/core/contract";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { lotById } from "../ledger/lots.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readLifeCursor, readLotLife, writeLifeCursor } from "./lot-life.ts";
import { showLot } from "./show-lot.ts";

/** The whole life of a lot of credits, newest first: opened, used day by day, expired, taken back, returned. */
export const walletLotLife = procedureFor("wallet.read", {
  method: "get",
  path: "/wallet/lots/{lotId}",
  summary: "Read a credit lot and its life, newest first",
})
  .input(
    accountInput({
      lotId: z.uuid(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: z.string().max(80).optional(),
    }),
  )
  .output(lotLifeSchema)
  .query(({ ctx: { account, read }, input: { lotId, limit, cursor } }) =>
    read(async (tx) => {
      const from = cursor === undefined ? null : readLifeCursor(cursor);
      if (cursor !== undefined && from === null)
        throw new AppError("validation_failed", undefined, [
          { path: "cursor", message: "is not one of ours" },
        ]);
      const lot = await lotById(tx, account.id, lotId);
      if (lot === null) throw new AppError("not_found", "No such credit lot.");
      const { entries, next } = await readLotLife(
        tx,
        { id: lot.id, accountId: account.id, currency: account.currency, zone: account.timeZone },
        { cursor: from, limit },
      );
      const order =
        lot.orderId === null
          ? null
          : await tx.order.findFirst({
              where: { id: lot.orderId, accountId: account.id },
              select: { number: true },
            });
      return {
        lot: showLot(lot, account.currency, await readClock(tx, account.id)),
        orderNumber: order?.number ?? null,
        entries,
        nextCursor: next === null ? null : writeLifeCursor(next),
      };
    }),
  );
