import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { revokeGift } from "./revoke-gift.ts";

/** An administrator takes back what is unspent of a gift. */
export const walletRevokeGift = procedureFor("wallet.grant")
  .input(accountInput({ lotId: z.uuid(), reason: z.string().trim().min(3).max(500) }))
  .output(z.strictObject({ lotId: z.uuid(), decisionId: z.uuid().nullable() }))
  .mutation(async ({ ctx, input: { lotId, reason } }) => {
    const { answer } = await ctx.services.runner.run(revokeGift, { lotId, reason }, ctx.command());
    return answer;
  });
