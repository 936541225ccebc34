import { reviewTopUpShape, topUpReviewSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { purchaseTopUp } from "@tenure/core/top-ups";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { buyTopUp } from "./buy.ts";
import { showCharge } from "./charge.ts";

/** Who agrees is asked only when it is bought; a review binds nobody. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The review step before credits are bought: what is charged, which bonus comes, until when it is refundable (T1.4). */
export const review = procedureFor("top_up.review", {
  method: "post",
  path: "/top-ups/review",
  summary: "What a top-up would cost and bring, line by line; nothing is bought",
})
  .input(accountInput(reviewTopUpShape))
  .output(topUpReviewSchema)
  .query(async ({ ctx, input: { amount, method, language } }) => {
    const decision = await ctx.services.runner.preview(
      buyTopUp(ctx.services),
      {
        amount,
        method,
        consents: { termsVersion: "-", termsHash: "0".repeat(64), language },
        loginId: NOBODY,
      },
      ctx.command("preview"),
    );
    const { currency, now } = purchaseTopUp.facts.parse(decision.facts);
    const effects = purchaseTopUp.effects.parse(decision.effects);
    const policy = policyByVersion(decision.policyVersion);
    if (policy === null) throw new Error(`policy ${decision.policyVersion} does not ship with this build`);
    return {
      decision,
      total: effects && toMoney(effects.totalNanos, currency),
      charge: showCharge(effects?.charge ?? null),
      credits: effects && toMoney(effects.creditsNanos, currency),
      bonus: effects && toMoney(effects.bonusNanos, currency),
      refundUntil: effects?.refundUntil ?? null,
      paidExpiresAt: effects?.paidExpiresAt ?? null,
      bonusExpiresAt: effects?.bonusExpiresAt ?? null,
      terms: termsOf(policy, language),
      now,
    };
  });
