import { cancelBeforePriceChangePreviewSchema } from "@tenure/core/contract";
import { toMoney } from "@tenure/core/money";
import { cancelBeforePriceChange as rule } from "@tenure/core/subscriptions";
import { instantSchema, toEpochMs } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { readClock } from "../db/clock.ts";
import { ofAccount } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { readLink } from "../notices/link-token.ts";
import type { Services } from "../runtime/services.ts";
import { openProcedureFor } from "../trpc/procedures.ts";
import { cancelBeforePriceChange } from "./cancel-before.ts";
import { CANCEL_LINK } from "./cancel-link.ts";

const token = z.string().max(1000);

/** What the link of a notice would do. It only reads: a program that follows links in mails cancels nothing (RFC 8058). */
export const previewByLink = openProcedureFor("mail_link.use")
  .input(z.strictObject({ token }))
  .output(cancelBeforePriceChangePreviewSchema)
  .query(async ({ ctx: { services, requestId }, input }) => {
    const { account, link } = await openLink(services, input.token);
    const decision = await services.runner.preview(
      cancelBeforePriceChange(services.tax),
      { ...targetOf(link), confirmedEndsAt: null },
      { ...asLink(link.accountId), requestId },
    );
    const facts = rule.facts.parse(decision.facts);
    const effects = rule.effects.parse(decision.effects);
    return {
      planId: facts.subscription.planId,
      accountName: account.name,
      zone: account.timeZone,
      before: toMoney(facts.term.amountNanos, facts.currency),
      after: toMoney(facts.change.amountNanos, facts.currency),
      outcome:
        effects === null
          ? null
          : {
              inTime: effects.inTime,
              endsAt: effects.endsAt,
              renewals: effects.renewals,
              charge: toMoney(effects.chargeNanos, facts.currency),
            },
      refusals: decision.refusals.map(({ code }) => code),
    };
  });

/** Cancels by the link, for whoever holds it: the end that was shown is the end that comes, or nothing does. */
export const cancelByLink = openProcedureFor("mail_link.use")
  .input(z.strictObject({ token, confirmedEndsAt: instantSchema }))
  .output(z.strictObject({ endsAt: instantSchema }))
  .mutation(async ({ ctx: { services, requestId }, input }) => {
    const { link } = await openLink(services, input.token);
    const { answer } = await services.runner.run(
      cancelBeforePriceChange(services.tax),
      { ...targetOf(link), confirmedEndsAt: input.confirmedEndsAt },
      // Pressed twice, it is one cancellation.
      {
        ...asLink(link.accountId),
        requestId,
        idempotencyKey: `${link.priceChangeId}:${link.subscriptionId}:${input.confirmedEndsAt}`,
      },
    );
    return { endsAt: answer.endsAt };
  });

/** @throws AppError not_found where it is not ours or its renewal is over */
async function openLink(services: Services, text: string) {
  const link = readLink(services.env.secret, CANCEL_LINK, text);
  if (link === null) throw new AppError("not_found", "This link is not valid.");
  return services.db.within(ofAccount(link.accountId), async (tx) => {
    const now = await readClock(tx, link.accountId);
    if (toEpochMs(now) >= toEpochMs(link.expiresAt))
      throw new AppError("not_found", "This link has expired: the renewal it was about is over.");
    if ((await currentHolderPeriod(tx, link.accountId)).id !== link.holderPeriodId)
      throw new AppError("not_found", "This link is not valid: the account has passed to another holder.");
    return { link, account: await readAccount(tx, link.accountId) };
  });
}

const targetOf = (link: { readonly priceChangeId: string; readonly subscriptionId: string }) => ({
  priceChangeId: link.priceChangeId,
  subscriptionId: link.subscriptionId,
});

const asLink = (accountId: string) => ({
  actor: { kind: "anonymous" as const, id: "mail_link" },
  accountId,
  asPlatform: false,
});
