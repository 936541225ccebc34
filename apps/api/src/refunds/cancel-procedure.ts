import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { cancelRefund } from "./cancel.ts";

/** Calls a refund off, as long as the provider was not asked. */
export const refundCancel = procedureFor("refund.cancel", {
  method: "post",
  path: "/refunds/{refundId}/cancellation",
  summary: "Call a refund off, as long as the provider was not asked",
})
  .input(accountInput({ refundId: z.uuid() }))
  .output(z.strictObject({ refundId: z.uuid(), state: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(
      cancelRefund,
      { refundId: input.refundId, because: null },
      ctx.command(),
    );
    return answer;
  });
