import { sumNanos } from "@tenure/core/credits";
import { refundCaseStatesOpen } from "@tenure/core/refund-cases";
import type { AccountContents } from "@tenure/core/subject-changes";
import type { Instant } from "@tenure/core/time";
import { creditsLeft } from "../../accounts/credits-left.ts";
import type { Tx } from "../../db/database.ts";
import { runningSubscription } from "../../subscriptions/running.ts";
import { acceptedAtOfOpenChange } from "./under-way.ts";

/** As many ids of a kind as the facts of a decision hold. */
const MOST = 10_000;

/**
 * What is in an account now: what passes, ends and continues when it changes hands (C4.1, C4.2, C4.7, C4.10). What the
 * clauses name, and what it is here:
 *
 * - links with other accounts: referrals that are not decided yet, from either side; a decided one links nothing any more;
 * - credit lines and partnerships: the ties of C3.8 that stand on the account, open or waived;
 * - invitations, grants of partners: the product knows none yet;
 * - continuing matters: the subscription that runs, gifts that were bought and not redeemed (their recipients hold the
 *   codes), disputes that are open, and refund cases that are.
 */
export async function readContents(tx: Tx, accountId: string, now: Instant): Promise<AccountContents> {
  const subscription = await runningOf(tx, accountId);
  const ties = await tiesOf(tx, accountId);
  const cases = await openCases(tx, accountId);
  const ids = (rows: Promise<readonly { readonly id: string }[]>) => rows.then(idsOf);
  const active = { accountId, endedAt: null };
  const page = { select: { id: true }, orderBy: { id: "asc" }, take: MOST } as const;
  const after = { gt: new Date(now) };
  return {
    credits: await creditsLeft(tx, accountId, now),
    subscription,
    priceTerms: await ids(
      tx.priceAgreement.findMany({
        where: { accountId, OR: [{ endsAt: null }, { endsAt: after }] },
        ...page,
      }),
    ),
    creditLines: idsOf(ties.filter(({ kind }) => kind === "credit_control")),
    partnerships: idsOf(ties.filter(({ kind }) => kind === "partnership")),
    accountLinks: await ids(
      tx.referral.findMany({
        where: {
          state: { in: ["invited", "waiting"] },
          OR: [{ referrerAccountId: accountId }, { referredAccountId: accountId }],
        },
        ...page,
      }),
    ),
    members: await ids(tx.member.findMany({ where: active, ...page })),
    apiKeys: await ids(
      tx.apiKey.findMany({ where: { accountId, revokedAt: null, expiresAt: after }, ...page }),
    ),
    paymentMethods: await ids(tx.paymentMethod.findMany({ where: active, ...page })),
    autoTopUps: await accountIdOf(tx.autoTopUp.findFirst({ where: { accountId, state: { not: "off" } } })),
    webhooks: await ids(tx.webhookEndpoint.findMany({ where: active, ...page })),
    partnerGrants: [],
    referralLinks: await accountIdOf(tx.referralCode.findUnique({ where: { accountId } })),
    invitations: [],
    openHolds: await openHolds(tx, accountId),
    waitingRefunds: idsOf(cases.filter(({ waits }) => waits)),
    continuing: [
      ...(subscription === null ? [] : [subscription.id]),
      ...(await ids(tx.giftSubscription.findMany({ where: { accountId, state: "offered" }, ...page }))),
      ...(await ids(tx.payment.findMany({ where: { accountId, disputeState: "open" }, ...page }))),
      ...idsOf(cases.filter(({ waits }) => !waits)),
    ].slice(0, MOST),
  };
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** What an account has one of at most goes by the account's id. */
const accountIdOf = (row: Promise<{ readonly accountId: string } | null>): Promise<string[]> =>
  row.then((found) => (found === null ? [] : [found.accountId]));

/** The subscription that runs; its next term is the plan that was chosen for it, else the one that was paid last. */
async function runningOf(tx: Tx, accountId: string): Promise<AccountContents["subscription"]> {
  const running = await runningSubscription(tx, accountId);
  if (running?.term == null) return null;
  const { id, planId, paid, term } = running;
  const chosen = await tx.planChange.findFirst({
    where: { subscriptionId: id, state: "scheduled" },
    select: { planPriceId: true },
  });
  const planPriceId = chosen?.planPriceId ?? paid?.planPriceId;
  const price =
    planPriceId === undefined ? null : await tx.planPrice.findUniqueOrThrow({ where: { id: planPriceId } });
  // What was given by somebody renews as nothing and costs nothing (R2.7).
  return { id, planId, priceNanos: price?.amountNanos ?? 0n, termEndsAt: term.endsAt };
}

/** What was waived ended with the change it was waived for; afterwards it is no tie of the next holder. */
const tiesOf = (tx: Tx, accountId: string) =>
  tx.subjectChangeBlocker.findMany({
    where: {
      accountId,
      kind: { in: ["credit_control", "partnership"] },
      state: { in: ["open", "waived"] },
      endedAt: null,
    },
    select: { id: true, kind: true },
    orderBy: { id: "asc" },
    take: MOST,
  });

async function openHolds(tx: Tx, accountId: string): Promise<AccountContents["openHolds"]> {
  const holds = await tx.usageHold.findMany({
    where: { accountId, state: "open" },
    select: { id: true, leftPlanNanos: true, leftCreditNanos: true },
    orderBy: { id: "asc" },
    take: MOST,
  });
  return holds.map((hold) => ({
    id: hold.id,
    heldNanos: sumNanos([hold.leftPlanNanos, hold.leftCreditNanos]),
  }));
}

/** Refund cases that are not decided; those that came after the new subject accepted wait for the outcome (C4.9). */
async function openCases(tx: Tx, accountId: string) {
  const acceptedAt = await acceptedAtOfOpenChange(tx, accountId);
  const rows = await tx.refundCase.findMany({
    where: { accountId, state: { in: [...refundCaseStatesOpen] } },
    select: { id: true, receivedAt: true },
    orderBy: { id: "asc" },
    take: MOST,
  });
  return rows.map(({ id, receivedAt }) => ({ id, waits: acceptedAt !== null && receivedAt >= acceptedAt }));
}
