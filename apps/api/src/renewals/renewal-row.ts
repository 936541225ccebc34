import { attempt } from "@tenure/core/lifecycle";
import {
  renewalAttemptLifecycle,
  type RenewalAttemptState,
  renewalLifecycle,
  type RenewalState,
  subscriptionLifecycle,
  type SubscriptionState,
} from "@tenure/core/subscriptions";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";

/** A renewal with everything that is asked of it. */
export const renewalInclude = {
  subscription: true,
  order: { include: { holderPeriod: true } },
  attempts: { orderBy: { number: "asc" } },
} as const;

/** Reads one. @throws AppError `not_found` */
export async function readRenewal(tx: Tx, renewalId: string) {
  const row = await tx.renewal.findUnique({ where: { id: renewalId }, include: renewalInclude });
  if (row === null) throw new AppError("not_found", "No such renewal.");
  return row;
}
/** See {@link readRenewal}. */
export type RenewalRow = Awaited<ReturnType<typeof readRenewal>>;
/** One try of it. */
export type AttemptRow = RenewalRow["attempts"][number];

/** Reads what a look at a renewal begins with: where it stands and its tries. @throws AppError `not_found` */
export async function readHead(tx: Tx, renewalId: string) {
  const row = await tx.renewal.findUnique({
    where: { id: renewalId },
    include: { attempts: { orderBy: { number: "asc" } } },
  });
  if (row === null) throw new AppError("not_found", "No such renewal.");
  return row;
}
/** See {@link readHead}. */
export type RenewalHead = Awaited<ReturnType<typeof readHead>>;

const UNDER_WAY: readonly string[] = ["ready", "calling", "unknown", "open"];

/** The try that may still be paid, or null: there is one at most. */
export const attemptUnderWay = (row: Pick<RenewalRow, "attempts">): AttemptRow | null =>
  row.attempts.find((each) => UNDER_WAY.includes(each.state)) ?? null;

// The CHECK constraints repeat the tables' states; a test compares both.
const moved = <State extends string>(
  move: { readonly legal: true; readonly to: State } | { readonly legal: false },
  what: string,
): State => {
  if (!move.legal) throw new AppError("conflict", `The ${what} changed meanwhile.`);
  return move.to;
};

/** Where a renewal goes. @throws AppError `conflict` where its table has no such move */
export const moveRenewal = (
  from: string,
  action: Parameters<typeof attempt<RenewalState, RenewalAction>>[2],
): RenewalState => moved(attempt(renewalLifecycle, from as RenewalState, action), "renewal");
type RenewalAction = "charge" | "wait" | "drop" | "pay" | "fail" | "lose_answer" | "lapse";

/** Where a try goes. @throws AppError `conflict` where its table has no such move */
export const moveAttempt = (
  from: string,
  action: "call" | "show" | "close" | "succeed" | "fail" | "lose_answer",
): RenewalAttemptState => moved(attempt(renewalAttemptLifecycle, from as RenewalAttemptState, action), "try");

/** Where a subscription goes, or null where its table has no such move. */
export function moveSubscription(
  from: string,
  action: "miss_payment" | "recover" | "recover_canceling" | "finish" | "terminate",
): SubscriptionState | null {
  const move = attempt(subscriptionLifecycle, from as SubscriptionState, action);
  return move.legal ? move.to : null;
}
