import { purchaseReviewSchema } from "@tenure/core/contract";
import { decisionSchema } from "@tenure/core/decision";
import { toMoney } from "@tenure/core/money";
import { planIds } from "@tenure/core/pricing";
import { purchaseSubscription } from "@tenure/core/subscriptions";
import { z } from "zod";
import { subscribe } from "../orders/subscribe.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { termsOf } from "./terms-text.ts";

/** The review step before a purchase: what is charged, until when it runs, cancels and refunds (T1.4). */
export const reviewPurchase = procedureFor("subscription.buy", {
  method: "get",
  path: "/subscription/purchase",
  summary: "What buying a plan would mean (a person's)",
})
  .input(accountInput({ planPriceId: z.uuid(), language: z.enum(["en", "zh"]) }))
  .output(purchaseReviewSchema)
  .query(async ({ ctx, input }) => {
    const terms = { termsVersion: "-", termsHash: "0".repeat(64), language: input.language };
    const decision = await ctx.services.runner.preview(
      subscribe(ctx.services.tax),
      { planPriceId: input.planPriceId, consents: terms, loginId: loginIdOf(ctx.caller) },
      ctx.command("preview"),
    );
    const facts = purchaseSubscription.facts.parse(decision.facts);
    const effects = purchaseSubscription.effects.parse(decision.effects);
    const due = decisionSchema.parse(decision).lines.find((each) => each.key === "total_due");
    const policy = policyByVersion(decision.policyVersion);
    if (policy === null || due === undefined) throw new Error("the review has no total");
    return {
      decision,
      planId: planIds.find((id) => id === facts.plan.planId) ?? "free",
      interval: facts.plan.interval,
      total: toMoney(due.amountNanos, facts.plan.currency),
      renewsAt: effects?.renewsAt ?? null,
      cancelBy: effects?.cancelBy ?? null,
      refundUntil: effects?.refundUntil ?? null,
      terms: termsOf(policy, input.language),
      now: facts.now,
    };
  });
