import type { ChargedEvent, UsageEvent, UsageEventInput, UsageHold } from "@tenure/core/contract";
import {
  authorizeUsage,
  creditPartNanos,
  extendHold,
  reversedAmounts,
  sumNanos,
  UsageBook,
} from "@tenure/core/credits";
import { decide } from "@tenure/core/decision";
import { fromMoney, type Money, toMoney } from "@tenure/core/money";
import type { Policy } from "@tenure/core/policy";
import { maxAmount, RatingError } from "@tenure/core/pricing";
import { fill, REFUSAL_TEXTS, type TextContext } from "@tenure/core/text";
import { newId } from "../../db/ids.ts";
import { AppError, RefusedError } from "../../errors/app-error.ts";
import { KEY_SCOPES, hasScope } from "../../partners/key-scopes.ts";
import { policyAt } from "../../policy-versions/in-force.ts";
import { rateEvent, type Rejection, type UsageTimes, usageTimes } from "../rate-event.ts";
import { AccountChanges, type NewEvent } from "./changes.ts";
import { differingFields, type KnownEvent, type KnownHold, nameOf } from "./known.ts";
import type { Loaded, LoadedAccount, LoadedHold } from "./load.ts";
import type { Prices } from "./prices.ts";
import type { Ended, UsageCaller, UsageRequest } from "./types.ts";

/** What was recorded before, by name. */
export interface Known {
  readonly events: ReadonlyMap<string, KnownEvent>;
  readonly holds: ReadonlyMap<string, KnownHold>;
}

/** A batch as it was decided: what each request is answered with, and what is to be written. */
export interface DecidedBatch {
  readonly ended: readonly Ended[];
  readonly changes: readonly AccountChanges[];
}

/** Decides a batch, request after request. No clock, no database: everything it needs was read under the locks. */
export function decideBatch(
  requests: readonly { readonly caller: UsageCaller; readonly request: UsageRequest }[],
  loaded: Loaded,
  prices: Prices,
  known: Known,
): DecidedBatch {
  const desks = new Map<string, AccountDesk>();
  const ended = requests.map(({ caller, request }): Ended => {
    const account = loaded.accounts.get(caller.accountId);
    if (account === undefined) return { error: new AppError("not_found", "No such account.") };
    const desk = desks.get(account.id) ?? new AccountDesk(account, prices, known);
    desks.set(account.id, desk);
    try {
      return { answer: desk.serve(caller, request) };
    } catch (error) {
      // Only what was refused before anything was changed is thrown here; the rest is a fault and ends the batch.
      if (error instanceof AppError || error instanceof RefusedError) return { error };
      throw error;
    }
  });
  return { ended, changes: [...desks.values()].map((desk) => desk.finish()) };
}

/** What became of one event. */
type EventResult =
  | { readonly status: "recorded"; readonly duplicate: boolean; readonly event: KnownEvent }
  | { readonly status: "rejected"; readonly rejection: Rejection };

/** Serves one account's requests of a batch. */
class AccountDesk {
  readonly changes: AccountChanges;
  readonly #account: LoadedAccount;
  readonly #policy: Policy;
  readonly #book: UsageBook;
  readonly #times: UsageTimes;
  readonly #prices: Prices;
  readonly #known: Known;
  readonly #ownEvents = new Map<string, KnownEvent>();
  readonly #ownHolds = new Map<string, KnownHold>();
  #expired = 0;

