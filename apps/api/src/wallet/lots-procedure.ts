import { moneySchema, toMoney } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { lotsOf } from "../ledger/lots.ts";

const lotSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(["paid", "bonus", "gift", "referral"]),
    state: z.enum(["open", "spent", "expired", "revoked"]),
    granted: moneySchema,
    remaining: moneySchema,
    reason: z.string().nullable(),
    openedAt: instantSchema,
    expiresAt: instantSchema.nullable(),
  })
  .meta({ id: "CreditLot" });

/** Credit lots of the account with what is left of each, newest first. */
export const walletLots = procedureFor("wallet.read")
  .input(accountInput({}))
  .output(z.array(lotSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) =>
      (await lotsOf(tx, ctx.account.id)).map((lot) => ({
        id: lot.id,
        kind: lot.kind,
        state: lot.state,
        granted: toMoney(lot.grantedNanos, ctx.account.currency),
        remaining: toMoney(lot.remainingNanos, ctx.account.currency),
        reason: lot.reason,
        openedAt: lot.openedAt,
        expiresAt: lot.expiresAt,
      })),
    ),
  );
