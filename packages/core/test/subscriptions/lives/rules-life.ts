import { decide } from "../../../src/decision/index.ts";
import { attempt } from "../../../src/lifecycle/index.ts";
import { policyAt } from "../../../src/policy/index.ts";
import { restoreRefund, settleRefund, subscriptionRefund } from "../../../src/refunds/index.ts";
import {
  applyRenewalPayment,
  applyUpgradePayment,
  cancelChange,
  cancelSubscription,
  changePlan,
  type ChangePlanEffects,
  nextDunningStep,
  purchaseSubscription,
  renewSubscription,
  resumedUntil,
  schedulePriceChange,
  type SubscriptionState,
  subscriptionLifecycle,
  type TermInterval,
  undoCancelSubscription,
} from "../../../src/subscriptions/index.ts";
import { fromEpochMs, type Instant, toEpochMs } from "../../../src/time/index.ts";
import type { Zone } from "./calendar.ts";
import type { Answer, Bank, CashView, Interval, Living, Plan, Step, View } from "./life.ts";

const usd = (cents: number): bigint => BigInt(cents) * 10_000_000n;
const centsOf = (nanos: bigint): number => Number(nanos / 10_000_000n);
const policy = policyAt("2026-11-20T00:00:00.000Z");

type RenewFacts = Parameters<typeof renewSubscription.decide>[0];
type Charge = Extract<NonNullable<ReturnType<typeof renewOf>["effects"]>, { readonly term: unknown }>;
const renewOf = (facts: RenewFacts) => decide(renewSubscription, facts, policy);
type Upgrade = Extract<NonNullable<ChangePlanEffects>, { readonly applies: "now" }>;

interface Version {
  readonly id: string;
  readonly amountNanos: bigint;
  readonly includedUsageNanos: bigint;
  readonly appliesFrom: Instant;
  canceled: boolean;
}

interface Term {
  readonly id: string;
  readonly subscription: number;
  readonly plan: Plan;
  readonly interval: TermInterval;
  readonly versionId: string;
  readonly amountNanos: bigint;
  readonly anchor: Instant;
  readonly startsAt: Instant;
  endsAt: Instant;
  readonly paidNanos: bigint;
  readonly creditedNanos: bigint;
  readonly includedNanos: bigint;
  usedNanos: bigint;
  readonly origin: "new" | "renewal" | "upgrade";
  readonly paidAt: Instant;
  readonly suspends: { readonly term: Term; remainingMs: number } | null;
  cutAt: Instant | null;
}

interface Renewal {
  readonly effects: Charge;
  state: "charging" | "unknown" | "waiting";
  readonly planned: boolean;
  readonly plannedAt: Instant;
  pastDueSince: Instant | null;
  readonly attempts: { at: Instant; paymentMethodId: string; failure: "soft" | "hard" | "authentication" }[];
}

interface Subscription {
  readonly number: number;
  state: SubscriptionState;
  term: Term;
  terms: number;
  cancelRequestedAt: Instant | null;
  planned: {
    plan: Plan;
    interval: Interval;
    versionId: string;
    amountNanos: bigint;
    includedNanos: bigint;
    appliesAt: Instant;
  } | null;
  /** What the cancellation dropped, and taking it back brings back. */
  dropped: Subscription["planned"];
  /** What cancelling said is still charged. */
  saidNanos: bigint | null;
  renewal: Renewal | null;
  readonly notices: Map<string, { acceptedAt: Instant; bouncedAt: Instant | null }>;
  readonly subscribedAt: Instant;
}

interface Refund {
  readonly id: string;
  readonly subscription: Subscription;
  readonly term: Term;
  readonly before: SubscriptionState;
  readonly finalNanos: bigint;
  readonly grossNanos: bigint;
  readonly at: Instant;
  state: "pending" | "refunded" | "failed";
  /** What was chosen for later, which goes with the term and comes back with it (R6.4). */
  took: Pick<Subscription, "planned" | "dropped" | "cancelRequestedAt"> | null;
}

/** A charge of which the provider knows the outcome and we do not. */
interface Hanging {
  readonly subscription: Subscription;
  readonly renewal: Renewal;
  readonly card: string;
  readonly bank: Bank;
}

const FAILURES = { no_funds: "soft", stolen: "hard", asks_customer: "authentication" } as const;
const BEGIN = {
  "pro month": [2000, 4000],
  "pro year": [20_000, 48_000],
  "max month": [10_000, 20_000],
  "max year": [100_000, 240_000],
} as const;

