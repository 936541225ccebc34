import { z } from "zod";
import { type Line, line, type Refusal } from "../decision/index.ts";
import { attempt } from "../lifecycle/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { statesOf } from "../lifecycle/index.ts";
import { type SubscriptionState, subscriptionLifecycle } from "../subscriptions/index.ts";
import { VIOLATION_GROUNDS } from "../text/account-texts.ts";
import { instantSchema } from "../time/index.ts";
import { creditsLeftSchema } from "./credits-lost.ts";
import { accountLifecycle } from "./lifecycle.ts";

const subscriptionStates: readonly SubscriptionState[] = statesOf(subscriptionLifecycle);

/** Facts of every step against an account. What a person wrote is kept beside the decision, never in it. */
export const violationFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  accountState: z.enum(statesOf(accountLifecycle)),
  /** Which commitment of T4.1 was broken. */
  ground: z.enum(VIOLATION_GROUNDS),
  /** Whether the administrator wrote down what happened: the customer reads it in the notice. */
  reasonGiven: z.boolean(),
  /** Where the evidence lies: ids of notes, files, cases. */
  evidenceRefs: z.array(z.string().min(1).max(200)).max(50),
  /** Requests in flight and what they were promised. */
  openHolds: z.int().min(0),
  heldNanos: nanosSchema,
  /** Refund requests and cases that are not finished. */
  openRefunds: z.array(
    z.strictObject({
      id: z.string(),
      number: z.string(),
      amountNanos: nanosSchema,
      requestedAt: instantSchema,
      /** The last moment of its window. */
      windowClosesAt: instantSchema,
    }),
  ),
  /** The newest subscription, or null: an account without one can break rules as well. */
  subscription: z
    .strictObject({
      id: z.string(),
      planId: z.string(),
      state: z.enum(subscriptionStates),
      /** What was paid for the running term and not returned, before tax. */
      paidNanos: nanosSchema,
      distributor: z.string().nullable(),
    })
    .nullable(),
  credits: creditsLeftSchema,
  /** Of the paid credits, what refunds under way will take. */
  reservedNanos: nanosSchema,
});

/** Facts of every step against an account. */
export type ViolationFacts = z.output<typeof violationFacts>;

/** Ids of refunds that were asked for in time: no step against the account takes them away (T4.2). */
export const keptRefunds = ({ openRefunds }: Pick<ViolationFacts, "openRefunds">) =>
  openRefunds.filter(({ requestedAt, windowClosesAt }) => requestedAt <= windowClosesAt);

/** Why a step is impossible from this state, if it is. */
export function stepRefusals(
  state: ViolationFacts["accountState"],
  step: "suspend" | "lift" | "terminate",
): Refusal[] {
  if (attempt(accountLifecycle, state, step).legal) return [];
  const code = (
    {
      active: "account_not_suspended",
      suspended: "account_already_suspended",
      terminated: "account_terminated",
      closed: "account_closed",
    } as const
  )[state];
  return [{ code, clause: "T4.2", params: {} }];
}

/** A step against an account names its reason. */
export const reasonRefusals = ({ reasonGiven }: Pick<ViolationFacts, "reasonGiven">): Refusal[] =>
  reasonGiven ? [] : [{ code: "violation_reason_missing", clause: "T4.2", params: {} }];

/** … and where the evidence lies. */
export const evidenceRefusals = ({ evidenceRefs }: Pick<ViolationFacts, "evidenceRefs">): Refusal[] =>
  evidenceRefs.length > 0 ? [] : [{ code: "violation_evidence_missing", clause: "T4.2", params: {} }];

/** What a step does to requests, refunds and fees, told and not added. */
export const consequenceLines = (facts: ViolationFacts): Line[] => [
  line("memo", "violation_requests_pause", "T4.2", facts.heldNanos, { count: String(facts.openHolds) }),
  ...keptRefunds(facts).map(({ number, amountNanos }) =>
    line("memo", "violation_refund_kept", "T4.2", amountNanos, { number }),
  ),
  ...(facts.subscription === null
    ? []
    : [
        line("memo", "violation_fees_kept", "T4.2", facts.subscription.paidNanos, {
          plan: facts.subscription.planId,
        }),
      ]),
];
