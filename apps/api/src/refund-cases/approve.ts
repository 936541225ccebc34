import { canonicalize, type DecisionJson, type Json, type Rule } from "@tenure/core/decision";
import {
  type ApproveCaseEffects,
  type ApproveCaseFacts,
  approveCase as caseRule,
  approveTopUpCase as topUpCaseRule,
  caseOverrideSchema,
  type RefundCaseState,
} from "@tenure/core/refund-cases";
import type {
  SubscriptionRefundEffects,
  SubscriptionRefundFacts,
  TopUpRefundEffects,
  TopUpRefundFacts,
} from "@tenure/core/refunds";
import { z } from "zod";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { linesOfText } from "../accounts/input.ts";
import { payerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand } from "../command/command.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { type OpenedRefund, openSubscriptionRefund, openTopUpRefund } from "../refunds/open-refund.ts";
import { orderPolicyVersion } from "../refunds/submit.ts";
import { closeAlert } from "../payments/alerts.ts";
import { lockCase, moveCase, readOpenCase } from "./case-row.ts";
import { type CaseFacts, caseRefundFacts, orderOfCase, topUpCaseRefundFacts } from "./facts.ts";
import { type CaseMailEnv, mailAboutCase } from "./mail.ts";

/** One line that is decided otherwise than the rules, and why. */
export const overridesSchema = z
  .array(
    z.strictObject({
      // In its JSON form, as a command is asked, compared and kept.
      override: z.custom<z.input<typeof caseOverrideSchema>>(
        (value) => caseOverrideSchema.safeParse(value).success,
        { error: "not an override" },
      ),
      reason: linesOfText(500),
    }),
  )
  .max(8);
type Overrides = z.output<typeof overridesSchema>;

/** What an approval is asked with. */
export const approveFields = {
  caseId: z.uuid(),
  overrides: overridesSchema.default([]),
  /** What the customer reads besides the calculation. */
  message: z.union([z.literal(""), linesOfText(2000)]).default(""),
};
const input = z.strictObject(approveFields);

/** Who approved exactly this before; null where nobody did. */
function firstApproverOf(
  row: { readonly firstApproverId: string | null; readonly overrides: unknown },
  overrides: Overrides,
): string | null {
  if (row.firstApproverId === null) return null;
  const before = canonicalize(overridesSchema.parse(row.overrides) satisfies Json);
  return before === canonicalize(overrides satisfies Json) ? row.firstApproverId : null;
}

interface Approved {
  readonly caseId: string;
  readonly state: RefundCaseState;
  /** Null while another person has to approve. */
  readonly refundId: string | null;
  readonly secondPersonNeeded: boolean;
}

/** What differs between the kinds of order. */
interface Approving<Refund, Effects> {
  readonly rule: Rule<
    Omit<ApproveCaseFacts, "refund"> & { readonly refund: Refund },
    (Omit<NonNullable<ApproveCaseEffects>, "refund"> & { readonly refund: Effects }) | null
  >;
  readonly refundFacts: CaseFacts<Refund>;
  /** Opens the refund as self-service does, without telling of it: the case tells of its approval instead. */
  readonly open: (
    acting: Acting,
    account: AccountFacts,
    orderId: string,
    effects: Effects,
    decision: DecisionJson,
  ) => Promise<OpenedRefund>;
}

/**
 * Approves a case (R5.2): its refund is opened like one of self-service, and drains and settles as usual. Beyond the
 * policy's threshold the first approval is only recorded; another person's, of exactly the same, makes it happen.
 */
const approval = <
  Refund extends SubscriptionRefundFacts | TopUpRefundFacts,
  Effects extends { readonly expected: { readonly finalNanos: bigint } },