/**
 * The rules of core, put together as a product does: facts gathered, the rule asked, its effects written down. It
 * calculates nothing itself.
 */
export class RulesLife implements Living {
  #now: Instant;
  readonly #zone: Zone;
  readonly #prices = new Map<string, Version[]>();
  #subscription: Subscription | null = null;
  #accountState: "active" | "suspended" = "active";
  #card: { id: string; bank: Bank } | null = null;
  #arrival: "at_once" | "twice" | "later" = "at_once";
  #quote: { effects: Upgrade; term: Term; plan: Plan } | null = null;
  readonly #refunds: Refund[] = [];
  #hanging: Hanging[] = [];
  #owedNanos = 0n;
  readonly #cash: CashView[] = [];
  readonly #terms: Term[] = [];
  #ids = 0;
  #subscriptions = 0;

  constructor(now: number, zone: Zone) {
    this.#now = fromEpochMs(now);
    this.#zone = zone;
    for (const [key, [cents, included]] of Object.entries(BEGIN))
      this.#prices.set(key, [
        {
          id: `${key} 1`,
          amountNanos: usd(cents),
          includedUsageNanos: usd(included),
          appliesFrom: fromEpochMs(0),
          canceled: false,
        },
      ]);
  }

  perform(step: Step): Answer {
    switch (step.do) {
      case "wait":
        this.#now = fromEpochMs(toEpochMs(this.#now) + step.ms);
        return "done";
      case "look":
        return this.#look();
      case "buy":
        return this.#buy(step.plan, step.interval);
      case "change":
        return this.#change(step.plan, step.interval);
      case "pay":
        return this.#pay();
      case "take_back":
        return this.#takeBack();
      case "cancel":
        return this.#cancel();
      case "undo":
        return this.#undo();
      case "announce":
        return this.#announce(step);
      case "withdraw": {
        const pending = this.#pending(step.plan, step.interval);
        if (pending === null) return ["price_change_none"];
        pending.canceled = true;
        return "done";
      }
      case "notice":
        return this.#notice(step.fate);
      case "card":
        this.#card = step.bank === null ? null : { id: this.#id("card"), bank: step.bank };
        return "done";
      case "bank":
        if (this.#card !== null) this.#card.bank = step.bank;
        return "done";
      case "arrival":
        this.#arrival = step.how;
        return "done";
      case "webhook": {
        const all = this.#hanging;
        this.#hanging = [];
        for (const each of all) for (let copy = 0; copy < step.copies; copy += 1) this.#hear(each);
        return "done";
      }
      case "use":
        this.#use(usd(step.cents));
        return "done";
      case "refund":
        return this.#refund();
      case "refund_ends":
        return this.#refundEnds(step.as);
      case "refund_bounces":
        return this.#refundBounces();
      case "suspend":
      case "lift":
        this.#accountState = step.do === "suspend" ? "suspended" : "active";
        return "done";
    }
  }

  #id(of: string): string {
    this.#ids += 1;
    return `${of}-${this.#ids}`;
  }

  #versions(plan: Plan, interval: Interval): Version[] {
    return (
      this.#prices.get(`${plan} ${interval}`) ?? [
        {
          id: "free 1",
          amountNanos: 0n,
          includedUsageNanos: 0n,
          appliesFrom: fromEpochMs(0),
          canceled: false,
        },
      ]
    );
  }

  #inForce(plan: Plan, interval: Interval): Version {
    const found = this.#versions(plan, interval).findLast(
      (each) => !each.canceled && each.appliesFrom <= this.#now,
    );
    if (found === undefined) throw new Error("no price");
    return found;
  }

  #pending(plan: Plan, interval: Interval): Version | null {
    return (
      this.#versions(plan, interval).findLast((each) => !each.canceled && each.appliesFrom > this.#now) ??
      null
    );
  }

  #running(): Subscription | null {
    return this.#subscription?.state === "ended" ? null : this.#subscription;
  }

  #move(subscription: Subscription, action: string): void {
    const move = attempt(subscriptionLifecycle, subscription.state, action as never);
    if (!move.legal) throw new Error(`${action} of a subscription that is ${subscription.state}`);
    subscription.state = move.to;
    if (move.to !== "ended") return;
    subscription.planned = null;
    subscription.dropped = null;
  }

  #pays(why: CashView["why"], nanos: bigint, renewal: string | null = null): void {
    this.#cash.push({ why, cents: centsOf(nanos), at: toEpochMs(this.#now), renewal });
  }

  #begin(term: Omit<Term, "id" | "usedNanos" | "cutAt">): Term {
    const begun = { ...term, id: this.#id("term"), usedNanos: 0n, cutAt: null };
    this.#terms.push(begun);
    return begun;
  }

  #buy(plan: Plan, interval: Interval): Answer {
    const price = this.#inForce(plan, interval);
    const asked = decide(
      purchaseSubscription,
      {
        now: this.#now,
        currency: "USD",
        accountState: this.#accountState,
        zone: this.#zone,
        plan: {
          planPriceId: price.id,
          planId: plan,
          interval,
          currency: "USD",
          amountNanos: price.amountNanos,
          includedUsageNanos: price.includedUsageNanos,
        },
        taxBps: 0,
        missingBillingFields: [],
        runningPlanId: this.#running()?.term.plan ?? null,
      },
      policy,
    );
    if (asked.effects === null) return codes(asked);
    this.#subscriptions += 1;
    const term = this.#begin({
      subscription: this.#subscriptions,
      plan,
      interval,
      versionId: price.id,
      amountNanos: price.amountNanos,
      anchor: this.#now,
      startsAt: this.#now,
      endsAt: asked.effects.renewsAt,
      paidNanos: asked.effects.totalNanos,
      creditedNanos: 0n,
      includedNanos: price.includedUsageNanos,
      origin: "new",
      paidAt: this.#now,
      suspends: null,
    });
    this.#subscription = {
      number: this.#subscriptions,
      state: "active",
      term,
      terms: 1,
      cancelRequestedAt: null,
      planned: null,
      dropped: null,
      saidNanos: null,
      renewal: null,
      notices: new Map(),
      subscribedAt: this.#now,
    };
    this.#quote = null;
    this.#card = { id: this.#id("card"), bank: "pays" };
    this.#pays("buy", asked.effects.totalNanos);
    return "done";
  }

  #change(plan: Plan, interval: Interval): Answer {
    const running = this.#running();
    const price = this.#inForce(plan, interval);
    const asked = decide(
      changePlan,
      {
        now: this.#now,
        currency: "USD",
        accountState: this.#accountState,
        country: null,
        missingBillingFields: [],
        taxBps: 0,
        subscription:
          running === null
            ? null
            : {
                state: running.state,
                planId: running.term.plan,
                interval: running.term.interval,
                amountNanos: running.term.amountNanos,
                zone: this.#zone,
                distributor: null,
                gift: "none",
                paidUntil: running.term.endsAt,
                renews: running.state === "active",
                term: {
                  id: running.term.id,
                  anchor: running.term.anchor,
                  start: running.term.startsAt,
                  end: running.term.endsAt,
                  paidNanos: running.term.paidNanos,
                  creditedNanos: running.term.creditedNanos,
                  refundedNanos: 0n,
                  includedNanos: running.term.includedNanos,
                  usedNanos: running.term.usedNanos,
                  heldNanos: 0n,
                },
                refundUnderWay: running.state === "refunding",
                disputeOpen: false,
                scheduled:
                  running.planned === null
                    ? null
                    : {
                        planId: running.planned.plan,
                        interval: running.planned.interval,
                        appliesAt: running.planned.appliesAt,
                      },
              },
        target: {
          planPriceId: price.id,
          planId: plan,
          interval,
          currency: "USD",
          amountNanos: price.amountNanos,
          includedUsageNanos: price.includedUsageNanos,
          forSale: true,
          current: true,
        },
      },
      policy,
    );
    if (asked.effects === null || running === null) return codes(asked);
    if (asked.effects.applies === "now") this.#quote = { effects: asked.effects, term: running.term, plan };
    else
      running.planned = {
        plan,
        interval,
        versionId: price.id,
        amountNanos: asked.effects.priceNanos,
        includedNanos: price.includedUsageNanos,
        appliesAt: asked.effects.appliesAt,
      };
    return "done";
  }

  #pay(): Answer {
    const quote = this.#quote;
    if (quote === null) return ["no_quote"];
    this.#quote = null;
    this.#card = { id: this.#id("card"), bank: "pays" };
    const { effects: quoted } = quote;
    const running = this.#subscription;
    const paidMinor = BigInt(centsOf(quoted.totalNanos));
    const { effects } = decide(
      applyUpgradePayment,
      {
        now: this.#now,
        currency: "USD",
        orderId: "order",
        orderState: "pending",
        orderTotalMinor: paidMinor,
        paidMinor,
        paidCurrency: "USD",
        accountState: this.#accountState,
        quote: {
          termId: quoted.suspends.termId,
          expiresAt: quoted.expiresAt,
          zone: this.#zone,
          interval: quoted.interval,
          includedNanos: quoted.includedNanos,
          usedAtQuoteNanos: quoted.usedAtQuoteNanos,
        },
        running:
          running === null
            ? null
            : {
                state: running.state,
                termId: running.term.id,
                termEnd: running.term.endsAt,
                usedNanos: running.term.usedNanos,
                heldNanos: 0n,
              },
      },
      policy,
    );
    this.#pays("upgrade", quoted.totalNanos);
    if (effects === null || running === null || effects.use === "surplus") {
      this.#pays("returned", -quoted.totalNanos);
      return "done";
    }
    quote.term.cutAt = this.#now;
    running.term = this.#begin({
      subscription: running.number,
      plan: quote.plan,
      interval: quoted.interval,
      versionId: quoted.planPriceId,
      amountNanos: quoted.priceNanos,
      anchor: effects.startsAt,
      startsAt: effects.startsAt,
      endsAt: effects.renewsAt,
      paidNanos: quoted.amountNanos,
      creditedNanos: quoted.creditNanos,
      includedNanos: effects.includedNanos,
      origin: "upgrade",
      paidAt: this.#now,
      suspends: {
        term: quote.term,
        remainingMs: effects.suspends.remainingMs,
      },
    });
    running.terms += 1;
    running.planned = null;
    return "done";
  }

  #takeBack(): Answer {
    const running = this.#running();
    const asked = decide(
      cancelChange,
      {
        now: this.#now,
        currency: "USD",
        accountState: this.#accountState,
        taxBps: 0,
        planId: running?.term.plan ?? "free",
        interval: running?.term.interval ?? "month",
        amountNanos: running?.term.amountNanos ?? 0n,
        distributor: null,
        appliesAt: running?.planned?.appliesAt ?? null,
      },
      policy,
    );
    if (asked.effects === null || running === null) return codes(asked);
    running.planned = null;
    return "done";
  }

  #cancelFacts(subscription: Subscription) {
    const { term } = subscription;
    const planned = subscription.planned ?? subscription.dropped;
    const calendar = { anchor: term.anchor, endsAt: term.endsAt, amountNanos: term.amountNanos };
    return {
      now: this.#now,
      currency: "USD" as const,
      country: null,
      taxBps: 0,
      subscription: {
        state: subscription.state,
        planId: term.plan,
        interval: term.interval,
        zone: this.#zone,
        distributor: null,
        gift: false,
      },
      term: {
        index: 0,
        ...calendar,
      },
      planChange: planned === null ? null : waitingOf(planned),
    };
  }

  #cancel(): Answer {
    const subscription = this.#subscription;
    if (subscription === null) return ["subscription_not_running"];
    const asked = decide(cancelSubscription, this.#cancelFacts(subscription), policy);
    if (asked.effects === null) return codes(asked);
    subscription.cancelRequestedAt = this.#now;
    subscription.saidNanos = asked.effects.chargeNanos;
    if (asked.effects.drops !== null) {
      subscription.dropped = subscription.planned;
      subscription.planned = null;
    }
    this.#move(subscription, "cancel");
    return "done";
  }

  #undo(): Answer {
    const subscription = this.#subscription;
    if (subscription === null) return ["subscription_not_canceling"];
    const asked = decide(undoCancelSubscription, this.#cancelFacts(subscription), policy);
    if (asked.effects === null) return codes(asked);
    this.#move(subscription, "undo_cancel");
    subscription.cancelRequestedAt = null;
    subscription.planned ??= subscription.dropped;
    subscription.dropped = null;
    subscription.saidNanos = null;
    return "done";
  }

  #announce({ plan, interval, cents, inMs }: Extract<Step, { do: "announce" }>): Answer {
    const current = this.#inForce(plan, interval);
    const none = { renewing: 0, tooSoon: 0, ending: 0, byDistributor: 0, gifts: 0 };
    const appliesFrom = fromEpochMs(toEpochMs(this.#now) + inMs);
    const asked = decide(
      schedulePriceChange,
      {
        now: this.#now,
        currency: "USD",
        planId: plan,
        interval,
        appliesFrom,
        affected: none,
        current: {
          planPriceId: current.id,
          amountNanos: current.amountNanos,
          includedUsageNanos: current.includedUsageNanos,
          content: "",
        },
        next: {
          currency: "USD",
          amountNanos: usd(cents),
          includedUsageNanos: current.includedUsageNanos,
          content: "",
        },
        pendingChangeId: this.#pending(plan, interval)?.id ?? null,
      },
      policy,
    );
    if (asked.effects === null) return codes(asked);
    this.#versions(plan, interval).push({
      id: this.#id(`${plan} ${interval}`),
      amountNanos: asked.effects.amountNanos,
      appliesFrom,
      includedUsageNanos: asked.effects.includedUsageNanos,
      canceled: false,
    });
    return "done";
  }

  /** Changes of the price a term has: the versions that came after its own. */
  #changes(term: Term): Version[] {
    const list = this.#versions(term.plan, term.interval);
    return list.slice(list.findIndex((each) => each.id === term.versionId) + 1);
  }

  #notice(fate: "accepted" | "bounced"): Answer {
    const running = this.#running();
    if (running === null) return ["no_notice"];
    const changes = this.#changes(running.term);
    const told = (each: Version) => running.notices.get(each.id);
    const one = changes.findLast((each) =>
      fate === "accepted"
        ? !each.canceled && told(each) === undefined && each.amountNanos > running.term.amountNanos
        : told(each)?.bouncedAt === null,
    );
    const renews =
      running.cancelRequestedAt === null && (running.state === "active" || running.state === "past_due");
    if (one === undefined || (fate === "accepted" && !renews)) return ["no_notice"];
    running.notices.set(one.id, {
      acceptedAt: told(one)?.acceptedAt ?? this.#now,
      bouncedAt: fate === "bounced" ? this.#now : null,
    });
    return "done";
  }

  #use(nanos: bigint): void {
    const running = this.#running();
    if (running === null || this.#now >= running.term.endsAt) return;
    if (running.state === "past_due" || running.state === "refunding") return;
    const { term } = running;
    const used = term.usedNanos + nanos;
    term.usedNanos = used < term.includedNanos ? used : term.includedNanos;
  }

  /** Until nothing is due any more; whatever is decided is decided by two workers, of which the second comes too late. */
  #look(): Answer {
    for (let times = 0; this.#lookOnce(); times += 1)
      // The longest wait is drawn with 800 days, there may be several, and a card that pays brings a month after the other.
      if (times > 400) throw new Error("workers never come to rest");
    return "done";
  }

  #lookOnce(): boolean {
    const running = this.#running();
    if (running === null) return false;
    return running.state === "past_due" ? this.#dun(running) : this.#renew(running);
  }

  #renewFacts(running: Subscription): RenewFacts {
    const { term, planned } = running;
    return {
      now: this.#now,
      currency: "USD",
      country: null,
      accountState: this.#accountState,
      subscription: {
        state: running.state,
        zone: this.#zone,
        distributor: null,
        gift: false,
      },
      term: {
        anchor: term.anchor,
        interval: term.interval,
        startsAt: term.startsAt,
        endsAt: term.endsAt,
        price: {
          planPriceId: term.versionId,
          planId: term.plan,
          amountNanos: term.amountNanos,
          includedUsageNanos: term.includedNanos,
        },
      },
      cancelRequestedAt: running.cancelRequestedAt,
      renewalsLeft: 0,
      planChange:
        planned === null
          ? null
          : {
              price: {
                planPriceId: planned.versionId,
                planId: planned.plan,
                amountNanos: planned.amountNanos,
                includedUsageNanos: planned.includedNanos,
              },
              interval: planned.interval,
              appliesAt: planned.appliesAt,
            },
      priceChanges: this.#changes(term).map((each) => ({
        changeId: each.id,
        planPriceId: each.id,
        amountNanos: each.amountNanos,
        includedUsageNanos: each.includedUsageNanos,
        appliesFrom: each.appliesFrom,
        canceled: each.canceled,
        noticeAcceptedAt: running.notices.get(each.id)?.acceptedAt ?? null,
        bouncedAt: running.notices.get(each.id)?.bouncedAt ?? null,
      })),
      taxBps: 0,
      paymentMethodId: this.#card?.id ?? null,
      renewalNumber: running.terms,
      renewalExists: running.renewal !== null,
    };
  }

  #renew(running: Subscription): boolean {
    const { effects } = renewOf(this.#renewFacts(running));
    if (effects === null) return false;
    if (effects.action === "end") {
      this.#move(running, running.state === "canceling" ? "finish" : "terminate");
      return true;
    }
    if (running.saidNanos !== null && effects.totalNanos > running.saidNanos)
      throw new Error(`cancelling said ${running.saidNanos} and ${effects.totalNanos} is charged`);
    running.renewal = {
      effects,
      state: "charging",
      pastDueSince: null,
      attempts: [],
      plannedAt: this.#now,
      planned: running.planned !== null && effects.planPriceId === running.planned.versionId,
    };
    // The other worker, a moment later.
    if (renewOf(this.#renewFacts(running)).effects !== null) throw new Error("two workers renew one term");
    if (effects.action === "wait_for_card") this.#miss(running, running.renewal);
    else this.#charge(running, running.renewal);
    return true;
  }

  #miss(running: Subscription, renewal: Renewal): void {
    renewal.state = "waiting";
    renewal.pastDueSince ??= this.#now;
    if (running.state === "active" || running.state === "canceling") this.#move(running, "miss_payment");
  }

  #charge(subscription: Subscription, renewal: Renewal): void {
    const card = this.#card;
    if (card === null) throw new Error("no card to charge");
    renewal.state = "charging";
    const { renewalNumber, totalNanos } = renewal.effects;
    if (card.bank === "pays") this.#pays("renewal", totalNanos, `${subscription.number}.${renewalNumber}`);
    const answer = { subscription, renewal, card: card.id, bank: card.bank };
    if (this.#arrival === "later") {
      renewal.state = "unknown";
      this.#hanging.push(answer);
      return;
    }
    this.#hear(answer);
    if (this.#arrival === "twice") this.#hear(answer);
  }

  #hear({ subscription, renewal, card, bank }: Hanging): void {
    if (renewal.state !== "charging" && renewal.state !== "unknown") return;
    if (bank !== "pays") {
      renewal.attempts.push({ at: this.#now, paymentMethodId: card, failure: FAILURES[bank] });
      renewal.state = "waiting";
      if (subscription.state !== "ended") this.#miss(subscription, renewal);
      return;
    }
    const { term, totalNanos, last, acceptedChangeId } = renewal.effects;
    const paidMinor = BigInt(centsOf(totalNanos));
    const { effects } = decide(
      applyRenewalPayment,
      {
        now: this.#now,
        currency: "USD",
        orderId: "order",
        orderState: "pending",
        orderTotalMinor: paidMinor,
        paidMinor,
        paidCurrency: "USD",
        accountState: this.#accountState,
        subscriptionState: subscription.state,
        renewal: {
          state: renewal.state,
          plannedAt: renewal.plannedAt,
          startsAt: term.startsAt,
          endsAt: term.endsAt,
          last,
          acceptedChangeId,
        },
      },
      policy,
    );
    renewal.state = "waiting";
    if (effects === null || effects.term === null) {
      this.#pays("returned", -totalNanos);
      // Its days are over and were not served: there is nothing to go on with.
      if (subscription.state !== "ended") this.#move(subscription, "terminate");
      return;
    }
    subscription.renewal = null;
    if (effects.term.recovered)
      this.#move(subscription, effects.term.state === "canceling" ? "recover_canceling" : "recover");
    if (subscription.state !== effects.term.state) throw new Error(`${subscription.state} by a paid renewal`);
    if (renewal.planned) subscription.planned = null;
    subscription.term = this.#begin({
      subscription: subscription.number,
      plan: renewal.effects.planId as Plan,
      interval: term.interval,
      versionId: renewal.effects.planPriceId,
      amountNanos: renewal.effects.amountNanos,
      anchor: term.anchor,
      startsAt: effects.term.startsAt,
      endsAt: effects.term.endsAt,
      paidNanos: renewal.effects.amountNanos,
      creditedNanos: 0n,
      includedNanos: renewal.effects.includedUsageNanos,
      origin: "renewal",
      paidAt: this.#now,
      suspends: null,
    });
    subscription.terms += 1;
  }

  #dun(running: Subscription): boolean {
    const { renewal } = running;
    if (renewal === null || renewal.pastDueSince === null) throw new Error("in arrears without a renewal");
    const asked = decide(
      nextDunningStep,
      {
        now: this.#now,
        currency: "USD",
        accountState: this.#accountState,
        subscriptionState: running.state,
        renewal: {
          number: renewal.effects.renewalNumber,
          totalNanos: renewal.effects.totalNanos,
          pastDueSince: renewal.pastDueSince,

          attempts: renewal.attempts,
        },
        attemptUnderWay: renewal.state === "unknown",
        paymentMethodId: this.#card?.id ?? null,
      },
      policy,
    );
    if (asked.effects === null || asked.effects.step === "wait") return false;
    if (asked.effects.step === "end") this.#move(running, "finish");
    else this.#charge(running, renewal);
    return true;
  }

  #refundFacts(refund: Refund | null, running: Subscription, term: Term) {
    const day = 86_400_000;
    const since = fromEpochMs(toEpochMs(this.#now) - policy.refunds.review.withinDays * day);
    const others = this.#refunds.filter((each) => each !== refund);
    return {
      now: this.#now,
      currency: "USD" as const,
      route: "self_service" as const,
      requestedAt: refund?.at ?? this.#now,
      accountState: this.#accountState,
      order: {
        id: term.id,
        planId: term.plan,
        planName: "Plan",
        state: "paid" as const,
        origin: term.origin,
        paidAt: term.paidAt,
        subscribedAt: running.subscribedAt,
        gift: "none" as const,
        distributor: null,
        paidByPreviousHolder: false,
      },
      subjectChange: "none" as const,
      payments: [
        {
          id: term.id,
          provider: "stripe" as const,
          amountMinor: BigInt(centsOf(term.paidNanos)),
          taxNanos: 0n,
          disputeOpen: false,
          lostMinor: 0n,
          minimumRefundMinor: 1n,
        },
      ],
      earlierRefunds: others
        .filter((each) => each.term === term)
        .map((each) => ({
          id: each.id,
          state: each.state,
          extent: "whole" as const,
          grossNanos: each.grossNanos,
          legs: [
            {
              paymentId: term.id,
              amountMinor: BigInt(centsOf(each.finalNanos)),
            },
          ],
        })),
      usedNanos: term.usedNanos,
      openHolds: [],
      recentRefunds: others.filter(({ at }) => at > since).length,
    };
  }

  #refund(): Answer {
    const running = this.#running();
    if (running === null) return ["no_order"];
    const { term } = running;
    const asked = decide(subscriptionRefund, this.#refundFacts(null, running, term), policy);
    if (asked.effects === null) return codes(asked);
    const { expected, floorFinalNanos } = asked.effects;
    const settled = decide(
      settleRefund,
      {
        ...this.#refundFacts(null, running, term),
        submitted: {
          at: this.#now,
          usedNanos: term.usedNanos,
          expectedFinalNanos: expected.finalNanos,
          floorFinalNanos,
        },
      },
      policy,
    );
    if (settled.effects === null) throw new Error(`not settled: ${codes(settled).join()}`);
    const { finalNanos, grossNanos } = settled.effects.amounts;
    this.#refunds.push({
      id: this.#id("refund"),
      subscription: running,
      term,
      before: running.state,
      finalNanos,
      grossNanos,
      at: this.#now,
      state: "pending",
      took: null,
    });
    this.#move(running, "refund");
    return "done";
  }

  #refundEnds(as: "paid" | "failed"): Answer {
    const refund = this.#refunds.at(-1);
    if (refund === undefined || refund.state !== "pending") return ["no_refund"];
    refund.state = as === "paid" ? "refunded" : "failed";
    if (as === "failed") {
      this.#restore(refund, false);
      return "done";
    }
    this.#pays("refund", -refund.finalNanos);
    this.#giveUp(refund);
    return "done";
  }

  #giveUp(refund: Refund): void {
    const { subscription, term } = refund;
    term.cutAt = this.#now;
    const { planned, dropped, cancelRequestedAt } = subscription;
    refund.took = { planned, dropped, cancelRequestedAt };
    subscription.planned = null;
    subscription.dropped = null;
    if (term.suspends === null) {
      this.#move(subscription, "refund_succeeded");
      return;
    }
    const { term: earlier, remainingMs } = term.suspends;
    earlier.cutAt = null;
    earlier.endsAt = resumedUntil({ remainingMs }, this.#now);
    subscription.term = earlier;
    this.#move(subscription, refund.before === "canceling" ? "refund_failed_canceling" : "refund_failed");
  }

  #refundBounces(): Answer {
    const refund = this.#refunds.at(-1);
    if (refund === undefined || refund.state !== "refunded") return ["no_refund"];
    refund.state = "failed";
    this.#pays("refund_bounced", refund.finalNanos);
    this.#restore(refund, true);
    return "done";
  }

  #restore(refund: Refund, bounced: boolean): void {
    const { subscription, term } = refund;
    const running = this.#running();
    const resumed =
      running === subscription && (running.state === "active" || running.state === "canceling")
        ? term.suspends
        : null;
    const again = resumed?.term === subscription.term && subscription.renewal === null ? resumed : null;
    const { effects } = decide(
      restoreRefund,
      {
        now: this.#now,
        currency: "USD",
        refundId: refund.id,
        kind: "subscription",
        bounced,
        finalNanos: refund.finalNanos,
        submittedAt: refund.at,
        termEndsAt: term.endsAt,
        hasOtherSubscription:
          (running !== null && (bounced || running !== subscription) && again === null) ||
          (subscription.term !== term && subscription.term !== term.suspends?.term),
        accountState: this.#accountState,
      },
      policy,
    );
    if (effects === null || effects.restore === "wallet")
      throw new Error("a plan is always restored, or owed");
    if (effects.restore === "owed") {
      this.#owedNanos += effects.amountNanos;
      if (subscription.state === "refunding") this.#giveUp(refund);
      return;
    }
    term.endsAt = effects.endsAt;
    term.cutAt = null;
    if (refund.took !== null) {
      const { planned, dropped, cancelRequestedAt } = refund.took;
      const stands = cancelRequestedAt === subscription.cancelRequestedAt;
      subscription.planned = planned ?? (stands ? null : dropped);
      subscription.dropped = stands ? dropped : null;
    }
    if (again !== null) {
      again.remainingMs = Math.max(toEpochMs(again.term.endsAt) - toEpochMs(this.#now), 1);
      again.term.cutAt = this.#now;
      subscription.term = term;
      return;
    }
    const left = subscription.cancelRequestedAt !== null;
    subscription.term = term;
    if (subscription.state === "ended") this.#move(subscription, left ? "revive_canceling" : "revive");
    else this.#move(subscription, left ? "refund_failed_canceling" : "refund_failed");
    this.#subscription = subscription;
  }

  view(): View {
    const subscription = this.#subscription;
    const planned = subscription?.planned ?? null;
    const ms = (instant: Instant | null | undefined) => (instant == null ? null : toEpochMs(instant));
    const since = subscription?.state === "past_due" ? subscription.renewal?.pastDueSince : null;
    return {
      state: subscription?.state ?? "none",
      term: subscription === null ? null : shown(subscription.term),
      terms: this.#terms.map((term) => ({
        ...shown(term),
        ...(term.cutAt === null ? {} : { endsAt: toEpochMs(term.cutAt) }),
        subscription: term.subscription,
      })),
      planned:
        planned === null
          ? null
          : { plan: planned.plan, interval: planned.interval, at: toEpochMs(planned.appliesAt) },
      pastDueSince: ms(since),
      cash: [...this.#cash],
      owedCents: centsOf(this.#owedNanos),
    };
  }
}

const waitingOf = (planned: NonNullable<Subscription["planned"]>) => ({
  planId: planned.plan,
  interval: planned.interval,
  amountNanos: planned.amountNanos,
  appliesAt: planned.appliesAt,
});

const shown = (term: Term) => ({
  plan: term.plan,
  interval: term.interval,
  cents: centsOf(term.amountNanos),
  startsAt: toEpochMs(term.startsAt),
  endsAt: toEpochMs(term.endsAt),
  paidCents: centsOf(term.paidNanos),
  creditedCents: centsOf(term.creditedNanos),
});

const codes = ({ refusals }: { readonly refusals: readonly { readonly code: string }[] }): string[] =>
  refusals.map(({ code }) => code);
