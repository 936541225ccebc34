import {
  type BurnLot,
  extendHold,
  type HoldFacts,
  type UsageAccount,
  UsageBook,
  type UsageCharge,
} from "../../../src/credits/index.ts";
import type { Policy } from "../../../src/policy/index.ts";
import { fromEpochMs, toEpochMs } from "../../../src/time/index.ts";
import type {
  Answer,
  Beginning,
  EventAnswer,
  EventStep,
  HoldView,
  Split,
  Step,
  Tokens,
  View,
} from "./history.ts";
import { costOf, SOME_FIELD } from "./reference-model.ts";

interface Kept {
  readonly plan: bigint;
  readonly credit: bigint;
  facts: HoldFacts;
  usageFinal: boolean;
}

/** A usage as the account is told of it; `at` is null where the time was left out. */
interface Told {
  readonly name: string;
  readonly tokens: Tokens | null;
  readonly hold: number | null;
  readonly at: number | null;
  readonly final: boolean;
  readonly corrects: string | null;
}

interface Known {
  readonly told: Told;
  /** When it was served, and when it was told. */
  readonly at: number;
  readonly recordedAt: number;
  /** Null of a mere reversal. */
  readonly charge: UsageCharge | null;
  readonly split: Split;
  corrected: boolean;
}

const MINUTE = 60_000;
const TERM = "term";

/**
 * The product's own arithmetic of usage on one account, kept the way the product keeps it: with counters that move by
 * what core's functions say. Beside it a ledger of double entries, posted from the same answers.
 */
export class CoreAccount {
  readonly #policy: Policy;
  #now: number;
  #account: Omit<UsageAccount, "now" | "lots">;
  #lots: BurnLot[] = [];
  readonly #givenBack = new Set<string>();
  readonly #holds: Kept[] = [];
  readonly #asked = new Map<number, { readonly request: string; readonly answer: Answer }>();
  readonly #events = new Map<string, Known>();
  #day: number;
  #month: string;
  #usedNanos = 0n;
  #lotIds = 0;
  /** Ledger accounts; a lot's own, `debt`, `revenue` and `gifts`. A journal's entries sum to zero. */
  readonly balances = new Map<string, bigint>();

