import { topUpCreatedSchema } from "@tenure/core/contract";
import { customerMoneySchema } from "@tenure/core/money";
import { topUpMethods } from "@tenure/core/top-ups";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { openCheckoutOrLater } from "../orders/open-checkout.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { buyTopUp } from "./buy.ts";

/** Buys credits: makes the order with its consents and opens the payment page (T1.2). A person must agree: no keys. */
export const create = procedureFor("top_up.buy", {
  method: "post",
  path: "/top-ups",
  status: 201,
  summary: "Buy credits: the order and its payment page (a person's, who agrees to the terms)",
})
  .input(
    accountInput({
      amount: customerMoneySchema,
      method: z.enum(topUpMethods).default("card"),
      /** From the review: what was agreed to. */
      terms: z.strictObject({
        version: z.string().max(40),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        language: z.enum(["en", "zh"]),
      }),
    }),
  )
  .output(topUpCreatedSchema)
  .mutation(async ({ ctx, input: { amount, method, terms } }) => {
    const policy = policyByVersion(terms.version);
    if (policy === null || termsOf(policy, terms.language).hash !== terms.hash)
      throw new AppError("validation_failed", "The terms changed meanwhile; please review them again.", [
        { path: "terms", message: "are not the terms in force" },
      ]);
    const { answer } = await ctx.services.runner.run(
      buyTopUp(ctx.services),
      {
        amount,
        method,
        consents: { termsVersion: terms.version, termsHash: terms.hash, language: terms.language },
        loginId: loginIdOf(ctx.caller),
      },
      ctx.command(),
    );
    return { ...answer, checkoutUrl: await openCheckoutOrLater(ctx.services, answer.orderId) };
  });