  constructor(account: LoadedAccount, prices: Prices, known: Known) {
    this.#account = account;
    this.#policy = policyAt(account.now);
    this.#book = new UsageBook(account, this.#policy);
    this.#times = usageTimes(this.#policy.usage, account.now);
    this.#prices = prices;
    this.#known = known;
    this.changes = new AccountChanges(account);
    for (const id of account.overdue) {
      const hold = this.changes.holds.get(id);
      if (hold !== undefined && this.#close(hold, "expired")) this.#expired += 1;
    }
  }

  serve(
    caller: UsageCaller,
    request: UsageRequest,
  ): NonNullable<Extract<Ended, { answer: unknown }>["answer"]> {
    this.#requireKey(caller);
    switch (request.kind) {
      case "authorize":
        return this.#authorize(caller, request);
      case "settle":
        return this.#settle(caller, request.input);
      case "release":
        return this.#release(request.input.holdId);
      case "extend":
        return this.#extend(request.input);
      case "record":
        return this.#record(caller, request.input.events);
      case "expire":
        return { expired: this.#expired };
    }
  }

  /** Everything the batch changes of the account, with where it stands then. */
  finish(): AccountChanges {
    if (this.changes.events.length > 0) {
      const { limits } = this.#account;
      this.changes.standing = {
        spendableNanos: this.#book.spendableNanos,
        heldNanos: this.#book.heldCreditNanos,
        debtNanos: this.#book.debtNanos,
        limits: {
          ...limits,
          ...this.#book.spent,
        },
      };
    }
    return this.changes;
  }

  /** A key is asked about in every batch: a revoked one works no more from its commit on. */
  #requireKey({ checkKey, actor }: UsageCaller): void {
    if (!checkKey) return;
    const key = this.#account.keys.get(actor.id);
    // A platform key that is not there is of the other mode: for it, this account does not exist.
    if (key === undefined && actor.kind === "platform_key")
      throw new AppError("not_found", "No such account.");
    if (key === undefined || !key.valid) throw new AppError("key_invalid");
    if (key.stale) this.changes.usedKeys.add(actor.id);
    if (
      !hasScope(
        KEY_SCOPES.filter((scope) => key.scopes.includes(scope)),
        "usage.record",
      )
    )
      throw new AppError("scope_missing");
  }

  #authorize(
    caller: UsageCaller,
    { input, clientKey }: Extract<UsageRequest, { kind: "authorize" }>,
  ): UsageHold {
    const { now, currency } = this.#account;
    const request = {
      model: input.model,
      serviceTier: input.serviceTier ?? "standard",
      maxInputTokens: input.maxInputTokens ?? null,
      maxOutputTokens: input.maxOutputTokens ?? null,
      amount: input.amount ?? null,
      timeToLiveSeconds: input.timeToLiveSeconds ?? null,
    };
    if (clientKey !== null) {
      const name = nameOf(this.#account.id, clientKey);
      const before = this.#ownHolds.get(name) ?? this.#known.holds.get(name);
      if (before !== undefined) return this.#promisedBefore(before, request);
    }
    const ruling = this.#book.authorize({
      model: input.model,
      requestedNanos: this.#mostNanos(input),
      requestedCurrency: input.amount?.currency ?? currency,
      timeToLiveSeconds: request.timeToLiveSeconds,
    });
    const id = newId();
    const base = {
      id,
      accountId: this.#account.id,
      apiKeyId: caller.actor.kind === "api_key" ? caller.actor.id : null,
      clientKey,
      request,
      model: input.model,
      openedAt: now,
    };
    if (ruling.granted === null) {
      const decision = decide(authorizeUsage, ruling.facts, this.#policy).json;
      this.changes.newHolds.push({
        ...base,
        termId: null,
        amountNanos: 0n,
        planNanos: 0n,
        state: "declined",
        refusals: decision.refusals,
        expiresAt: now,
      });
      // Under the hold's own id, so that the same key finds it again.
      this.changes.decisions.push({ id, decision });
      if (clientKey !== null)
        this.#ownHolds.set(nameOf(this.#account.id, clientKey), { id, request, decision });
      throw new RefusedError(decision, id);
    }
    const { amountNanos, planNanos, termId, expiresAt, repayments } = ruling.granted;
    this.changes.newHolds.push({
      ...base,
      termId,
      amountNanos,
      planNanos,
      state: "open",
      refusals: null,
      expiresAt,
    });
    this.changes.tally.promise({ amountNanos, planNanos, termId }, repayments);
    const hold: LoadedHold = {
      id,
      model: input.model,
      state: "open",
      termId,
      amountNanos,
      planNanos,
      grantedNanos: amountNanos,
      grantedPlanNanos: planNanos,
      settledNanos: null,
      usageFinal: false,
      openedAt: now,
      expiresAt,
      refund: null,
      counted: false,
    };
    this.changes.holds.set(id, hold);
    if (clientKey !== null)
      this.#ownHolds.set(nameOf(this.#account.id, clientKey), { id, request, decision: null });
    return this.#showHold(hold);
  }

