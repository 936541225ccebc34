import { accountLifecycle, liftSuspension, suspendAccount, terminateAccount } from "@tenure/core/accounts";
import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { VIOLATION_GROUND_TEXTS, VIOLATION_GROUNDS, type ViolationGround } from "@tenure/core/text";
import { z } from "zod";
import { type Acting, decisionCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { wakeRenewal } from "../renewals/wake.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { type AccountFacts, readAccount } from "./account-facts.ts";
import { endAccess } from "./end-access.ts";
import { forfeitCredits } from "./forfeit.ts";
import { lineOfText, linesOfText } from "./input.ts";
import { measureFacts } from "./measure-facts.ts";
import { ownerOf } from "./owner.ts";

/** What a step against an account is given: the ground, what the customer reads, where the evidence lies. */
export const measureFields = {
  ground: z.enum(VIOLATION_GROUNDS),
  reason: linesOfText(2000),
  evidenceRefs: z.array(lineOfText(200)).min(1).max(50),
};

const measureInput = z.strictObject(measureFields);
type MeasureInput = z.output<typeof measureInput>;

/** Suspends an account (T4.2): requests pause at once, nothing it has is taken. */
export const suspend = decisionCommand({
  name: "accounts.suspend",
  input: measureInput,
  rule: suspendAccount,
  facts: measureFacts,
  async apply(acting, words, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await move(acting, "suspend");
    await record(acting, "suspend", words);
    await queueNotice(acting.tx, acting.outbox, {
      ...(await letter(acting, account, "account_suspended")),
      kind: "account_suspended",
      params: await told(acting, account, words),
      decision,
    });
    return done(acting, account, effects.to, words);
  },
});

/** Terminates a suspended account (T4.2): the plan ends, fees paid are not refunded, credits are lost. */
export const terminate = decisionCommand({
  name: "accounts.terminate",
  input: measureInput,
  rule: terminateAccount,
  facts: measureFacts,
  async apply(acting, words, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const { tx, now } = acting;
    const account = await move(acting, "terminate");
    await record(acting, "terminate", words);
    if (effects.endsSubscriptionId !== null) {
      const running = await runningSubscription(tx, account.id);
      const ends = running === null ? null : attempt(subscriptionLifecycle, running.state, "terminate");
      if (running?.id !== effects.endsSubscriptionId || ends?.legal !== true)
        throw new AppError("conflict", "The subscription changed meanwhile; look again.");
      await tx.subscription.update({
        where: { id: running.id, state: running.state },
        data: { state: ends.to, endedAt: new Date(now) },
      });
    }
    await forfeitCredits(acting);
    const ended = await endAccess(acting, "account_terminated");
    await queueNotice(tx, acting.outbox, {
      ...(await letter(acting, account, "account_terminated")),
      kind: "account_terminated",
      params: {
        ...(await told(acting, account, words)),
        forfeited: effects.forfeitedNanos.toString(),
      },
      decision,
    });
    return done(acting, account, effects.to, words, { ...ended });
  },
});

/** Lifts a suspension (T4.2): requests are served again at once. */
export const lift = decisionCommand({
  name: "accounts.lift",
  input: z.strictObject({ reason: linesOfText(2000) }),
  rule: liftSuspension,
  async facts({ tx, now, context }, { reason }) {
    const account = await readAccount(tx, context.accountId ?? "");
    return {
      now,
      currency: account.currency,
      accountState: account.state,
      reasonGiven: reason !== "",
    };
  },
  async apply(acting, { reason }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await move(acting, "lift");
    await wakeRenewal(acting);
    await record(acting, "lift", { ground: null, reason, evidenceRefs: [] });
    await queueNotice(acting.tx, acting.outbox, {
      ...(await letter(acting, account, "account_lifted")),
      kind: "account_lifted",
      params: { account: account.name, reason },
      decision,
    });
    return done(acting, account, effects.to, { reason });
  },
});

/** Moves the account by its lifecycle; under its lock, so the state is the one that was decided on. */
async function move(
  { tx, context }: Acting,
  action: "suspend" | "lift" | "terminate",
): Promise<AccountFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const next = attempt(accountLifecycle, account.state, action);
  if (!next.legal) throw new AppError("conflict", `A ${account.state} account cannot take this step.`);
  await tx.account.update({ where: { id: account.id, state: account.state }, data: { state: next.to } });
  return account;
}

const record = (
  { tx, now, context, decisionId }: Acting,
  kind: "suspend" | "lift" | "terminate",
  words: {
    readonly ground: ViolationGround | null;
    readonly reason: string;
    readonly evidenceRefs: readonly string[];
  },
) =>
  tx.accountMeasure.createMany({
    data: {
      id: newId(),
      accountId: context.accountId ?? "",
      kind,
      ground: words.ground,
      reason: words.reason,
      evidenceRefs: [...words.evidenceRefs],
      actorId: context.actor.id,
      decisionId: decisionId ?? "",
      takenAt: new Date(now),
    },
  });

const letter = async ({ tx, now, decisionId }: Acting, account: AccountFacts, kind: string) => ({
  dedupeKey: `${kind}:${decisionId}`,
  accountId: account.id,
  to: await ownerOf(tx, account.id),
  now,
  zone: account.timeZone,
  currency: account.currency,
});

/** What the customer is told, the ground in their own language. */
async function told({ tx }: Acting, account: AccountFacts, { ground, reason }: MeasureInput) {
  const language = (await ownerOf(tx, account.id))?.language ?? account.language;
  return { account: account.name, ground: VIOLATION_GROUND_TEXTS[ground][language], reason };
}

/** What people wrote stays in its table; the audit row names the ground and the evidence. */
const done = <State extends string>(
  { decisionId }: Acting,
  account: AccountFacts,
  state: State,
  words: Partial<MeasureInput> & { readonly reason: string },
  more: Record<string, number> = {},
) => ({
  answer: { accountId: account.id, state, decisionId: decisionId ?? "" },
  target: { kind: "account", id: account.id },
  before: { state: account.state },
  after: { state, ground: words.ground ?? null, evidenceRefs: words.evidenceRefs ?? [], ...more },
  reason: words.reason,
});
