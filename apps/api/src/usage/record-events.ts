import type { UsageEvent, UsageEventInput, UsageTokens } from "@tenure/core/contract";
import { chargeUsage, type UsageCharge, type UsageFunds } from "@tenure/core/credits";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Acting } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { type EventRow, eventsByClientId, showEvent } from "./events.ts";
import { readFunds } from "./funds.ts";
import type { Hold } from "./holds.ts";
import { readPrices } from "./prices.ts";
import { rateEvent, type RatedEvent, type Rejection } from "./rate-event.ts";
import { writeCharges } from "./write-charges.ts";

/** What became of one event. */
export type EventResult =
  | { readonly status: "recorded"; readonly duplicate: boolean; readonly event: UsageEvent }
  | { readonly status: "rejected"; readonly rejection: Rejection };

/** A stored event. */
type KnownEvent = EventRow;

/** An event that is charged in this command. */
export interface NewEvent extends KnownEvent {
  readonly modelPriceId: string;
  readonly tokens: UsageTokens;
  readonly charge: UsageCharge;
}

/**
 * Records events of the command's account under its lock: rates each, decides who pays in the order given, and writes
 * everything at the end. An event that is refused leaves no trace and does not sink the others; one whose id was
 * recorded before answers as then, and has no second effect.
 * @param holds the holds that the events name, as they are under the lock
 * @returns one result per event, in order
 */
export async function recordEvents(
  acting: Acting,
  account: AccountFacts,
  inputs: readonly UsageEventInput[],
  holds: ReadonlyMap<string, Hold>,
): Promise<readonly EventResult[]> {
  const { tx, now, policy } = acting;
  const priceAt = await readPrices(
    tx,
    inputs.map((each) => each.model),
    account.currency,
  );
  const known = new Map<string, KnownEvent>(
    (
      await eventsByClientId(
        tx,
        account.id,
        inputs.map((each) => each.clientEventId),
      )
    ).map((row) => [row.clientEventId, row]),
  );
  const usedHolds = new Set([...holds.values()].filter((each) => each.usageRecorded).map((each) => each.id));
  let funds: UsageFunds = await readFunds(tx, account, now);
  const fresh: NewEvent[] = [];

  const results = inputs.map((input): EventResult => {
    const before = known.get(input.clientEventId);
    if (before !== undefined) {
      const fields = differingFields(before, input);
      if (fields.length > 0)
        return rejectedBy({ code: "usage_event_conflict", params: { fields: fields.join(", ") }, fields });
      return { status: "recorded", duplicate: true, event: showEvent(before, account.currency) };
    }
    const hold = input.holdId === undefined ? null : (holds.get(input.holdId) ?? "unknown");
    if (hold === "unknown") return rejectedBy({ code: "hold_unknown", params: {}, fields: ["holdId"] });
    if (hold !== null && usedHolds.has(hold.id))
      return rejectedBy({ code: "hold_used_before", params: {}, fields: ["holdId"] });
    const judged = rateEvent(input, priceAt, policy.usage, now);
    if ("rejected" in judged) return rejectedBy(judged.rejected);
    const charged = chargeUsage(funds, { ...judged.rated, hold }, policy.credits.burnOrder, now);
    funds = charged.funds;
    if (hold !== null) usedHolds.add(hold.id);
    const row = newEvent(acting, input, judged.rated, charged.charge);
    known.set(row.clientEventId, row);
    fresh.push(row);
    return { status: "recorded", duplicate: false, event: showEvent(row, account.currency) };
  });

  if (fresh.length > 0) await writeCharges(acting, account, fresh, holds);
  return results;
}

function newEvent({ now }: Acting, input: UsageEventInput, rated: RatedEvent, charge: UsageCharge): NewEvent {
  return {
    id: newId(),
    clientEventId: input.clientEventId,
    holdId: input.holdId ?? null,
    modelPriceId: rated.modelPriceId,
    model: input.model,
    serviceTier: input.serviceTier ?? "standard",
    tokens: input.tokens,
    amountNanos: rated.amountNanos,
    planNanos: charge.planNanos,
    creditNanos: charge.creditNanos,
    debtNanos: charge.debtNanos,
    occurredAt: new Date(rated.occurredAt),
    recordedAt: new Date(now),
    charge,
  };
}

const rejectedBy = (rejection: Rejection): EventResult => ({ status: "rejected", rejection });

/** Fields in which an event sent again differs from the first; compared by meaning, so that an absent count is zero. */
function differingFields(before: KnownEvent, now: UsageEventInput): string[] {
  const first = new Map<string, unknown>(Object.entries(before.tokens ?? {}));
  const tokens = new Map<string, unknown>(Object.entries(now.tokens));
  const fields = new Set<string>();
  for (const name of [...first.keys(), ...tokens.keys()])
    if ((first.get(name) ?? 0) !== (tokens.get(name) ?? 0)) fields.add("tokens");
  if (before.model !== now.model) fields.add("model");
  if (before.serviceTier !== (now.serviceTier ?? "standard")) fields.add("serviceTier");
  if (before.holdId !== (now.holdId ?? null)) fields.add("holdId");
  const occurredAt = before.occurredAt.toISOString();
  if (occurredAt !== (now.occurredAt ?? occurredAt)) fields.add("occurredAt");
  return [...fields].sort();
}