>(
  { rule, refundFacts, open }: Approving<Refund, Effects>,
  env: CaseMailEnv,
) =>
  decisionCommand({
    name: "refund_cases.approve",
    input,
    rule,
    async policyVersion(reading, { caseId }) {
      const row = await reading.tx.refundCase.findUnique({
        where: { id: caseId },
        select: { orderId: true },
      });
      return orderPolicyVersion(reading, orderOfCase(row ?? { orderId: null }));
    },
    async facts(reading, { caseId, overrides }) {
      const row = await readOpenCase(reading.tx, caseId, reading.context.accountId);
      const refund = await refundFacts(reading, row);
      return {
        now: reading.now,
        currency: refund.currency,
        caseId,
        refund,
        overrides: overrides.map(({ override }) => caseOverrideSchema.parse(override)),
        approver: reading.context.actor.id,
        firstApprover: firstApproverOf(row, overrides),
      };
    },
    async apply(acting, { caseId, overrides, message }, effects, decision) {
      if (effects === null) throw new Error("granted without effects");
      const { tx, now, context, decisionId, policy } = acting;
      const row = await lockCase(tx, caseId, context.accountId);
      const state = moveCase(row.state, "approve");
      const target = { kind: "refund_case", id: caseId };
      const approver = context.actor.id;
      if (effects.secondPersonNeeded) {
        await tx.refundCase.update({
          where: { id: caseId, state: row.state },
          data: { overrides, firstApproverId: approver, firstApprovedAt: new Date(now) },
        });
        const waiting: Approved = { caseId, state: row.state, refundId: null, secondPersonNeeded: true };
        return {
          answer: { ...waiting },
          target,
          before: { firstApprover: row.firstApproverId },
          after: { firstApprover: approver, overrides },
        };
      }
      const account = await readAccount(tx, context.accountId ?? "");
      const opened = await open(acting, account, orderOfCase(row), effects.refund, decision);
      await tx.refundCase.update({
        where: { id: caseId, state: row.state },
        data: {
          state,
          overrides,
          // An approval of something else before this one is no part of it.
          ...(firstApproverOf(row, overrides) === null
            ? { firstApproverId: null, firstApprovedAt: null }
            : {}),
          deciderId: approver,
          decidedAt: new Date(now),
          decisionId,
          refundId: opened.refundId,
        },
      });
      await closeAlert(tx, "refund_case_overdue", caseId, now);
      const bought = policyByVersion(decision.policyVersion) ?? policy;
      await mailAboutCase(
        { ...acting, env },
        {
          kind: "refund_case_approved",
          params: {
            case: row.number,
            order: opened.orderNumber,
            refund: opened.number,
            amount: effects.refund.expected.finalNanos.toString(),
            arrivalMin: String(bought.refunds.caseArrivalBusinessDays.min),
            arrivalMax: String(bought.refunds.caseArrivalBusinessDays.max),
            text: message,
          },
          caseId,
          key: "approved",
          // What is said of the order goes to whoever paid it, whoever asked.
          ...(await payerOf(tx, orderOfCase(row))),
          now,
          zone: account.timeZone,
          shown: message === "" ? null : { body: message, authorId: approver },
          decision,
        },
      );
      const approved: Approved = {
        caseId,
        state,
        refundId: opened.refundId,
        secondPersonNeeded: false,
      };
      return {
        answer: { ...approved },
        target,
        before: { state: row.state },
        after: { state, refundId: opened.refundId, overrides },
      };
    },
  });

/** Approves a case about a subscription order. */
export const approveCase = (env: CaseMailEnv) =>
  approval<SubscriptionRefundFacts, NonNullable<SubscriptionRefundEffects>>(
    {
      rule: caseRule,
      refundFacts: caseRefundFacts,
      open: (...given) => openSubscriptionRefund(...given, false),
    },
    env,
  );

/** Approves a case about a top-up order. */
export const approveTopUpCase = (env: CaseMailEnv) =>
  approval<TopUpRefundFacts, NonNullable<TopUpRefundEffects>>(
    {
      rule: topUpCaseRule,
      refundFacts: topUpCaseRefundFacts,
      open: (...given) => openTopUpRefund(...given, false),
    },
    env,
  );