  /** The same key again: the same promise, or the same refusal; another request under it is a conflict. */
  #promisedBefore(before: KnownHold, request: object): UsageHold {
    const first = new Map(Object.entries(before.request ?? {}));
    const differing = Object.entries(request)
      .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(first.get(field)))
      .map(([field]) => field);
    if (differing.length > 0)
      throw new AppError(
        "idempotency_conflict",
        `The key was used before with another value of: ${differing.join(", ")}. Repeat the first input, or use a new key.`,
        differing.map((path) => ({ path, message: "differs from the first request with this key" })),
      );
    if (before.decision !== null) throw new RefusedError(before.decision, before.id);
    const hold = this.changes.holds.get(before.id);
    if (hold === undefined) throw new Error(`hold ${before.id} was not loaded`);
    return this.#showHold(hold);
  }

  /** The most the request can cost, or null where the model has no price for it. Nanos. */
  #mostNanos(input: Extract<UsageRequest, { kind: "authorize" }>["input"]): bigint | null {
    const { id: accountId, currency, now } = this.#account;
    const price = this.#prices.priceAt(input.model, currency, now);
    if (price === null) return null;
    if (input.amount !== undefined) return fromMoney(input.amount);
    try {
      return maxAmount(
        price.compiled,
        { maxInputTokens: input.maxInputTokens ?? 0, maxOutputTokens: input.maxOutputTokens ?? 0 },
        input.serviceTier ?? "standard",
        this.#prices.agreementAt(accountId, input.model, now),
      );
    } catch (error) {
      if (error instanceof RatingError && error.code === "rate_missing") return null;
      if (error instanceof RatingError)
        throw new AppError("validation_failed", "The request would cost more than any account can hold.", [
          { path: "maxInputTokens", message: error.code },
        ]);
      throw error;
    }
  }

  #settle(caller: UsageCaller, input: Extract<UsageRequest, { kind: "settle" }>["input"]) {
    const { holdId, final = true, clientEventId = `hold:${holdId}`, ...usage } = input;
    const hold = this.changes.holds.get(holdId);
    if (hold === undefined) throw new AppError("not_found", "No such hold.");
    const result = this.#recordOne(caller, { ...usage, clientEventId, model: hold.model, holdId }, final);
    if (result.status === "rejected") throw this.#rejectionError(result.rejection);
    return {
      hold: this.#showHold(this.changes.holds.get(holdId) ?? hold),
      event: this.#showEvent(result.event),
    };
  }

  #release(holdId: string): UsageHold {
    const hold = this.changes.holds.get(holdId);
    if (hold === undefined) throw new AppError("not_found", "No such hold.");
    if (hold.state === "settled") throw new AppError("conflict", "The hold was settled.");
    this.#close(hold, hold.expiresAt <= this.#account.now ? "expired" : "released");
    return this.#showHold(this.changes.holds.get(holdId) ?? hold);
  }

  #extend({ holdId, timeToLiveSeconds }: Extract<UsageRequest, { kind: "extend" }>["input"]): UsageHold {
    const hold = this.changes.holds.get(holdId);
    if (hold === undefined) throw new AppError("not_found", "No such hold.");
    const facts = {
      now: this.#account.now,
      currency: this.#account.currency,
      accountState: this.#account.accountState,
      holdState: hold.state,
      openedAt: hold.openedAt,
      expiresAt: hold.expiresAt,
      refundOpen: hold.refund !== null,
      timeToLiveSeconds,
    };
    const { effects } = extendHold.decide(facts, this.#policy);
    if (effects === null) {
      const refused = { id: newId(), decision: decide(extendHold, facts, this.#policy).json };
      this.changes.decisions.push(refused);
      throw new RefusedError(refused.decision, refused.id);
    }
    const extended = { ...hold, expiresAt: effects.expiresAt };
    this.changes.setHold(extended);
    return this.#showHold(extended);
  }

  #record(caller: UsageCaller, events: readonly UsageEventInput[]) {
    let recorded = 0;
    const results = events.map((input) => {
      const { clientEventId } = input;
      const result = this.#recordOne(caller, input, true);
      if (result.status === "recorded") {
        recorded += 1;
        return {
          status: "recorded" as const,
          clientEventId,
          duplicate: result.duplicate,
          event: this.#showCharged(result.event),
        };
      }
      const { code, params, fields } = result.rejection;
      return {
        status: "rejected" as const,
        clientEventId,
        code,
        reason: fill(REFUSAL_TEXTS[code].reason, params, this.#wording()),
        help: fill(REFUSAL_TEXTS[code].help, params, this.#wording()),
        fields: [...fields],
      };
    });
    return { recorded, rejected: events.length - recorded, results };
  }

  #recordOne(caller: UsageCaller, input: UsageEventInput, final: boolean): EventResult {
    const { id: accountId, currency, now } = this.#account;
    const before = this.#eventNamed(input.clientEventId);
    const corrected = input.corrects === undefined ? null : this.#eventNamed(input.corrects);
    if (before !== undefined) {
      const fields = differingFields(before, corrected === null ? null : (corrected?.id ?? "unknown"), input);
      return fields.length > 0
        ? rejected({ code: "usage_event_conflict", params: { fields: fields.join(", ") }, fields })
        : { status: "recorded", duplicate: true, event: before };
    }
    if (corrected === undefined)
      return rejected({
        code: "correction_unknown",
        params: { event: input.corrects ?? "" },
        fields: ["corrects"],
      });
    if (corrected !== null && (corrected.kind === "reversal" || corrected.reversed))
      return rejected({
        code: "corrected_before",
        params: { event: corrected.clientEventId },
        fields: ["corrects"],
      });
    if (corrected !== null && isBareCorrection(input))
      return {
        status: "recorded",
        duplicate: false,
        event: this.#reverse(caller, corrected, input.clientEventId),
      };
    const hold = input.holdId === undefined ? null : this.changes.holds.get(input.holdId);
    if (hold === undefined) return rejected({ code: "hold_unknown", params: {}, fields: ["holdId"] });
    if (hold?.usageFinal === true)
      return rejected({ code: "hold_used_before", params: {}, fields: ["holdId"] });
    // A correction stands for what was served then, at the price of then, however long ago that is.
    const judged = rateEvent(
      { ...input, ...(corrected === null ? {} : { occurredAt: input.occurredAt ?? corrected.occurredAt }) },
      (model, at) => this.#prices.priceAt(model, currency, at),
      (model, at) => this.#prices.agreementAt(accountId, model, at),
      corrected === null ? this.#times : { ...this.#times, earliest: "" },
    );
    if ("rejected" in judged) return rejected(judged.rejected);
    if (corrected !== null) this.#reverse(caller, corrected, `~${corrected.id}`);
    const { rated } = judged;
    const charge = this.#book.charge({ ...rated, hold, final });
    this.changes.tally.charge(charge);
    if (hold !== null) this.#useHold(hold, rated.amountNanos, charge, final);
    return {
      status: "recorded",
      duplicate: false,
      event: this.#write({
        id: newId(),
        accountId,
        apiKeyId: caller.actor.kind === "api_key" ? caller.actor.id : null,
        clientEventId: input.clientEventId,
        kind: "usage",
        correctsId: corrected?.id ?? null,
        holdId: input.holdId ?? null,
        termId: charge.termId,
        model: input.model,
        modelPriceId: rated.modelPriceId,
        agreementId: rated.agreementId,
        serviceTier: input.serviceTier ?? "standard",
        tokens: input.tokens ?? NO_TOKENS,
        counts: input.counts ?? null,
        amountNanos: rated.amountNanos,
        planNanos: charge.planNanos,
        creditNanos: charge.creditNanos,
        debtNanos: charge.debtNanos,
        burns: charge.burns,
        occurredAt: rated.occurredAt,
        recordedAt: now,
      }),
    };
  }

  /** What a hold's usage does to the hold: used up by so much, or closed. */
  #useHold(
    hold: LoadedHold,
    amountNanos: bigint,
    charge: ReturnType<UsageBook["charge"]>,
    final: boolean,
  ): void {
    const settledNanos = sumNanos([hold.settledNanos ?? 0n, amountNanos]);
    if (charge.closing !== null) {
      this.#closed(
        { ...hold, settledNanos, usageFinal: final },
        charge.closing.to,
        charge.closing.differenceNanos,
      );
      return;
    }
    if (hold.state === "open") {
      this.changes.setHold({ ...hold, settledNanos, ...this.changes.tally.usePart(hold, charge.promised) });
      return;
    }
    // Told after its end: it stays ended.
    this.changes.setHold({ ...hold, settledNanos, usageFinal: final });
  }

  #close(hold: LoadedHold, to: "released" | "expired"): boolean {
    const closing = this.#book.close(hold, to);
    if (closing === null) return false;
    this.#closed(hold, to, closing.differenceNanos);
    return true;
  }

  /** Ends a hold: its promises are free again, and what a refund had counted too much becomes credit (R3.6). */
  #closed(hold: LoadedHold, to: "settled" | "released" | "expired", differenceNanos: bigint): void {
    // Named only where there is something to put in.
    const lotId = differenceNanos > 0n ? newId() : "";
    this.changes.tally.close(hold, differenceNanos, lotId);
    this.changes.setHold({ ...hold, state: to, amountNanos: 0n, planNanos: 0n });
    if (hold.refund?.state === "draining") this.changes.draining.add(hold.refund.id);
    if (differenceNanos > 0n)
      this.changes.openLot({
        id: lotId,
        kind: "paid",
        amountNanos: differenceNanos,
        expiresAt: null,
        reason: "refund_hold_difference",
      });
  }

  /** Takes an event back whole. */
  #reverse(caller: UsageCaller, original: KnownEvent, clientEventId: string): KnownEvent {
    const { day, month } = this.#account;
    const corrected = {
      ...original,
      recordedToday: original.recordedDay === day,
      recordedThisMonth: original.recordedDay >= month,
    };
    const correction = this.#book.correct(corrected, newId);
    this.changes.tally.correct(corrected, correction);
    for (const { id } of correction.reopened) {
      const lot = original.lots.find((each) => each.id === id);
      if (lot !== undefined) this.changes.reopenedLots.set(id, lot);
    }
    for (const lot of correction.newLots) this.changes.openLot({ ...lot, reason: "usage_correction" });
    const name = nameOf(this.#account.id, original.clientEventId);
    this.#ownEvents.set(name, { ...original, reversed: true });
    return this.#write({
      id: newId(),
      accountId: this.#account.id,
      apiKeyId: original.apiKeyId,
      clientEventId,
      kind: "reversal",
      correctsId: original.id,
      holdId: null,
      termId: original.termId,
      model: original.model,
      modelPriceId: original.modelPriceId,
      agreementId: original.agreementId,
      serviceTier: original.serviceTier,
      tokens: original.tokens,
      counts: original.counts,
      ...reversedAmounts(original),
      burns: [],
      occurredAt: original.occurredAt,
      recordedAt: this.#account.now,
    });
  }

  #write(event: NewEvent): KnownEvent {
    this.changes.events.push(event);
    const written: KnownEvent = {
      ...event,
      recordedDay: this.#account.day,
      reversed: false,
      lots: event.burns.flatMap(({ lotId }) => {
        const lot = this.#account.lots.find((each) => each.id === lotId);
        return lot === undefined ? [] : { ...lot, state: "open" as const };
      }),
    };
    this.#ownEvents.set(nameOf(event.accountId, event.clientEventId), written);
    return written;
  }

  #eventNamed(clientEventId: string): KnownEvent | undefined {
    const name = nameOf(this.#account.id, clientEventId);
    return this.#ownEvents.get(name) ?? this.#known.events.get(name);
  }

  /** A single event that is refused is a fault of the request, not a decision of the policy. */
  #rejectionError({ code, params, fields }: Rejection): AppError {
    const message = fill(REFUSAL_TEXTS[code].reason, params, this.#wording());
    const errors = fields.map((path) => ({ path, message }));
    if (code === "usage_event_conflict") return new AppError("idempotency_conflict", message, errors);
    if (code === "hold_used_before") return new AppError("conflict", message);
    return new AppError("validation_failed", message, errors);
  }

  #wording(): TextContext {
    const { language, zone, currency } = this.#account;
    return { language, zone, currency };
  }

  #money(amountNanos: bigint): Money {
    return toMoney(amountNanos, this.#account.currency);
  }

  #showHold(hold: LoadedHold): UsageHold {
    return {
      holdId: hold.id,
      model: hold.model,
      state: hold.state,
      guaranteed: this.#money(hold.grantedNanos),
      planPart: this.#money(hold.grantedPlanNanos),
      creditPart: this.#money(
        creditPartNanos({ amountNanos: hold.grantedNanos, planNanos: hold.grantedPlanNanos }),
      ),
      openedAt: hold.openedAt,
      expiresAt: hold.expiresAt,
    };
  }

  #showCharged(event: KnownEvent): ChargedEvent {
    return {
      id: event.id,
      value: this.#money(event.amountNanos),
      planPart: this.#money(event.planNanos),
      creditPart: this.#money(event.creditNanos),
      debtPart: this.#money(event.debtNanos),
    };
  }

  #showEvent(event: KnownEvent): UsageEvent {
    return {
      ...this.#showCharged(event),
      clientEventId: event.clientEventId,
      model: event.model,
      serviceTier: event.serviceTier as UsageEvent["serviceTier"],
      kind: event.kind,
      tokens: event.tokens,
      counts: event.counts,
      holdId: event.holdId,
      correctsId: event.correctsId,
      modelPriceId: event.modelPriceId,
      agreementId: event.agreementId,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
    };
  }
}

const NO_TOKENS = { inputTokens: 0 } as const;
const rejected = (rejection: Rejection): EventResult => ({ status: "rejected", rejection });
/** A correction that only takes back. */
const isBareCorrection = (input: UsageEventInput): boolean =>
  input.corrects !== undefined && input.tokens === undefined && input.counts === undefined;
