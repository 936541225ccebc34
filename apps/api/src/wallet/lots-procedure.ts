import { lotKindSchema, lotSchema } from "@tenure/core/contract";
import { creditLotStates } from "@tenure/core/credits";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { listLots } from "./list-lots.ts";
import { showLot } from "./show-lot.ts";

/** Credit lots of the account with what is left of each; what expires next comes first. */
export const walletLots = procedureFor("wallet.read", {
  method: "get",
  path: "/wallet/lots",
  summary: "List credit lots, what expires next first",
})
  .input(
    accountInput({
      ...pageShape,
      state: z.enum(creditLotStates).optional(),
      kind: lotKindSchema.optional(),
    }),
  )
  .output(pageOf(lotSchema))
  .query(({ ctx: { account, read }, input: { limit, cursor, state, kind } }) =>
    read(async (tx) => {
      const now = await readClock(tx, account.id);
      const lots = await listLots(tx, account.id, now, { state, kind }, { limit: limit + 1, cursor });
      return toPage(lots, limit, (lot) => showLot(lot, account.currency, now));
    }),
  );
