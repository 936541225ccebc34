import { type Line, line } from "../decision/index.ts";
import type { Policy } from "../policy/index.ts";
import { blockerLines, type StandingBlocker } from "./blockers.ts";
import type { AccountContents } from "./contents.ts";

/** What the page of consequences is made from. */
export interface ConsequenceFacts {
  readonly contents: AccountContents;
  readonly blockers: readonly StandingBlocker[];
  /** How long earlier API keys go on working (C4.10). */
  readonly overlapHours: number;
}

/** The page of consequences in its five parts. */
export interface Consequences {
  readonly passes: readonly Line[];
  readonly ends: readonly Line[];
  readonly responsible: readonly Line[];
  readonly frozen: readonly Line[];
  readonly blockers: readonly Line[];
}

/**
 * What will happen, before anybody submits or accepts: what passes (C4.1), what ends (C4.2, C4.5, C4.10), who answers for
 * what (C4.6, C4.7), what is frozen meanwhile, what stands in the way and who can lift it. Both sides see the same lines.
 */
export const consequencesOf = (facts: ConsequenceFacts, policy: Policy): Consequences => ({
  passes: passes(facts),
  ends: ends(facts),
  responsible: responsible(facts, policy),
  frozen: [
    line("memo", "change_frozen_identity", "C3.10", 0n),
    line("memo", "change_frozen_closing", "C4.1", 0n),
    line("memo", "change_frozen_refunds", "C4.9", 0n),
  ],
  blockers: blockerLines(facts.blockers),
});

/** The five parts as the lines of a decision. */
export const consequenceLines = (facts: ConsequenceFacts, policy: Policy): readonly Line[] =>
  Object.values(consequencesOf(facts, policy)).flat();

function passes({ contents: { credits, subscription } }: ConsequenceFacts): Line[] {
  const totalNanos = credits.paidNanos + credits.bonusNanos + credits.giftNanos + credits.referralNanos;
  return [
    line("item", "change_passes_paid", "C4.1", credits.paidNanos),
    line("item", "change_passes_bonus", "C4.1", credits.bonusNanos),
    line("item", "change_passes_gift", "C4.1", credits.giftNanos),
    line("item", "change_passes_referral", "C4.1", credits.referralNanos),
    line("subtotal", "change_passes_credits", "C4.1", totalNanos),
    ...(subscription === null
      ? []
      : [
          line("memo", "change_passes_term", "C4.10", subscription.priceNanos, {
            plan: subscription.planId,
            endsAt: subscription.termEndsAt,
          }),
        ]),
    line("memo", "change_passes_everything", "C4.1", 0n),
  ];
}

/** What ends is told where there is some of it; access always ends, because somebody always has it. */
function ends({ contents, overlapHours }: ConsequenceFacts): Line[] {
  const rows = [
    ["change_ends_price_terms", "C4.2", contents.priceTerms],
    ["change_ends_credit_lines", "C4.2", contents.creditLines],
    ["change_ends_partnerships", "C4.2", contents.partnerships],
    ["change_ends_account_links", "C4.2", contents.accountLinks],
    ["change_ends_access", "C4.5", contents.members],
    ["change_ends_api_keys", "C4.10", contents.apiKeys],
    ["change_ends_payment_methods", "C4.10", contents.paymentMethods],
    ["change_ends_webhooks", "C4.10", contents.webhooks],
    ["change_ends_partner_grants", "C4.10", contents.partnerGrants],
    ["change_ends_referral_links", "C4.10", contents.referralLinks],
    ["change_ends_invitations", "C4.10", contents.invitations],
  ] as const;
  return rows.flatMap(([key, clause, ids]) => {
    if (ids.length === 0 && key !== "change_ends_access") return [];
    const count = String(ids.length);
    const params = key === "change_ends_api_keys" ? { count, hours: String(overlapHours) } : { count };
    return [line("memo", key, clause, 0n, params)];
  });
}

function responsible({ contents }: ConsequenceFacts, policy: Policy): Line[] {
  const { openHolds, continuing, subscription } = contents;
  const heldNanos = openHolds.reduce((sum, hold) => sum + hold.heldNanos, 0n);
  return [
    line("memo", "change_responsible_before", "C4.6", 0n),
    ...(openHolds.length === 0
      ? []
      : [
          line("memo", "change_responsible_requests", "C4.6", heldNanos, {
            count: String(openHolds.length),
          }),
        ]),
    ...(continuing.length === 0
      ? []
      : [line("memo", "change_responsible_continuing", "C4.7", 0n, { count: String(continuing.length) })]),
    line("memo", "change_responsible_chargebacks", "C4.10", 0n),
    line("memo", "change_refunds_by_review", "C4.9", 0n),
    ...(subscription === null
      ? []
      : [
          line("memo", "change_renewal_waits", "C4.10", 0n, {
            days: String(policy.subscriptions.dunning.graceDays),
          }),
        ]),
  ];
}
