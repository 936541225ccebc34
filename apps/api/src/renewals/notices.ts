import { isCurrency, minorToNanos } from "@tenure/core/money";
import type { nextDunningStep } from "@tenure/core/subscriptions";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import type { Acting } from "../command/command.ts";
import { queueNotice } from "../notices/queue.ts";
import type { RenewalRow } from "./renewal-row.ts";

type Step = NonNullable<ReturnType<typeof nextDunningStep.decide>["effects"]>;

async function head({ tx, now, context }: Acting, row: RenewalRow) {
  const account = await readAccount(tx, context.accountId ?? "");
  const currency = isCurrency(row.currency) ? row.currency : account.currency;
  return {
    draft: {
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      currency,
    },
    params: { plan: row.subscription.planId, total: minorToNanos(row.totalMinor, currency).toString() },
  };
}

/**
 * Tells what a renewal in arrears waits for, once per try: why it was refused, in the provider's own words (T6.2), when
 * the next try is, until when the plan can be kept, and where to pay.
 */
export async function tellWaiting(acting: Acting, row: RenewalRow, step: Step, url: string): Promise<void> {
  const { tx, outbox } = acting;
  const { draft, params } = await head(acting, row);
  const { graceEndsAt } = step;
  if (step.why === "no_card")
    return queueNotice(tx, outbox, {
      ...draft,
      kind: "renewal_card_missing",
      dedupeKey: `renewal_card_missing:${row.id}`,
      params: { ...params, graceEndsAt, url },
    });
  const last = row.attempts.findLast((each) => each.state === "failed");
  if (last === undefined || step.why === "suspended") return;
  const card =
    last.paymentMethodId === null
      ? null
      : await tx.paymentMethod.findUnique({ where: { id: last.paymentMethodId } });
  const method = card?.label ?? "—";
  const dedupeKey = `renewal_failed:${last.id}`;
  if (last.failure === "authentication")
    return queueNotice(tx, outbox, {
      ...draft,
      kind: "renewal_action_needed",
      dedupeKey,
      params: { ...params, method, graceEndsAt, url },
    });
  const problem =
    last.providerMessage === null
      ? (last.providerCode ?? "—")
      : `${last.providerMessage} (${last.providerCode})`;
  if (step.why === "next_try")
    return queueNotice(tx, outbox, {
      ...draft,
      kind: "renewal_failed",
      dedupeKey,
      params: { ...params, method, problem, nextTryAt: step.at, graceEndsAt, url },
    });
  return queueNotice(tx, outbox, {
    ...draft,
    kind: "renewal_failed_last",
    dedupeKey,
    params: { ...params, method, problem, graceEndsAt, url },
  });
}

/** The grace is over and Free applies. */
export async function tellLapsed(acting: Acting, row: RenewalRow): Promise<void> {
  const { draft, params } = await head(acting, row);
  await queueNotice(acting.tx, acting.outbox, {
    ...draft,
    kind: "plan_lapsed",
    dedupeKey: `plan_lapsed:${row.id}`,
    params,
  });
}
