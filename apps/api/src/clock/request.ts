import { type ClockRefusal, clockAdvanceLifecycle, clockRefusal, clockTarget } from "@tenure/core/clock";
import { clockRequestShape } from "@tenure/core/contract";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { type Acting, plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { readTimeline } from "../timeline/read.ts";

const REFUSALS: Readonly<Record<ClockRefusal, string>> = {
  backwards: "The clock of an account only goes forward: name an instant ahead of its own.",
  too_far: "At most three years in one call: ask again from there.",
  too_far_ahead: "At most twenty years ahead of the real clock.",
};

const input = z.strictObject(clockRequestShape);

/**
 * Asks for an advance of a sandbox account's clock; the job `clock.advance` does it. Refused for a live account, whose
 * clock cannot move in the database either, and while another advance of this account runs.
 */
export const requestAdvance = (tax: TaxCalculator) =>
  plainCommand({
    name: "clock.advance",
    input,
    async apply(acting, request) {
      const { tx, now, context, outbox } = acting;
      const account = await readAccount(tx, context.accountId ?? "");
      if (account.livemode) throw new AppError("conflict", "The clock of a live account cannot be moved.");
      const running = await tx.clockAdvance.findFirst({ where: { accountId: account.id, state: "running" } });
      if (running !== null)
        throw new AppError(
          "conflict",
          `The clock is on its way to ${running.toAt.toISOString()} already: wait until it is there.`,
        );
      const to = await targetOf(acting, account, request, tax);
      const refusal = clockRefusal(to, now, await readClock(tx, null));
      if (refusal !== null)
        throw new AppError("validation_failed", undefined, [
          { path: request.by === undefined ? "to" : "by", message: REFUSALS[refusal] },
        ]);
      const id = newId();
      await tx.clockAdvance.createMany({
        data: {
          id,
          accountId: account.id,
          state: clockAdvanceLifecycle.initial,
          fromAt: new Date(now),
          toAt: new Date(to),
          at: new Date(now),
        },
      });
      await outbox.enqueue(tx, "clock.advance", { advanceId: id }, { singletonKey: id });
      return {
        answer: { advanceId: id },
        target: { kind: "clock_advance", id },
        after: { from: now, to },
      };
    },
  });

/** Where a request leads. @throws AppError validation_failed unless it names exactly one way */
async function targetOf(
  { tx, now, context }: Acting,
  account: AccountFacts,
  { to, by, toNextPromise }: z.infer<typeof input>,
  tax: TaxCalculator,
): Promise<Instant> {
  if ([to, by, toNextPromise].filter((each) => each !== undefined).length !== 1)
    throw new AppError("validation_failed", undefined, [
      { path: "to", message: "Name one of to, by and toNextPromise." },
    ]);
  if (to !== undefined) return clockTarget({ to }, now, account.timeZone);
  if (by !== undefined) return clockTarget({ by }, now, account.timeZone);
  const { promises } = await readTimeline(tx, { ...context, accountId: account.id }, tax);
  const next = promises.find((each) => each.at > now);
  if (next === undefined)
    throw new AppError("conflict", "Nothing is promised to this account: name an instant to go to.");
  return next.at;
}
