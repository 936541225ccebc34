import { cancellationPreviewSchema, cancellationSchema, renewingSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { cancelSubscription } from "@tenure/core/subscriptions";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { cancel, cancelSurveySchema } from "./cancel.ts";
import { undoCancel } from "./undo-cancel.ts";

const PATH = "/subscription/cancellation";

/** What cancelling now would mean, to the minute (T2.5). */
export const previewCancellation = procedureFor("subscription.cancel", {
  method: "get",
  path: PATH,
  summary: "What cancelling the subscription now would mean",
})
  .input(accountInput({}))
  .output(cancellationPreviewSchema)
  .query(async ({ ctx }) => {
    const decision = await ctx.services.runner.preview(
      cancel(ctx.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      ctx.command("preview"),
    );
    const facts = cancelSubscription.facts.parse(decision.facts);
    const effects = cancelSubscription.effects.parse(decision.effects);
    return {
      decision,
      planId: facts.subscription.planId,
      now: facts.now,
      outcome:
        effects === null
          ? null
          : {
              inTime: effects.inTime,
              cancelBy: effects.cancelBy,
              endsAt: effects.endsAt,
              chargedAt: effects.chargedAt,
              charge: toMoney(effects.chargeNanos, facts.currency),
              renewsAs: effects.renewsAs,
              drops: effects.drops && { planId: effects.drops.planId, appliesAt: effects.drops.appliesAt },
            },
    };
  });

/** Cancels the subscription (T2.4). */
export const cancelProcedure = procedureFor("subscription.cancel", {
  method: "post",
  path: PATH,
  summary: "Cancel the subscription",
})
  .input(accountInput(cancelSurveySchema.shape))
  .output(cancellationSchema)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(
      cancel(ctx.services.tax),
      { reason: input.reason, comment: input.comment, confirmedEndsAt: input.confirmedEndsAt },
      ctx.command(),
    );
    return answer;
  });

/** Takes a cancellation back before the subscription ends (T2.6). */
export const undoCancelProcedure = procedureFor("subscription.cancel", {
  method: "delete",
  path: PATH,
  summary: "Take the cancellation back",
})
  .input(accountInput({}))
  .output(renewingSchema)
  .mutation(async ({ ctx }) => {
    const { answer } = await ctx.services.runner.run(undoCancel(ctx.services.tax), {}, ctx.command());
    return answer;
  });
