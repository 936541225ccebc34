import { type SettleAnswer, settleUsageSchema } from "@tenure/core/contract";
import { fill, REFUSAL_TEXTS } from "@tenure/core/text";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { readHold, showHold } from "./holds.ts";
import type { Rejection } from "./rate-event.ts";
import { recordEvents } from "./record-events.ts";

/**
 * Settles a hold with what was really used: one event, recorded as in a batch. Never refused for lack of funds, for
 * exceeding the hold, or for coming after its expiry.
 * Errors: not_found; idempotency_conflict when the event id was used with another body; conflict when another event
 * settled the hold; validation_failed when the event itself cannot be rated.
 */
export const settleUsage = plainCommand({
  name: "usage.settle",
  input: settleUsageSchema,
  async apply(acting, { holdId, clientEventId = `hold:${holdId}`, ...usage }) {
    const { tx, context } = acting;
    const account = await readAccount(tx, context.accountId ?? "");
    const before = await readHold(tx, account.id, holdId);
    if (before === null) throw new AppError("not_found", "No such hold.");
    const [result] = await recordEvents(
      acting,
      account,
      [{ ...usage, clientEventId, model: before.model, holdId }],
      new Map([[holdId, before]]),
    );
    if (result === undefined) throw new Error("an event without a result");
    if (result.status === "rejected") throw rejectionError(result.rejection, account);
    const after = (await readHold(tx, account.id, holdId)) ?? before;
    const answer: SettleAnswer = { hold: showHold(after, account.currency), event: result.event };
    return {
      answer,
      target: { kind: "usage_hold", id: holdId },
      before: { state: before.state },
      after: { state: after.state, eventId: result.event.id, value: result.event.value.amount },
    };
  },
});

/** A single event that is refused is a fault of the request, not a decision of the policy. */
function rejectionError({ code, params, fields }: Rejection, account: AccountFacts): AppError {
  const message = fill(REFUSAL_TEXTS[code].reason, params, {
    language: account.language,
    zone: account.timeZone,
    currency: account.currency,
  });
  const errors = fields.map((path) => ({ path, message }));
  switch (code) {
    case "usage_event_conflict":
      return new AppError("idempotency_conflict", message, errors);
    case "hold_used_before":
      return new AppError("conflict", message);
    default:
      return new AppError("validation_failed", message, errors);
  }
}
