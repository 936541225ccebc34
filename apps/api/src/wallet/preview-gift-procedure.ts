import { decisionJsonSchema } from "@tenure/core/contract";
import { customerMoneySchema } from "@tenure/core/money";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { grantGift } from "./grant-gift.ts";
import { revokeGift } from "./revoke-gift.ts";

/** What granting a gift would do, before it is done. */
export const walletPreviewGrant = procedureFor("wallet.grant")
  .input(accountInput({ amount: customerMoneySchema, expiryDays: z.int().positive().max(3660).nullable() }))
  .output(decisionJsonSchema)
  .query(({ ctx, input: { amount, expiryDays } }) =>
    ctx.services.runner.preview(grantGift, { amount, expiryDays, reason: "preview" }, ctx.command("preview")),
  );

/** What taking a gift back would do, before it is done. */
export const walletPreviewRevoke = procedureFor("wallet.grant")
  .input(accountInput({ lotId: z.uuid() }))
  .output(decisionJsonSchema)
  .query(({ ctx, input: { lotId } }) =>
    ctx.services.runner.preview(revokeGift, { lotId, reason: "preview" }, ctx.command("preview")),
  );