  constructor(beginning: Beginning, policy: Policy, beganAt: number) {
    this.#policy = policy;
    this.#now = beganAt;
    this.#day = dayOf(beganAt);
    this.#month = monthOf(beganAt);
    this.#account = {
      currency: "USD",
      accountState: "active",
      plan:
        beginning.includedNanos === null
          ? null
          : {
              termId: TERM,
              subscriptionState: "active",
              servesFrom: fromEpochMs(beganAt),
              endsAt: fromEpochMs(beganAt + beginning.termMinutes * MINUTE),
              includedNanos: BigInt(beginning.includedNanos),
              usedNanos: 0n,
              heldNanos: 0n,
            },
      heldCreditNanos: 0n,
      debtNanos: 0n,
      limits: {
        dayLimitNanos: null,
        monthLimitNanos: null,
        daySpentNanos: 0n,
        monthSpentNanos: 0n,
        warnBps: 8000,
      },
    };
  }

  perform(step: Step): Answer {
    switch (step.do) {
      case "wait":
        this.#now += step.minutes * MINUTE;
        return { is: "done" };
      case "credit":
        this.#openLot(
          step.kind,
          BigInt(step.nanos),
          step.livesMinutes === null ? null : step.livesMinutes * MINUTE,
        );
        return { is: "done" };
      case "limits":
        this.#account = {
          ...this.#account,
          limits: {
            ...this.#account.limits,
            dayLimitNanos: step.day === null ? null : BigInt(step.day),
            monthLimitNanos: step.month === null ? null : BigInt(step.month),
          },
        };
        return { is: "done" };
      case "account":
        this.#account = { ...this.#account, accountState: step.state };
        return { is: "done" };
      case "plan":
        if (this.#account.plan !== null)
          this.#account = {
            ...this.#account,
            plan: { ...this.#account.plan, subscriptionState: step.state },
          };
        return { is: "done" };
      case "expire":
        this.#touch(() => {});
        return { is: "done" };
      case "authorize":
        return this.#authorize(step);
      case "settle":
        return this.#settle(step);
      case "release":
        return this.#touch((book) => this.#release(book, step.hold));
      case "extend":
        return this.#touch(() => this.#extend(step.hold, step.livesMinutes));
      case "record":
        return this.#touch((book) => ({
          is: "results",
          results: step.events.map((each) => this.#record(book, each)),
        }));
    }
  }

  /** One transaction: overdue holds end first, then the work sees one book; what the book became is kept. */
  #touch<Result>(work: (book: UsageBook) => Result): Result {
    this.#turnPeriods();
    const lots = this.#lots.filter((lot) => lot.remainingNanos > 0n);
    const book = new UsageBook({ ...this.#account, now: fromEpochMs(this.#now), lots }, this.#policy);
    for (const hold of this.#holds)
      if (hold.facts.state === "open" && hold.facts.expiresAt <= fromEpochMs(this.#now))
        this.#close(book, hold, "expired");
    const result = work(book);
    this.#keep(book);
    return result;
  }

  #keep(book: UsageBook): void {
    const { limits } = this.#account;
    this.#account = {
      ...this.#account,
      heldCreditNanos: book.heldCreditNanos,
      debtNanos: book.debtNanos,
      limits: { ...limits, ...book.spent },
    };
  }

  #turnPeriods(): void {
    const [day, month] = [dayOf(this.#now), monthOf(this.#now)];
    const limits = {
      ...this.#account.limits,
      ...(day === this.#day ? {} : { daySpentNanos: 0n }),
      ...(month === this.#month ? {} : { monthSpentNanos: 0n }),
    };
    this.#account = { ...this.#account, limits };
    this.#day = day;
    this.#month = month;
  }

  #authorize(step: Extract<Step, { do: "authorize" }>): Answer {
    const request = `${step.tokens.input}/${step.tokens.output}/${String(step.livesMinutes)}`;
    const before = this.#asked.get(step.key);
    if (before !== undefined) {
      if (before.request !== request) return { is: "error", code: "idempotency_conflict", fields: [] };
      const { answer } = before;
      return this.#touch(() => (answer.is === "hold" ? this.#show(answer.hold) : answer));
    }
    const answer = this.#touch((book): Answer => {
      const { granted, refusals } = book.authorize({
        model: "model",
        requestedNanos: costOf(step.tokens),
        requestedCurrency: "USD",
        timeToLiveSeconds: step.livesMinutes === null ? null : step.livesMinutes * 60,
      });
      if (granted === null) return { is: "refused", codes: refusals.map((each) => each.code) };
      for (const { lotId, amountNanos } of granted.repayments) {
        this.#take(lotId, amountNanos);
        this.#post({ [lotId]: -amountNanos, debt: amountNanos });
      }
      const plan = granted.planNanos;
      const credit = granted.amountNanos - plan;
      this.#movePlan(0n, plan);
      this.#holds.push({
        plan,
        credit,
        facts: {
          id: `hold-${this.#holds.length}`,
          state: "open",
          termId: granted.termId,
          amountNanos: granted.amountNanos,
          planNanos: plan,
          openedAt: fromEpochMs(this.#now),
          expiresAt: granted.expiresAt,
          refund: null,
          counted: false,
        },
        usageFinal: false,
      });
      return this.#show(this.#holds.length - 1);
    });
    this.#asked.set(step.key, { request, answer });
    return answer;
  }

  #release(book: UsageBook, index: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
    if (hold.facts.state === "settled") return { is: "error", code: "conflict", fields: [] };
    this.#close(book, hold, "released");
    return this.#show(index);
  }

  #extend(index: number, livesMinutes: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
    const { refusals, effects } = extendHold.decide(
      {
        now: fromEpochMs(this.#now),
        currency: "USD",
        accountState: this.#account.accountState,
        holdState: hold.facts.state,
        openedAt: hold.facts.openedAt,
        expiresAt: hold.facts.expiresAt,
        refundOpen: false,
        timeToLiveSeconds: livesMinutes * 60,
      },
      this.#policy,
    );
    if (effects === null) return { is: "refused", codes: refusals.map((each) => each.code) };
    hold.facts = { ...hold.facts, expiresAt: effects.expiresAt };
    return this.#show(index);
  }

  #settle(step: Extract<Step, { do: "settle" }>): Answer {
    return this.#touch((book) => {
      const hold = this.#holds[step.hold];
      if (hold === undefined) return { is: "error", code: "not_found", fields: [] };
      const answer = this.#use(book, {
        name: step.event === null ? `hold:${step.hold}` : `event:${step.event}`,
        tokens: step.tokens,
        hold: step.hold,
        at: null,
        final: step.final,
        corrects: null,
      });
      if (answer.is === "recorded")
        return { is: "settled", holdState: hold.facts.state, split: answer.split };
      const code =
        answer.code === "usage_event_conflict"
          ? "idempotency_conflict"
          : answer.code === "hold_used_before"
            ? "conflict"
            : "validation_failed";
      return { is: "error", code, fields: code === "conflict" ? [] : answer.fields };
    });
  }

  #record(book: UsageBook, step: EventStep): EventAnswer {
    return this.#use(book, {
      name: `event:${step.event}`,
      tokens: step.tokens,
      hold: step.hold,
      at: step.servedAt,
      final: true,
      corrects: step.corrects,
    });
  }

  #use(book: UsageBook, usage: Told): EventAnswer {
    const before = this.#events.get(usage.name);
    if (before !== undefined) {
      const fields = fieldsApart(before, usage);
      if (fields.length > 0) return { is: "rejected", code: "usage_event_conflict", fields };
      return { is: "recorded", duplicate: true, split: before.split };
    }
    const wrong = usage.corrects === null ? null : (this.#events.get(usage.corrects) ?? "unknown");
    if (wrong === "unknown") return { is: "rejected", code: "correction_unknown", fields: ["corrects"] };
    if (wrong !== null && (wrong.charge === null || wrong.corrected))
      return { is: "rejected", code: "corrected_before", fields: ["corrects"] };
    const hold = usage.hold === null ? null : (this.#holds[usage.hold] ?? "unknown");
    if (hold === "unknown") return { is: "rejected", code: "hold_unknown", fields: ["holdId"] };
    if (hold?.usageFinal === true) return { is: "rejected", code: "hold_used_before", fields: ["holdId"] };
    const { maxLatenessHours, maxFutureMinutes } = this.#policy.usage;
    const at = (usage.tokens === null ? null : usage.at) ?? wrong?.at ?? this.#now;
    if (wrong === null && at < this.#now - maxLatenessHours * 60 * MINUTE)
      return { is: "rejected", code: "usage_too_late", fields: ["occurredAt"] };
    if (at > this.#now + maxFutureMinutes * MINUTE)
      return { is: "rejected", code: "usage_in_future", fields: ["occurredAt"] };
    if (wrong !== null) this.#correct(book, wrong);
    if (usage.tokens === null && wrong !== null) {
      const { amountNanos, planNanos, creditNanos, debtNanos } = wrong.split;
      const split = {
        amountNanos: -amountNanos,
        planNanos: -planNanos,
        creditNanos: -creditNanos,
        debtNanos: -debtNanos,
      };
      this.#events.set(usage.name, {
        told: usage,
        at,
        recordedAt: this.#now,
        charge: null,
        split,
        corrected: false,
      });
      return { is: "recorded", duplicate: false, split };
    }
    const amountNanos = costOf(usage.tokens ?? { input: 0, output: 0 });
    const charge = book.charge({
      amountNanos,
      occurredAt: fromEpochMs(at),
      hold: hold?.facts ?? null,
      final: usage.final,
    });
    for (const { lotId, amountNanos } of charge.burns) {
      this.#take(lotId, amountNanos);
      this.#post({ [lotId]: -amountNanos, revenue: amountNanos });
    }
    this.#post({ debt: -charge.debtNanos, revenue: charge.debtNanos });
    const heldBefore = hold?.facts.state === "open" ? hold.facts.planNanos : 0n;
    if (hold !== null && hold.facts.state === "open")
      hold.facts =
        charge.closing === null
          ? {
              ...hold.facts,
              amountNanos: hold.facts.amountNanos - charge.promised.planNanos - charge.promised.creditNanos,
              planNanos: hold.facts.planNanos - charge.promised.planNanos,
            }
          : { ...hold.facts, state: charge.closing.to, amountNanos: 0n, planNanos: 0n };
    this.#usedNanos += charge.creditNanos + charge.debtNanos;
    this.#movePlan(charge.planNanos, (hold?.facts.planNanos ?? 0n) - heldBefore);
    const split: Split = {
      amountNanos,
      planNanos: charge.planNanos,
      creditNanos: charge.creditNanos,
      debtNanos: charge.debtNanos,
    };
    if (hold !== null && usage.final) hold.usageFinal = true;
    this.#events.set(usage.name, { told: usage, at, recordedAt: this.#now, charge, split, corrected: false });
    return { is: "recorded", duplicate: false, split };
  }

  #correct(book: UsageBook, wrong: Known): void {
    if (wrong.charge === null) throw new Error("nothing to correct");
    wrong.corrected = true;
    const now = fromEpochMs(this.#now);
    const { burns, planNanos, creditNanos, debtNanos, termId } = wrong.charge;
    const { returns, newLots, ...correction } = book.correct(
      {
        planNanos,
        termId,
        creditNanos,
        debtNanos,
        burns,
        recordedToday: dayOf(wrong.recordedAt) === dayOf(this.#now),
        recordedThisMonth: monthOf(wrong.recordedAt) === monthOf(this.#now),
        lots: this.#lots
          .filter((lot) => burns.some((each) => each.lotId === lot.id))
          .map((lot) => ({
            ...lot,
            state:
              lot.expiresAt !== null && lot.expiresAt <= now
                ? "expired"
                : lot.remainingNanos > 0n
                  ? "open"
                  : "spent",
          })),
      },
      () => this.#newLotId(),
    );
    for (const { lotId, amountNanos } of returns) {
      this.#take(lotId, -amountNanos);
      this.#post({ [lotId]: amountNanos, revenue: -amountNanos });
    }
    this.#post({ debt: correction.debtNanos, revenue: -correction.debtNanos });
    for (const { id, kind, amountNanos, expiresAt } of newLots) {
      this.#lots.push({ id, kind, remainingNanos: amountNanos, openedAt: now, expiresAt });
      this.#givenBack.add(id);
      this.#post({ [id]: amountNanos, revenue: -amountNanos });
    }
    this.#movePlan(-planNanos, 0n);
    this.#usedNanos -= creditNanos + debtNanos;
  }

  #close(book: UsageBook, hold: Kept, to: "released" | "expired"): void {
    if (book.close(hold.facts, to) === null) return;
    this.#movePlan(0n, -hold.facts.planNanos);
    hold.facts = { ...hold.facts, state: to, amountNanos: 0n, planNanos: 0n };
  }

  #movePlan(used: bigint, held: bigint): void {
    const { plan } = this.#account;
    if (plan === null) return;
    this.#account = {
      ...this.#account,
      plan: { ...plan, usedNanos: plan.usedNanos + used, heldNanos: plan.heldNanos + held },
    };
  }

  #openLot(kind: BurnLot["kind"], nanos: bigint, livesMs: number | null): void {
    const id = this.#newLotId();
    this.#lots.push({
      id,
      kind,
      remainingNanos: nanos,
      openedAt: fromEpochMs(this.#now),
      expiresAt: livesMs === null ? null : fromEpochMs(this.#now + livesMs),
    });
    this.#post({ [id]: nanos, gifts: -nanos });
  }

  /** Sorts as lots were opened, also within an instant. */
  #newLotId(): string {
    this.#lotIds += 1;
    return `lot-${String(this.#lotIds).padStart(4, "0")}`;
  }

  #take(lotId: string, nanos: bigint): void {
    this.#lots = this.#lots.map((lot) =>
      lot.id === lotId ? { ...lot, remainingNanos: lot.remainingNanos - nanos } : lot,
    );
  }

  #post(entries: Readonly<Record<string, bigint>>): void {
    const sum = Object.values(entries).reduce((all, each) => all + each, 0n);
    if (sum !== 0n) throw new Error("a journal does not sum to zero");
    for (const [account, nanos] of Object.entries(entries))
      this.balances.set(account, (this.balances.get(account) ?? 0n) + nanos);
  }

  #show(index: number): Answer {
    const hold = this.#holds[index];
    if (hold === undefined) throw new Error(`no hold ${index}`);
    const { facts } = hold;
    return {
      is: "hold",
      hold: index,
      view: {
        state: facts.state,
        planNanos: hold.plan,
        creditNanos: hold.credit,
        livesMs: toEpochMs(facts.expiresAt) - toEpochMs(facts.openedAt),
      },
    };
  }

  /** What can be seen; hours are kept by the database, so there are none here. */
  view(): Omit<View, "byHour"> {
    const now = fromEpochMs(this.#now);
    const alive = (hold: Kept) => hold.facts.state === "open" && hold.facts.expiresAt > now;
    const stateOf = (hold: Kept): HoldView["state"] =>
      hold.facts.state === "open" && !alive(hold) ? "expired" : hold.facts.state;
    const left = (hold: Kept) =>
      alive(hold)
        ? { plan: hold.facts.planNanos, credit: hold.facts.amountNanos - hold.facts.planNanos }
        : { plan: 0n, credit: 0n };
    const remaining = (lot: BurnLot) =>
      lot.expiresAt !== null && lot.expiresAt <= now ? 0n : lot.remainingNanos;
    const sum = (amounts: readonly bigint[]) => amounts.reduce((all, each) => all + each, 0n);
    return {
      lots: this.#lots.filter((lot) => !this.#givenBack.has(lot.id)).map(remaining),
      givenBackNanos: sum(this.#lots.filter((lot) => this.#givenBack.has(lot.id)).map(remaining)),
      debtNanos: this.#account.debtNanos,
      termUsedNanos: this.#account.plan?.usedNanos ?? 0n,
      heldPlanNanos: sum(this.#holds.map((hold) => left(hold).plan)),
      heldCreditNanos: sum(this.#holds.map((hold) => left(hold).credit)),
      usedNanos: this.#usedNanos,
      holds: this.#holds.map((hold) => ({
        state: stateOf(hold),
        planNanos: hold.plan,
        creditNanos: hold.credit,
        leftPlanNanos: left(hold).plan,
        leftCreditNanos: left(hold).credit,
        livesMs: toEpochMs(hold.facts.expiresAt) - toEpochMs(hold.facts.openedAt),
      })),
      events: this.#events.size,
    };
  }

  /** What the counters say, for holding them against what they count. */
  counters(): {
    readonly heldPlanNanos: bigint;
    readonly heldCreditNanos: bigint;
    readonly lots: readonly BurnLot[];
    readonly debtNanos: bigint;
  } {
    return {
      heldPlanNanos: this.#account.plan?.heldNanos ?? 0n,
      heldCreditNanos: this.#account.heldCreditNanos,
      lots: this.#lots,
      debtNanos: this.#account.debtNanos,
    };
  }

  /** What holds that nobody has closed still count for. */
  uncounted(): { readonly plan: bigint; readonly credit: bigint } {
    const open = this.#holds.filter((hold) => hold.facts.state === "open");
    return {
      plan: open.reduce((all, hold) => all + hold.facts.planNanos, 0n),
      credit: open.reduce((all, hold) => all + hold.facts.amountNanos - hold.facts.planNanos, 0n),
    };
  }
}

const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);
const monthOf = (ms: number): string => fromEpochMs(ms).slice(0, 7);

/** Compared by meaning, as the product does: who says no time does not mean another. */
function fieldsApart({ told, at }: Known, again: Told): string[] {
  const isBare = (each: Told) => each.corrects !== null && each.tokens === null;
  if (isBare(told) !== isBare(again)) return [SOME_FIELD];
  const fields: string[] = [];
  if (told.corrects !== again.corrects) fields.push("corrects");
  if (isBare(again)) return fields;
  if (told.hold !== again.hold) fields.push("holdId");
  if (again.at !== null && at !== again.at) fields.push("occurredAt");
  if (told.tokens?.input !== again.tokens?.input || told.tokens?.output !== again.tokens?.output)
    fields.push("tokens");
  return fields;
}
