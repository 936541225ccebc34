import type { LotKind } from "../../../src/policy/index.ts";
import type {
  Answer,
  Beginning,
  EventAnswer,
  EventStep,
  HoldView,
  Split,
  Step,
  Tokens,
  UsageSum,
  View,
} from "./history.ts";

/** The numbers of the policy that the model is told, as the shipped policy has them. */
export interface ModelPolicy {
  readonly maxHoldMinutes: number;
  readonly maxLatenessHours: number;
  readonly maxFutureMinutes: number;
  readonly burnOrder: readonly LotKind[];
  readonly giftExpiryDays: number;
}

interface Lot {
  /** Given by a correction, to stand for what could return nowhere. */
  readonly isGivenBack: boolean;
  readonly kind: LotKind;
  readonly openedAt: number;
  readonly expiresAt: number | null;
  left: bigint;
}

interface Hold {
  readonly plan: bigint;
  readonly credit: bigint;
  leftPlan: bigint;
  leftCredit: bigint;
  readonly openedAt: number;
  expiresAt: number;
  ended: "settled" | "released" | "expired" | null;
  /** Whether the last usage of its request was told. */
  isUsedUp: boolean;
}

interface Taken {
  readonly lot: Lot;
  readonly nanos: bigint;
}

interface Event {
  readonly split: Split;
  readonly hold: number | null;
  readonly at: number;
  /** When it was told. */
  readonly recordedAt: number;
  readonly tokens: Tokens;
  readonly taken: readonly Taken[];
  /** A mere reversal took something back and used nothing itself. */
  readonly isReversal: boolean;
  readonly corrects: string | null;
  isCorrected: boolean;
}

/** A usage as the account is told of it. */
interface Told {
  readonly name: string;
  /** Null only where a correction puts nothing in place. */
  readonly tokens: Tokens | null;
  readonly hold: number | null;
  readonly at: number;
  /** Whether `at` was said, or is simply now. */
  readonly atIsSaid: boolean;
  /** False while a stream goes on. */
  readonly final: boolean;
  readonly corrects: string | null;
}

/** A usage that reached the account's sums, forwards or backwards. */
interface Posted {
  readonly at: number;
  readonly split: Split;
  readonly tokens: Tokens;
  readonly requests: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What an account's money must do, written from policy.md and design.md alone and without any counter: every figure
 * is summed anew from what happened. Slow and plain on purpose; it shares no code with the product.
 */
export class ReferenceModel {
  readonly #policy: ModelPolicy;
  readonly #beganAt: number;
  readonly #included: bigint;
  readonly #termEndsAt: number;
  readonly #hasPlan: boolean;
  #now: number;
  #planState: "active" | "past_due" | "canceling" = "active";
  #accountState: "active" | "suspended" | "terminated" = "active";
  #dayLimit: bigint | null = null;
  #monthLimit: bigint | null = null;
  #debt = 0n;
  #termUsed = 0n;
  readonly #lots: Lot[] = [];
  readonly #holds: Hold[] = [];
  /** Every request for a hold by its key, granted or not: the same key is answered the same. */
  readonly #asked = new Map<number, { readonly request: string; readonly answer: Answer }>();
  readonly #events = new Map<string, Event>();
  readonly #posted: Posted[] = [];
  /** What usage took from credits and debt, by when it was recorded: limits count these. */
  readonly #spent: { readonly at: number; readonly nanos: bigint }[] = [];

