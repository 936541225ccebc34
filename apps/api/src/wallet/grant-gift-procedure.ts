import { customerMoneySchema } from "@tenure/core/money";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { grantGift } from "./grant-gift.ts";

/** An administrator gives gift credits. */
export const walletGrantGift = procedureFor("wallet.grant")
  .input(
    accountInput({
      amount: customerMoneySchema,
      reason: z.string().trim().min(3).max(500),
      expiryDays: z.int().positive().max(3660).nullable(),
    }),
  )
  .output(z.strictObject({ lotId: z.uuid(), decisionId: z.uuid().nullable() }))
  .mutation(async ({ ctx, input: { amount, reason, expiryDays } }) => {
    const { answer } = await ctx.services.runner.run(
      grantGift,
      { amount, reason, expiryDays },
      ctx.command(),
    );
    return answer;
  });
