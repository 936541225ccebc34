import { autoTopUpLifecycle, switchOnAutoTopUp } from "@tenure/core/auto-top-up";
import { autoTopUpConsentSchema, autoTopUpTermsShape } from "@tenure/core/contract";
import { attempt } from "@tenure/core/lifecycle";
import { fromMoney } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { billingFacts } from "../accounts/billing-facts.ts";
import { releaseUncalledOrder } from "./release.ts";
import { readAutoTopUp } from "./row.ts";

const input = z.strictObject({
  ...autoTopUpTermsShape,
  language: z.enum(["en", "zh"]),
  /** What the owner agreed to; null while it is only reviewed. */
  consent: autoTopUpConsentSchema.nullable(),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

/**
 * Switches automatic top-up on, or changes it, with the consent of an owner to exactly these numbers (T6.1). The only
 * code that writes the state `on`.
 */
export const setAutoTopUp = (tax: TaxCalculator) =>
  decisionCommand({
    name: "auto_top_up.set",
    input,
    rule: switchOnAutoTopUp,
    async facts({ tx, now, context }, request) {
      const account = await readAccount(tx, context.accountId ?? "");
      for (const field of ["amount", "threshold", "monthlyCap"] as const)
        if (request[field].currency !== account.currency)
          throw new AppError("validation_failed", undefined, [
            { path: `${field}.currency`, message: `the wallet is in ${account.currency}` },
          ]);
      const holder = await currentHolderPeriod(tx, account.id);
      const method = await tx.paymentMethod.findFirst({
        where: { id: request.paymentMethodId, holderPeriodId: holder.id, endedAt: null },
        select: { id: true },
      });
      return {
        now,
        currency: account.currency,
        accountState: account.state,
        amountNanos: fromMoney(request.amount),
        thresholdNanos: fromMoney(request.threshold),
        monthlyCapNanos: fromMoney(request.monthlyCap),
        ...(await billingFacts(tx, account.id, tax)),
        paymentMethodId: method?.id ?? null,
        language: request.consent?.language ?? request.language,
        consentedHash: request.consent?.hash ?? null,
      };
    },
    async apply(acting, request, effects) {
      const { tx, now, context, outbox } = acting;
      const { consent, paymentMethodId } = request;
      if (effects === null || consent === null) throw new Error("nothing is switched on without a consent");
      const account = await readAccount(tx, context.accountId ?? "");
      const holder = await currentHolderPeriod(tx, account.id);
      const before = await readAutoTopUp(tx, account.id);
      const from = before?.state ?? autoTopUpLifecycle.initial;
      const move = attempt(autoTopUpLifecycle, from, from === "on" ? "change" : "switch_on");
      if (!move.legal) throw new AppError("conflict", `Automatic top-up is ${from}.`);
      // An order that nobody was asked to pay yet was made under the terms that end here.
      if (before !== null) await releaseUncalledOrder(acting, before);
      const consentId = newId();
      await tx.consent.createMany({
        data: {
          id: consentId,
          accountId: account.id,
          holderPeriodId: holder.id,
          loginId: request.loginId,
          kind: "auto_top_up",
          version: effects.consentVersion,
          textHash: effects.consentHash,
          language: consent.language,
          givenAt: new Date(now),
        },
      });
      const terms = {
        state: move.to,
        amountNanos: fromMoney(request.amount),
        thresholdNanos: fromMoney(request.threshold),
        monthlyCapNanos: fromMoney(request.monthlyCap),
        paymentMethodId,
        consentId,
        quietUntil: null,
        stoppedCode: null,
        stoppedMessage: null,
        updatedAt: new Date(now),
      };
      await tx.autoTopUp.upsert({
        where: { accountId: account.id },
        create: { accountId: account.id, ...terms },
        update: terms,
      });
      const method = await tx.paymentMethod.findUniqueOrThrow({ where: { id: paymentMethodId } });
      await queueNotice(tx, outbox, {
        kind: "auto_top_up_on",
        dedupeKey: `auto_top_up_on:${consentId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        currency: account.currency,
        params: {
          total: effects.totalNanos.toString(),
          amount: terms.amountNanos.toString(),
          threshold: terms.thresholdNanos.toString(),
          cap: terms.monthlyCapNanos.toString(),
          method: method.label,
        },
      });
      // The balance may be low already: then it is topped up now, as the review said.
      await outbox.enqueue(tx, "auto_top_up.run", { accountId: account.id }, { singletonKey: account.id });
      const shown = (row: typeof before | typeof terms) => ({
        amountNanos: row?.amountNanos.toString() ?? null,
        thresholdNanos: row?.thresholdNanos.toString() ?? null,
        monthlyCapNanos: row?.monthlyCapNanos.toString() ?? null,
        paymentMethodId: row?.paymentMethodId ?? null,
      });
      return {
        answer: { state: "on" as const, consentId },
        target: { kind: "auto_top_up", id: account.id },
        before: { state: from, ...shown(before) },
        after: { state: move.to, ...shown(terms), consentId },
      };
    },
  });