  constructor(beginning: Beginning, policy: ModelPolicy, beganAt: number) {
    this.#policy = policy;
    this.#beganAt = beganAt;
    this.#now = beganAt;
    this.#hasPlan = beginning.includedNanos !== null;
    this.#included = BigInt(beginning.includedNanos ?? 0);
    this.#termEndsAt = beganAt + beginning.termMinutes * MINUTE;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** How many holds were granted. */
  get granted(): number {
    return this.#holds.length;
  }

  /** Names of recorded events, in order. */
  get events(): readonly string[] {
    return [...this.#events.keys()];
  }

  perform(step: Step): Answer {
    switch (step.do) {
      case "wait":
        this.#now += step.minutes * MINUTE;
        return { is: "done" };
      case "credit":
        this.#lots.push({
          isGivenBack: false,
          kind: step.kind,
          openedAt: this.#now,
          expiresAt: step.livesMinutes === null ? null : this.#now + step.livesMinutes * MINUTE,
          left: BigInt(step.nanos),
        });
        return { is: "done" };
      case "limits":
        this.#dayLimit = step.day === null ? null : BigInt(step.day);
        this.#monthLimit = step.month === null ? null : BigInt(step.month);
        return { is: "done" };
      case "account":
        // Terminated is for ever (T4.2).
        if (this.#accountState !== "terminated") this.#accountState = step.state;
        return { is: "done" };
      case "plan":
        this.#planState = step.state;
        return { is: "done" };
      case "expire":
        return { is: "done" };
      case "authorize":
        return this.#authorize(step);
      case "settle":
        return this.#settle(step);
      case "release":
        return this.#release(step.hold);
      case "extend":
        return this.#extend(step.hold, step.livesMinutes);
      case "record":
        return { is: "results", results: step.events.map((each) => this.#record(each)) };
    }
  }

  // ── promises ──────────────────────────────────────────────────────────────────────────────────────────────────

  #authorize(step: Extract<Step, { do: "authorize" }>): Answer {
    const request = `${step.tokens.input}/${step.tokens.output}/${String(step.livesMinutes)}`;
    const before = this.#asked.get(step.key);
    if (before !== undefined) {
      if (before.request !== request) return { is: "error", code: "idempotency_conflict", fields: [] };
      // A promise is shown as it stands by now, a refusal as it was.
      return before.answer.is === "hold" ? this.#show(before.answer.hold) : before.answer;
    }
    const answer = this.#decide(step);
    this.#asked.set(step.key, { request, answer });
    return answer;
  }

  #decide(step: Extract<Step, { do: "authorize" }>): Answer {
    const needed = costOf(step.tokens);
    const codes: string[] = [];
    if (this.#accountState === "terminated") codes.push("account_terminated");
    if (this.#accountState === "suspended") codes.push("account_suspended");
    // Credits that nobody was promised; a debt comes out of them first.
    const free = atLeastZero(this.#creditTotal() - this.#heldCredit());
    if (this.#debt > free) codes.push("debt_outstanding");
    const creditFree = atLeastZero(free - this.#debt);
    const planFree = this.#planFree(this.#now);
    if (needed > planFree + creditFree) codes.push("insufficient_funds");
    const plan = needed < planFree ? needed : planFree;
    const credit = needed - plan;
    codes.push(...this.#limitsPassed(credit));
    if (codes.length > 0) return { is: "refused", codes };
    if (this.#debt > 0n) {
      // What came after a debt pays it before it promises anything.
      this.#burn(this.#debt);
      this.#debt = 0n;
    }
    const lives =
      Math.min(step.livesMinutes ?? Number.POSITIVE_INFINITY, this.#policy.maxHoldMinutes) * MINUTE;
    const index = this.#holds.length;
    const answer: Answer = {
      is: "hold",
      hold: index,
      view: { state: "open", planNanos: plan, creditNanos: credit, livesMs: lives },
    };
    this.#holds.push({
      plan,
      credit,
      leftPlan: plan,
      leftCredit: credit,
      openedAt: this.#now,
      expiresAt: this.#now + lives,
      ended: null,
      isUsedUp: false,
    });
    return answer;
  }

  /** Day and month are the account's own; the model's accounts live in UTC. Held credits count as spent. */
  #limitsPassed(credit: bigint): string[] {
    if (credit === 0n) return [];
    const passed = (limit: bigint | null, from: number): boolean => {
      if (limit === null) return false;
      const spent = this.#spent.filter((each) => each.at >= from).reduce((sum, each) => sum + each.nanos, 0n);
      return spent + this.#heldCredit() + credit > limit;
    };
    const today = Math.floor(this.#now / DAY) * DAY;
    const date = new Date(this.#now);
    const thisMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    return [
      ...(passed(this.#dayLimit, today) ? ["day_limit_reached"] : []),
      ...(passed(this.#monthLimit, thisMonth) ? ["month_limit_reached"] : []),
    ];
  }

  #release(index: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
    const state = this.#stateOf(hold);
    if (state === "settled") return { is: "error", code: "conflict", fields: [] };
    if (state === "open") this.#end(hold, "released");
    return this.#show(index);
  }

  #extend(index: number, livesMinutes: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
    const lastAt = hold.openedAt + this.#policy.maxHoldMinutes * MINUTE;
    const codes: string[] = [];
    if (this.#stateOf(hold) !== "open") codes.push("hold_closed");
    if (this.#accountState === "terminated") codes.push("account_terminated");
    if (this.#accountState === "suspended") codes.push("account_suspended");
    if (hold.expiresAt >= lastAt) codes.push("hold_life_exceeded");
    if (codes.length > 0) return { is: "refused", codes };
    const wanted = Math.min(this.#now + livesMinutes * MINUTE, lastAt);
    if (wanted > hold.expiresAt) hold.expiresAt = wanted;
    return this.#show(index);
  }

  #end(hold: Hold, how: "settled" | "released" | "expired"): void {
    hold.ended = how;
    hold.leftPlan = 0n;
    hold.leftCredit = 0n;
  }

  // ── usage ─────────────────────────────────────────────────────────────────────────────────────────────────────

  #settle(step: Extract<Step, { do: "settle" }>): Answer {
    const hold = this.#holds[step.hold];
    if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
    const answer = this.#use({
      name: step.event === null ? `hold:${step.hold}` : `event:${step.event}`,
      tokens: step.tokens,
      hold: step.hold,
      at: this.#now,
      atIsSaid: false,
      final: step.final,
      corrects: null,
    });
    if (answer.is === "rejected")
      switch (answer.code) {
        case "usage_event_conflict":
          return { is: "error", code: "idempotency_conflict", fields: answer.fields };
        case "hold_used_before":
          return { is: "error", code: "conflict", fields: [] };
        default:
          return { is: "error", code: "validation_failed", fields: answer.fields };
      }
    return { is: "settled", holdState: this.#stateOf(hold), split: answer.split };
  }

  #record(step: EventStep): EventAnswer {
    return this.#use({
      name: `event:${step.event}`,
      tokens: step.tokens,
      hold: step.hold,
      at: step.servedAt ?? this.#now,
      atIsSaid: step.servedAt !== null,
      final: true,
      corrects: step.corrects,
    });
  }

  #use(usage: Told): EventAnswer {
    const before = this.#events.get(usage.name);
    if (before !== undefined) {
      const fields = fieldsApart(before, usage);
      if (fields.length > 0) return { is: "rejected", code: "usage_event_conflict", fields };
      return { is: "recorded", duplicate: true, split: before.split };
    }
    const wrong = usage.corrects === null ? null : (this.#events.get(usage.corrects) ?? "unknown");
    if (wrong === "unknown") return { is: "rejected", code: "correction_unknown", fields: ["corrects"] };
    if (wrong !== null && (wrong.isReversal || wrong.isCorrected))
      return { is: "rejected", code: "corrected_before", fields: ["corrects"] };
    const hold = usage.hold === null ? null : (this.#holds[usage.hold] ?? "unknown");
    if (hold === "unknown") return { is: "rejected", code: "hold_unknown", fields: ["holdId"] };
    if (hold?.isUsedUp === true) return { is: "rejected", code: "hold_used_before", fields: ["holdId"] };
    // A correction stands for what was served then, however long ago that is.
    const isReversal = usage.tokens === null;
    const servedAt = usage.atIsSaid && !isReversal ? usage.at : (wrong?.at ?? usage.at);
    if (wrong === null && servedAt < this.#now - this.#policy.maxLatenessHours * HOUR)
      return { is: "rejected", code: "usage_too_late", fields: ["occurredAt"] };
    if (servedAt > this.#now + this.#policy.maxFutureMinutes * MINUTE)
      return { is: "rejected", code: "usage_in_future", fields: ["occurredAt"] };

    if (wrong !== null) this.#takeBack(wrong);
    const { split, taken } =
      usage.tokens === null && wrong !== null
        ? { split: negative(wrong.split), taken: [] }
        : this.#pay(costOf(usage.tokens ?? NO_TOKENS), servedAt, hold, usage.final);
    if (hold !== null && usage.final) hold.isUsedUp = true;
    this.#events.set(usage.name, {
      split,
      hold: usage.hold,
      at: servedAt,
      recordedAt: this.#now,
      tokens: usage.tokens ?? NO_TOKENS,
      taken,
      isReversal,
      corrects: usage.corrects,
      isCorrected: false,
    });
    if (!isReversal) {
      this.#posted.push({ at: servedAt, split, tokens: usage.tokens ?? NO_TOKENS, requests: 1 });
      this.#spent.push({ at: this.#now, nanos: split.creditNanos + split.debtNanos });
    }
    return { is: "recorded", duplicate: false, split };
  }

  /** Who pays: what its own hold was promised, what the plan has free, credits in burn order, debt. */
  #pay(
    amount: bigint,
    servedAt: number,
    hold: Hold | null,
    final: boolean,
  ): { readonly split: Split; readonly taken: readonly Taken[] } {
    const promises = hold !== null && this.#stateOf(hold) === "open" ? hold : null;
    const promisedPlan = promises === null ? 0n : smaller(amount, promises.leftPlan);
    const promisedCredit = promises === null ? 0n : smaller(amount - promisedPlan, promises.leftCredit);
    const freePlan = smaller(amount - promisedPlan - promisedCredit, this.#planFree(servedAt));
    const plan = promisedPlan + freePlan;
    if (promises !== null) {
      promises.leftPlan -= promisedPlan;
      promises.leftCredit -= promisedCredit;
      if (final) this.#end(promises, "settled");
    }
    this.#termUsed += plan;
    const taken = this.#burn(amount - plan);
    const credit = taken.reduce((sum, each) => sum + each.nanos, 0n);
    const debt = amount - plan - credit;
    this.#debt += debt;
    return { split: { amountNanos: amount, planNanos: plan, creditNanos: credit, debtNanos: debt }, taken };
  }

  /**
   * As if the event had not been: the plan serves it anew, credits return to the lots that paid, the rest comes off
   * the debt. What can return nowhere (the lot is over, the debt was paid meanwhile) becomes new gift credits (R3.4).
   */
  #takeBack(wrong: Event): void {
    wrong.isCorrected = true;
    this.#termUsed -= wrong.split.planNanos;
    let homeless = 0n;
    for (const { lot, nanos } of wrong.taken)
      if (lot.expiresAt === null || lot.expiresAt > this.#now) lot.left += nanos;
      else homeless += nanos;
    const offDebt = smaller(wrong.split.debtNanos, this.#debt);
    this.#debt -= offDebt;
    homeless += wrong.split.debtNanos - offDebt;
    if (homeless > 0n)
      this.#lots.push({
        isGivenBack: true,
        kind: "gift",
        openedAt: this.#now,
        expiresAt: this.#now + this.#policy.giftExpiryDays * DAY,
        left: homeless,
      });
    this.#posted.push({ at: wrong.at, split: negative(wrong.split), tokens: wrong.tokens, requests: -1 });
    // It was no spend of the day on which it was told.
    this.#spent.push({ at: wrong.recordedAt, nanos: -(wrong.split.creditNanos + wrong.split.debtNanos) });
  }

  // ── sums ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #spendable(): Lot[] {
    const place = (kind: LotKind) => this.#policy.burnOrder.indexOf(kind);
    return this.#lots
      .map((lot, index) => ({ lot, index }))
      .filter(({ lot }) => lot.left > 0n && (lot.expiresAt === null || lot.expiresAt > this.#now))
      .sort(
        (a, b) =>
          (a.lot.expiresAt ?? Number.POSITIVE_INFINITY) - (b.lot.expiresAt ?? Number.POSITIVE_INFINITY) ||
          place(a.lot.kind) - place(b.lot.kind) ||
          a.lot.openedAt - b.lot.openedAt ||
          a.index - b.index,
      )
      .map(({ lot }) => lot);
  }

  /** Takes from the lots what they have; the rest is nobody's. */
  #burn(nanos: bigint): Taken[] {
    const taken: Taken[] = [];
    let open = nanos;
    for (const lot of this.#spendable()) {
      const part = smaller(open, lot.left);
      if (part === 0n) break;
      lot.left -= part;
      open -= part;
      taken.push({ lot, nanos: part });
    }
    return taken;
  }

  #creditTotal = (): bigint => this.#spendable().reduce((sum, lot) => sum + lot.left, 0n);

  #heldCredit = (): bigint => this.#holds.reduce((sum, hold) => sum + this.#leftOf(hold).credit, 0n);

  #heldPlan = (): bigint => this.#holds.reduce((sum, hold) => sum + this.#leftOf(hold).plan, 0n);

  #leftOf(hold: Hold): { readonly plan: bigint; readonly credit: bigint } {
    return this.#stateOf(hold) === "open"
      ? { plan: hold.leftPlan, credit: hold.leftCredit }
      : { plan: 0n, credit: 0n };
  }

  /** What the plan may still serve beyond what it promised, to something served at an instant. */
  #planFree(servedAt: number): bigint {
    if (!this.#hasPlan || this.#planState === "past_due") return 0n;
    if (this.#now >= this.#termEndsAt || servedAt < this.#beganAt) return 0n;
    return atLeastZero(this.#included - this.#termUsed - this.#heldPlan());
  }

  #remainingOf = (lot: Lot): bigint => (lot.expiresAt !== null && lot.expiresAt <= this.#now ? 0n : lot.left);

  // ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────

  #stateOf(hold: Hold): HoldView["state"] {
    return hold.ended ?? (hold.expiresAt <= this.#now ? "expired" : "open");
  }

  #show(index: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) throw new Error(`no hold ${index}`);
    return {
      is: "hold",
      hold: index,
      view: {
        state: this.#stateOf(hold),
        planNanos: hold.plan,
        creditNanos: hold.credit,
        livesMs: hold.expiresAt - hold.openedAt,
      },
    };
  }

  view(): View {
    const byHour: Record<string, UsageSum> = {};
    for (const each of this.#posted) {
      const hour = new Date(Math.floor(each.at / HOUR) * HOUR).toISOString();
      const sum = byHour[hour] ?? EMPTY;
      byHour[hour] = {
        requests: sum.requests + each.requests,
        inputTokens: sum.inputTokens + each.tokens.input * each.requests,
        outputTokens: sum.outputTokens + each.tokens.output * each.requests,
        amountNanos: sum.amountNanos + each.split.amountNanos,
        planNanos: sum.planNanos + each.split.planNanos,
        creditNanos: sum.creditNanos + each.split.creditNanos,
        debtNanos: sum.debtNanos + each.split.debtNanos,
      };
    }
    return {
      lots: this.#lots.filter((lot) => !lot.isGivenBack).map((lot) => this.#remainingOf(lot)),
      givenBackNanos: this.#lots
        .filter((lot) => lot.isGivenBack)
        .reduce((sum, lot) => sum + this.#remainingOf(lot), 0n),
      debtNanos: this.#debt,
      termUsedNanos: this.#termUsed,
      heldPlanNanos: this.#heldPlan(),
      heldCreditNanos: this.#heldCredit(),
      usedNanos: this.#spent.reduce((sum, each) => sum + each.nanos, 0n),
      holds: this.#holds.map((hold) => ({
        state: this.#stateOf(hold),
        planNanos: hold.plan,
        creditNanos: hold.credit,
        leftPlanNanos: this.#leftOf(hold).plan,
        leftCreditNanos: this.#leftOf(hold).credit,
        livesMs: hold.expiresAt - hold.openedAt,
      })),
      events: this.#events.size,
      byHour,
    };
  }
}

const EMPTY: UsageSum = {
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  amountNanos: 0n,
  planNanos: 0n,
  creditNanos: 0n,
  debtNanos: 0n,
};

/** Stands for any names of fields. */
export const SOME_FIELD = "some field";

const NO_TOKENS: Tokens = { input: 0, output: 0 };

const negative = (split: Split): Split => ({
  amountNanos: -split.amountNanos,
  planNanos: -split.planNanos,
  creditNanos: -split.creditNanos,
  debtNanos: -split.debtNanos,
});

/** An input token costs one nano, an output token three. */
export const costOf = ({ input, output }: Tokens): bigint => BigInt(input) + 3n * BigInt(output);

/** Fields in which an event told again differs from the first. Who says no time does not mean another. */
const fieldsApart = (first: Event, again: Told): string[] => {
  const tokens = again.tokens ?? NO_TOKENS;
  const isBare = again.corrects !== null && again.tokens === null;
  // Merely taking back is another thing than putting something in place, whatever its fields are called.
  if (isBare !== first.isReversal) return [SOME_FIELD];
  if (isBare) return first.corrects === again.corrects ? [] : ["corrects"];
  return [
    ...(first.corrects === again.corrects ? [] : ["corrects"]),
    ...(first.hold === again.hold ? [] : ["holdId"]),
    ...(again.atIsSaid && first.at !== again.at ? ["occurredAt"] : []),
    ...(first.tokens.input === tokens.input && first.tokens.output === tokens.output ? [] : ["tokens"]),
  ];
};

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const atLeastZero = (nanos: bigint): bigint => (nanos > 0n ? nanos : 0n);
