import { purchaseSchema } from "@tenure/core/contract";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { openCheckoutOrLater } from "../orders/open-checkout.ts";
import { subscribe } from "../orders/subscribe.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { termsOf } from "./terms-text.ts";

/** Buys a subscription: makes the order with its consents and opens the payment page (T1.2, T2.1). */
export const purchase = procedureFor("subscription.buy", {
  method: "post",
  path: "/subscription/purchase",
  status: 201,
  summary: "Buy a plan: the order and its payment page (a person's, who agrees to the terms)",
})
  .input(
    accountInput({
      planPriceId: z.uuid(),
      /** From the review: what was agreed to. */
      terms: z.strictObject({
        version: z.string().max(40),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        language: z.enum(["en", "zh"]),
      }),
    }),
  )
  .output(purchaseSchema)
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const policy = policyByVersion(input.terms.version);
    if (policy === null || termsOf(policy, input.terms.language).hash !== input.terms.hash)
      throw new AppError("validation_failed", "The terms changed meanwhile; please review them again.", [
        { path: "terms", message: "are not the terms in force" },
      ]);
    const { answer } = await services.runner.run(
      subscribe(services.tax),
      {
        planPriceId: input.planPriceId,
        consents: {
          termsVersion: input.terms.version,
          termsHash: input.terms.hash,
          language: input.terms.language,
        },
        loginId: loginIdOf(ctx.caller),
      },
      ctx.command(),
    );
    return { ...answer, checkoutUrl: await openCheckoutOrLater(services, answer.orderId) };
  });
