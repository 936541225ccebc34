import { changeTakenBackSchema, planChangedSchema, planChangePreviewSchema } from "@tenure/core/contract";
import { fromMoney, moneySchema, toMoney } from "@tenure/core/money";
import { withTax } from "@tenure/core/orders";
import { type ChangePlanEffects, type ChangePlanFacts, changePlan } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { change, payWithSchema } from "./change.ts";
import { payUpgrade } from "./pay-upgrade.ts";
import { takeBack } from "./take-back.ts";

const PATH = "/subscription/change";

/** What changing the plan now would mean: the price and the credit line by line, or the day it applies (T1.4). */
export const previewChange = procedureFor("plan_change.preview", {
  method: "get",
  path: PATH,
  summary: "What changing the plan now would mean, line by line",
})
  .input(accountInput({ planPriceId: z.uuid(), language: z.enum(["en", "zh"]).default("en") }))
  .output(planChangePreviewSchema)
  .query(async ({ ctx, input }) => {
    const decision = await ctx.services.runner.preview(
      change(ctx.services.tax),
      {
        planPriceId: input.planPriceId,
        consents: { termsVersion: "-", termsHash: "0".repeat(64), language: input.language },
        payWith: "page",
        confirmed: null,
        loginId: newId(),
      },
      ctx.command("preview"),
    );
    const facts = changePlan.facts.parse(decision.facts);
    const card = await ctx.read(async (tx) =>
      defaultPaymentMethod(tx, (await currentHolderPeriod(tx, ctx.account.id)).id),
    );
    const policy = policyByVersion(decision.policyVersion) ?? policyAt(facts.now);
    return {
      decision,
      planId: facts.target.planId,
      interval: facts.target.interval,
      outcome: outcomeOf(changePlan.effects.parse(decision.effects), facts),
      savedCard: card?.label ?? null,
      terms: termsOf(policy, input.language),
      now: facts.now,
    };
  });

function outcomeOf(effects: ChangePlanEffects, { currency, taxBps }: ChangePlanFacts) {
  if (effects === null) return null;
  return effects.applies === "now"
    ? {
        applies: "now" as const,
        total: toMoney(effects.totalNanos, currency),
        credit: toMoney(effects.creditNanos, currency),
        expiresAt: effects.expiresAt,
        renewsAt: effects.renewsAt,
        renewal: toMoney(withTax(effects.priceNanos, taxBps, currency), currency),
        cancelBy: effects.cancelBy,
        refundUntil: effects.refundUntil,
        dropsScheduled: effects.dropsScheduled,
      }
    : {
        applies: "term_end" as const,
        appliesAt: effects.appliesAt,
        charge: toMoney(effects.totalNanos, currency),
        renewsFirst: effects.renewsFirst,
        undoUntil: effects.undoUntil,
      };
}

/** Changes the plan: an upgrade is paid at once, anything else waits for the end of what is paid for (T1.4, T2.6). */
export const changeProcedure = procedureFor("plan_change.make", {
  method: "post",
  path: "/subscription/change",
  status: 201,
  summary: "Change the plan (a person's, who agrees to the amount)",
})
  .input(
    accountInput({
      planPriceId: z.uuid(),
      /** From the preview: what was agreed to. */
      terms: z.strictObject({
        version: z.string().max(40),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        language: z.enum(["en", "zh"]),
      }),
      payWith: payWithSchema.default("page"),
      /** What the button said. A saved card is charged exactly `total`; a later change applies at `appliesAt`. */
      confirmed: z
        .strictObject({ total: moneySchema.nullable(), appliesAt: instantSchema.nullable() })
        .nullable()
        .default(null),
    }),
  )
  .output(planChangedSchema)
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const policy = policyByVersion(input.terms.version);
    if (policy === null || termsOf(policy, input.terms.language).hash !== input.terms.hash)
      throw new AppError("validation_failed", "The terms changed meanwhile; please review them again.", [
        { path: "terms", message: "are not the terms in force" },
      ]);
    const { answer } = await services.runner.run(
      change(services.tax),
      {
        planPriceId: input.planPriceId,
        consents: {
          termsVersion: input.terms.version,
          termsHash: input.terms.hash,
          language: input.terms.language,
        },
        payWith: input.payWith,
        confirmed:
          input.confirmed === null
            ? null
            : {
                totalNanos:
                  input.confirmed.total === null ? null : fromMoney(input.confirmed.total).toString(),
                appliesAt: input.confirmed.appliesAt,
              },
        loginId: loginIdOf(ctx.caller),
      },
      ctx.command(),
    );
    if (answer.applies === "term_end") return answer;
    const {
      state: payment,
      problem,
      checkoutUrl,
    } = await payUpgrade(services, answer.orderId, input.payWith);
    return {
      ...answer,
      payment,
      problem,
      checkoutUrl,
    };
  });

/** Takes a change that waits back, until its cut-off (T2.5, T2.6). */
export const takeBackProcedure = procedureFor("plan_change.cancel", {
  method: "delete",
  path: PATH,
  summary: "Take back a change of plan that waits for the end of the term",
})
  .input(accountInput({}))
  .output(changeTakenBackSchema)
  .mutation(async ({ ctx }) => {
    const { answer } = await ctx.services.runner.run(takeBack(ctx.services.tax), {}, ctx.command());
    return answer;
  });
