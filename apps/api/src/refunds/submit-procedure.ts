import { refundSubmittedSchema } from "@tenure/core/contract";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { isTopUpOrder } from "./preview.ts";
import { submitRefund } from "./submit.ts";
import { submitTopUpRefund } from "./submit-top-up.ts";

/** Submits the refund that a preview showed (R4.2, R4.5). */
export const refundSubmit = procedureFor("refund.submit")
  .input(accountInput({ orderId: z.uuid(), previewToken: z.string().min(1).max(4000) }))
  .output(refundSubmittedSchema)
  .mutation(async ({ ctx, input: { orderId, previewToken } }) => {
    const { runner, signer } = ctx.services;
    const { answer } = (await isTopUpOrder(ctx.services, ctx.account.id, orderId))
      ? await runner.run(submitTopUpRefund(signer), { orderId, previewToken }, ctx.command())
      : await runner.run(submitRefund(signer), { orderId, previewToken }, ctx.command());
    return { ...answer, decisionId: answer.decisionId ?? "" };
  });
