import { giftReviewSchema, purchaseSchema } from "@tenure/core/contract";
import { buyGiftSubscription } from "@tenure/core/gift-subscriptions";
import { toMoney } from "@tenure/core/money";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { openCheckoutOrLater } from "../orders/open-checkout.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { buyGift, giftShape } from "./buy.ts";

/** The review step before a gift is bought: what is charged, until when it is redeemed and can be taken back (T1.4). */
export const reviewGift = procedureFor("gift_subscription.buy")
  .input(accountInput(giftShape))
  .output(giftReviewSchema)
  .query(async ({ ctx, input: { accountId: _, ...gift } }) => {
    const consents = { termsVersion: "-", termsHash: "0".repeat(64), language: gift.language };
    const decision = await ctx.services.runner.preview(
      buyGift(ctx.services.tax),
      { ...gift, consents, loginId: loginIdOf(ctx.caller) },
      ctx.command("preview"),
    );
    const facts = buyGiftSubscription.facts.parse(decision.facts);
    const effects = buyGiftSubscription.effects.parse(decision.effects);
    const policy = policyByVersion(decision.policyVersion);
    if (policy === null) throw new Error(`policy ${decision.policyVersion} does not ship with this build`);
    return {
      decision,
      planId: facts.plan.planId,
      interval: facts.plan.interval,
      terms: facts.terms,
      total: effects && toMoney(effects.totalNanos, facts.currency),
      redeemBy: effects?.redeemBy ?? null,
      cancelUntil: effects?.cancelUntil ?? null,
      deliverAt: facts.deliverAt,
      agreement: termsOf(policy, gift.language),
      now: facts.now,
    };
  });

/** Buys a gift: makes the order with its consents and opens the payment page (T1.2). A person must agree: no keys. */
export const purchaseGift = procedureFor("gift_subscription.buy")
  .input(
    accountInput({
      ...giftShape,
      /** From the review: what was agreed to. */
      agreement: z.strictObject({
        version: z.string().max(40),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        language: z.enum(["en", "zh"]),
      }),
    }),
  )
  .output(purchaseSchema)
  .mutation(async ({ ctx, input: { accountId: _, agreement, ...gift } }) => {
    const policy = policyByVersion(agreement.version);
    if (policy === null || termsOf(policy, agreement.language).hash !== agreement.hash)
      throw new AppError("validation_failed", "The terms changed meanwhile; please review them again.", [
        { path: "agreement", message: "are not the terms in force" },
      ]);
    const { answer } = await ctx.services.runner.run(
      buyGift(ctx.services.tax),
      {
        ...gift,
        consents: {
          termsVersion: agreement.version,
          termsHash: agreement.hash,
          language: agreement.language,
        },
        loginId: loginIdOf(ctx.caller),
      },
      ctx.command(),
    );
    return { ...answer, checkoutUrl: await openCheckoutOrLater(ctx.services, answer.orderId) };
  });
