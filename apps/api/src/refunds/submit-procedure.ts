import { refundSubmittedSchema } from "@tenure/core/contract";
import { z } from "zod";
import { RefusedError } from "../errors/app-error.ts";
import { recordWaitingRequest } from "../refund-cases/record-waiting.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { isTopUpOrder } from "./preview.ts";
import { submitRefund } from "./submit.ts";
import { submitTopUpRefund } from "./submit-top-up.ts";

/** Submits the refund that a preview showed (R4.2, R4.5); what can only wait is kept all the same (C4.9). */
export const refundSubmit = procedureFor("refund.submit", {
  method: "post",
  path: "/orders/{orderId}/refund",
  status: 201,
  summary: "Submit the refund that a preview showed",
})
  .input(accountInput({ orderId: z.uuid(), previewToken: z.string().min(1).max(4000) }))
  .output(refundSubmittedSchema)
  .mutation(async ({ ctx, input: { orderId, previewToken } }) => {
    const { runner, signer } = ctx.services;
    const input = { orderId, previewToken };
    const submitted = (await isTopUpOrder(ctx.services, ctx.account.id, orderId))
      ? runner.run(submitTopUpRefund(signer), input, ctx.command())
      : runner.run(submitRefund(signer), input, ctx.command());
    const { answer } = await submitted.catch(async (error: unknown) => {
      if (error instanceof RefusedError)
        await recordWaitingRequest(ctx.services, error, orderId, ctx.command());
      throw error;
    });
    return { ...answer, decisionId: answer.decisionId ?? "" };
  });
