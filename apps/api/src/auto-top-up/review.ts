import {
  type AutoTopUpTerms,
  availableNanos,
  consentText,
  isConsentWording,
  switchOnAutoTopUp,
} from "@tenure/core/auto-top-up";
import { autoTopUpReviewSchema, autoTopUpTermsShape } from "@tenure/core/contract";
import type { DecisionJson } from "@tenure/core/decision";
import { type Language, toMoney } from "@tenure/core/money";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readBalance } from "./facts.ts";
import { setAutoTopUp } from "./set.ts";

/** The review before automatic top-up is switched on: what each charge is, and the words to agree to (T6.1). */
export const review = procedureFor("auto_top_up.review")
  .input(accountInput({ ...autoTopUpTermsShape, language: z.enum(["en", "zh"]) }))
  .output(autoTopUpReviewSchema)
  .query(async ({ ctx, input: { accountId: _, ...terms } }) => {
    const decision = await ctx.services.runner.preview(
      setAutoTopUp(ctx.services.tax),
      { ...terms, consent: null, loginId: loginIdOf(ctx.caller) },
      ctx.command("preview"),
    );
    const { label, balance } = await ctx.read(async (tx) => {
      const method = await tx.paymentMethod.findFirst({
        where: { id: terms.paymentMethodId, accountId: ctx.account.id },
        select: { label: true },
      });
      const now = await readClock(tx, ctx.account.id);
      return { label: method?.label ?? "", balance: await readBalance(tx, ctx.account, now) };
    });
    const agreed = termsOf(decision);
    return {
      decision,
      total: toMoney(agreed.terms.totalNanos, agreed.terms.currency),
      chargesAtOnce: availableNanos(balance) < agreed.terms.thresholdNanos,
      consent: agreed.effects === null ? null : wordsOf(agreed, terms.language, label),
    };
  });

/** The terms that a review is about, from its own facts. */
function termsOf(decision: DecisionJson) {
  const facts = switchOnAutoTopUp.facts.parse(decision.facts);
  const effects = switchOnAutoTopUp.effects.parse(decision.effects);
  const total = decision.lines.find((each) => each.key === "auto_top_up_charge");
  if (total === undefined) throw new Error("the review has no total");
  const terms: AutoTopUpTerms = {
    currency: facts.currency,
    amountNanos: facts.amountNanos,
    totalNanos: BigInt(total.amountNanos),
    thresholdNanos: facts.thresholdNanos,
    monthlyCapNanos: facts.monthlyCapNanos,
    paymentMethodId: facts.paymentMethodId ?? "",
  };
  return { terms, effects };
}

function wordsOf({ terms, effects }: ReturnType<typeof termsOf>, language: Language, label: string) {
  if (effects === null || !isConsentWording(effects.consentVersion)) return null;
  return {
    version: effects.consentVersion,
    hash: effects.consentHash,
    language,
    text: consentText(effects.consentVersion, language, terms, label),
  };
}
