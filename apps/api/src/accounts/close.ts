import {
  accountLifecycle,
  closeAccount,
  closingText,
  creditsTotal,
  type GivenUp,
} from "@tenure/core/accounts";
import { decisionJsonSchema } from "@tenure/core/contract";
import { moneySchema, toMoney } from "@tenure/core/money";
import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { decisionCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readAccount } from "./account-facts.ts";
import { closeFacts } from "./close-facts.ts";
import { endAccess } from "./end-access.ts";
import { endUnredeemedGifts } from "./end-gifts.ts";
import { forfeitCredits } from "./forfeit.ts";
import { languageSchema } from "./input.ts";
import { ownerOf } from "./owner.ts";

const confirmation = { confirmedHash: z.string().regex(/^[0-9a-f]{64}$/), language: languageSchema };

/** What closing would mean, without a confirmation. */
const review = decisionCommand({
  name: "accounts.review_close",
  input: z.strictObject({ language: languageSchema }),
  rule: closeAccount,
  facts: (reading, { language }) => closeFacts(reading, "review", { language, confirmedHash: null }),
  async apply() {
    throw new Error("a review is never done");
  },
});

/**
 * Closes an account by its owner. What is given up is exactly what was confirmed, to the nano: other amounts have
 * another hash and need another confirmation (T1.4).
 */
export const close = decisionCommand({
  name: "accounts.close",
  input: z.strictObject(confirmation),
  rule: closeAccount,
  facts: (reading, given) => closeFacts(reading, "close", given),
  async apply(acting, { language }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now, context, decisionId, outbox } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const move = attempt(accountLifecycle, account.state, "close");
    if (!move.legal) throw new AppError("conflict", `A ${account.state} account cannot be closed.`);
    // The letter goes to the owner that is there now.
    const to = await ownerOf(tx, account.id);
    await tx.account.update({ where: { id: account.id, state: account.state }, data: { state: move.to } });
    await tx.accountClosing.createMany({
      data: {
        accountId: account.id,
        loginId: context.actor.id,
        confirmationVersion: effects.confirmationVersion,
        confirmationHash: effects.confirmationHash,
        language,
        forfeitedNanos: effects.forfeitedNanos,
        giftCodesNanos: effects.giftCodesNanos,
        decisionId: decisionId ?? "",
        closedAt: new Date(now),
      },
    });
    if (effects.endsSubscription) {
      const running = await runningSubscription(tx, account.id);
      const ends = running === null ? null : attempt(subscriptionLifecycle, running.state, "terminate");
      if (running === null || ends?.legal !== true)
        throw new AppError("conflict", "The subscription changed meanwhile; look again.");
      await tx.subscription.update({
        where: { id: running.id, state: running.state },
        data: { state: ends.to, endedAt: new Date(now) },
      });
    }
    await endUnredeemedGifts(acting);
    const forfeited = await forfeitCredits(acting);
    if (forfeited !== effects.forfeitedNanos)
      throw new AppError(
        "conflict",
        "The credits changed meanwhile; review the amounts and confirm them anew.",
      );
    const ended = await endAccess(acting, "account_closed");
    await queueNotice(tx, outbox, {
      kind: "account_closed",
      dedupeKey: `account_closed:${account.id}`,
      accountId: account.id,
      to,
      now,
      zone: account.timeZone,
      params: { account: account.name, forfeited: effects.forfeitedNanos.toString() },
      decision,
    });
    return {
      answer: { accountId: account.id, state: "closed" as const, decisionId: decisionId ?? "" },
      target: { kind: "account", id: account.id },
      before: { state: account.state },
      after: { state: move.to, forfeitedNanos: effects.forfeitedNanos.toString(), ...ended },
    };
  },
});

/** What closing would give up, who has to do what first, and the words to confirm. */
export const previewClose = procedureFor("account.close", {
  method: "get",
  path: "/accounts/{accountId}/closing",
  summary: "What closing the account would give up",
})
  .input(accountInput({ language: languageSchema }))
  .output(
    z.strictObject({
      decision: decisionJsonSchema,
      /** Null while something has to be done first; the decision's refusals say what. */
      confirmation: z.strictObject({ version: z.string(), hash: z.string(), text: z.string() }).nullable(),
      forfeited: moneySchema,
    }),
  )
  .query(async ({ ctx, input: { language } }) => {
    const decision = await ctx.services.runner.preview(review, { language }, ctx.command("preview"));
    const effects = closeAccount.effects.parse(decision.effects);
    const facts = closeAccount.facts.parse(decision.facts);
    const givenUp: GivenUp = {
      currency: facts.currency,
      ...facts.credits,
      giftCodesNanos: facts.unredeemedGifts.amountNanos,
      termEndsAt: facts.subscription?.state === "canceling" ? facts.subscription.termEndsAt : null,
    };
    return {
      decision,
      confirmation:
        effects === null
          ? null
          : {
              version: effects.confirmationVersion,
              hash: effects.confirmationHash,
              text: closingText("close-account-1", language, givenUp),
            },
      forfeited: toMoney(creditsTotal(facts.credits), facts.currency),
    };
  });

/** Closes the account for good. */
export const closeProcedure = procedureFor("account.close", {
  method: "post",
  path: "/accounts/{accountId}/closing",
  summary: "Close the account for good",
})
  .input(accountInput(confirmation))
  .output(z.strictObject({ accountId: z.uuid(), state: z.literal("closed"), decisionId: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(close, given, ctx.command());
    return answer;
  });
