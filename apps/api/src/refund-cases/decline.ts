import {
  CASE_DECLINE_REASON_TEXTS,
  CASE_DECLINE_REASONS,
  type DeclineCaseFacts,
  declineCase as caseRule,
  declineTopUpCase as topUpCaseRule,
} from "@tenure/core/refund-cases";
import { refusalCodeSchema } from "@tenure/core/text";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { linesOfText } from "../accounts/input.ts";
import { ownerOf, payerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand, plainCommand } from "../command/command.ts";
import type { DecisionJson, Rule } from "@tenure/core/decision";
import type { SubscriptionRefundFacts, TopUpRefundFacts } from "@tenure/core/refunds";
import { AppError } from "../errors/app-error.ts";
import { closeAlert } from "../payments/alerts.ts";
import { orderPolicyVersion } from "../refunds/submit.ts";
import { lockCase, moveCase, readOpenCase } from "./case-row.ts";
import { type CaseFacts, caseRefundFacts, orderOfCase, topUpCaseRefundFacts } from "./facts.ts";
import { type CaseMailEnv, languageOf, mailAboutCase, requesterOf } from "./mail.ts";

const reasonsSchema = z.array(z.enum(CASE_DECLINE_REASONS)).max(CASE_DECLINE_REASONS.length);

/** What declining is asked with. */
export const declineFields = {
  caseId: z.uuid(),
  /** Clauses of R2 that stand against it, by the codes of their refusals. */
  clauses: z.array(refusalCodeSchema).max(20).default([]),
  /** Reasons of a person. */
  reasons: reasonsSchema.default([]),
  /** What the customer reads besides. */
  message: z.union([z.literal(""), linesOfText(2000)]).default(""),
};
const input = z.strictObject(declineFields);

interface Declined {
  readonly caseId: string;
  readonly clauses: readonly string[];
  readonly reasons: z.output<typeof reasonsSchema>;
  readonly message: string;
}

/** Closes the case as declined and tells the customer why. */
async function decline(
  acting: Acting & { readonly env: CaseMailEnv },
  { caseId, clauses, reasons, message }: Declined,
  decision: DecisionJson | null,
) {
  const { tx, now, context, decisionId, policy } = acting;
  const row = await lockCase(tx, caseId, context.accountId);
  const state = moveCase(row.state, "decline");
  await tx.refundCase.update({
    where: { id: caseId, state: row.state },
    data: {
      state,
      deciderId: context.actor.id,
      decidedAt: new Date(now),
      decisionId,
      declineClauses: [...clauses],
      declineReasons: [...reasons],
    },
  });
  await closeAlert(tx, "refund_case_overdue", caseId, now);
  const account = row.accountId === null ? null : await readAccount(tx, row.accountId);
  // What is said of the order goes to whoever paid it; who is not known to be that is told only what concerns the request.
  const payer =
    row.orderId === null
      ? { accountId: row.accountId, to: account === null ? null : await ownerOf(tx, account.id) }
      : await payerOf(tx, row.orderId);
  const tellsOfAccount = decision !== null && clauses.length > 0;
  const to = tellsOfAccount ? payer.to : requesterOf(row);
  const language = to === null ? languageOf(row.language) : to.language;
  await mailAboutCase(acting, {
    kind: "refund_case_declined",
    params: {
      case: row.number,
      reasons: reasons
        .map((each) => CASE_DECLINE_REASON_TEXTS[each][language])
        .join(language === "zh" ? "" : " "),
      text: message,
    },
    caseId,
    accountId: payer.accountId,
    key: "declined",
    to,
    now,
    zone: account?.timeZone ?? policy.businessCalendar.zone,
    shown: message === "" ? null : { body: message, authorId: context.actor.id },
    ...(tellsOfAccount ? { decision } : {}),
  });
  return {
    answer: { caseId, state },
    target: { kind: "refund_case", id: caseId },
    before: { state: row.state },
    after: { state, clauses: [...clauses], reasons: [...reasons] },
  };
}

/** Declines a case with an order: the clauses that are named must stand against it (R5.2). */
const declining = <Refund extends SubscriptionRefundFacts | TopUpRefundFacts>(
  rule: Rule<Omit<DeclineCaseFacts, "refund"> & { readonly refund: Refund }, unknown>,
  refundFacts: CaseFacts<Refund>,
  env: CaseMailEnv,
) =>
  decisionCommand({
    name: "refund_cases.decline",
    input,
    rule,
    async policyVersion(reading, { caseId }) {
      const row = await reading.tx.refundCase.findUnique({
        where: { id: caseId },
        select: { orderId: true },
      });
      return orderPolicyVersion(reading, orderOfCase(row ?? { orderId: null }));
    },
    async facts(reading, { caseId, clauses, reasons }) {
      const row = await readOpenCase(reading.tx, caseId, reading.context.accountId);
      const refund = await refundFacts(reading, row);
      return { now: reading.now, currency: refund.currency, caseId, refund, clauses, reasons };
    },
    apply: (acting, asked, _effects, decision) => decline({ ...acting, env }, asked, decision),
  });

/** Declines a case about a subscription order. */
export const declineCase = (env: CaseMailEnv) => declining(caseRule, caseRefundFacts, env);

/** Declines a case about a top-up order. */
export const declineTopUpCase = (env: CaseMailEnv) => declining(topUpCaseRule, topUpCaseRefundFacts, env);

/** Declines a case without an order: no clause can be judged, so a person's reason it is. */
export const declineUnlinkedCase = (env: CaseMailEnv) =>
  plainCommand({
    name: "refund_cases.decline_unlinked",
    input,
    async apply(acting, asked) {
      const row = await lockCase(acting.tx, asked.caseId, acting.context.accountId);
      if (row.orderId !== null) throw new AppError("conflict", "The case has an order by now.");
      if (asked.clauses.length > 0 || asked.reasons.length === 0)
        throw new AppError("validation_failed", "Without an order no clause can be judged: give a reason.", [
          { path: "reasons", message: "required" },
        ]);
      return decline({ ...acting, env }, asked, null);
    },
  });
