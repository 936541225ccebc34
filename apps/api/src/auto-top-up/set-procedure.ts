import { autoTopUpConsentSchema, autoTopUpTermsShape } from "@tenure/core/contract";
import { z } from "zod";
import { loginIdOf } from "../identity/login-id.ts";
import { requireCurrentTerms } from "../accounts/terms.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { setAutoTopUp } from "./set.ts";

/** An owner switches automatic top-up on, or changes it, by agreeing to exactly these numbers (T6.1). */
export const set = procedureFor("auto_top_up.set", {
  method: "put",
  path: "/accounts/{accountId}/auto-top-up",
  summary: "Switch automatic top-up on, or change it, with a consent to exactly these amounts",
})
  .input(accountInput({ ...autoTopUpTermsShape, consent: autoTopUpConsentSchema }))
  .output(z.strictObject({ state: z.literal("on"), consentId: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, ...request } }) => {
    await requireCurrentTerms(ctx);
    const { answer } = await ctx.services.runner.run(
      setAutoTopUp(ctx.services.tax),
      { ...request, language: request.consent.language, loginId: loginIdOf(ctx.caller) },
      ctx.command(),
    );
    return answer;
  });
