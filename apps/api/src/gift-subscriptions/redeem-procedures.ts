import { redeemedSchema, redeemPreviewSchema } from "@tenure/core/contract";
import { redeemGiftSubscription } from "@tenure/core/gift-subscriptions";
import { z } from "zod";
import type { CommandContext } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { giftCodeHash } from "./code.ts";
import { redeemGift } from "./redeem.ts";
import { tryCode } from "./try-code.ts";

const typedCode = accountInput({ code: z.string().min(1).max(80) });

/** The gift is a row of the giver's account; the commands name the redeemer's in every look. */
const acrossAccounts = (context: CommandContext): CommandContext => ({ ...context, asPlatform: true });

/**
 * The gift that a code names.
 * @returns null for a code that nobody gave
 * @throws AppError too_many_requests after too many wrong ones
 */
async function giftOfCode(
  { runner }: Services,
  context: CommandContext,
  code: string,
): Promise<string | null> {
  const { answer } = await runner.run(
    tryCode,
    { codeHash: giftCodeHash(code) },
    // Each try counts, also one that is repeated under a key.
    acrossAccounts({ ...context, idempotencyKey: newId() }),
  );
  if (answer.found === "locked")
    throw new AppError("too_many_requests", "Too many wrong codes. Please try again in an hour.");
  return answer.giftId;
}

/** What redeeming a code would do now; a code that nobody gave is refused and counted. */
export const previewRedeem = procedureFor("gift_subscription.redeem")
  .input(typedCode)
  .output(redeemPreviewSchema)
  .mutation(async ({ ctx, input: { code } }) => {
    const { runner, db } = ctx.services;
    const giftId = await giftOfCode(ctx.services, ctx.command(newId()), code);
    if (giftId === null) throw new AppError("not_found", "There is no gift with this code.");
    const decision = await runner.preview(redeemGift, { giftId }, acrossAccounts(ctx.command("preview")));
    const facts = redeemGiftSubscription.facts.parse(decision.facts);
    const effects = redeemGiftSubscription.effects.parse(decision.effects);
    const gift = await db.within(PLATFORM, (tx) =>
      tx.giftSubscription.findUniqueOrThrow({
        where: { id: giftId },
        select: { senderName: true, message: true },
      }),
    );
    if (facts.gift === null) throw new AppError("not_found", "There is no gift with this code.");
    const { planId, interval, terms, redeemBy } = facts.gift;
    return {
      decision,
      gift: { planId, interval, terms, redeemBy, ...gift },
      outcome:
        effects === null
          ? null
          : {
              use: effects.use,
              from: effects.terms[0]?.start ?? facts.now,
              paidUntil: effects.paidUntil,
              renews: effects.renews,
            },
      now: facts.now,
    };
  });

/** Redeems a gift by its code (R2.7). */
export const redeem = procedureFor("gift_subscription.redeem")
  .input(typedCode)
  .output(redeemedSchema)
  .mutation(async ({ ctx, input: { code } }) => {
    const giftId = await giftOfCode(ctx.services, ctx.command(newId()), code);
    const { answer } = await ctx.services.runner.run(redeemGift, { giftId }, acrossAccounts(ctx.command()));
    return answer;
  });
