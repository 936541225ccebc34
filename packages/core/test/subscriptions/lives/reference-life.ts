import { DAY, HOUR, monthsLater, type Zone } from "./calendar.ts";
import { type Announced, Catalogue, renewedPrice, type Version } from "./reference-prices.ts";
import { type Answer, type Bank, type CashView, type Living, PLANS, type Step, type View } from "./life.ts";
import type { Interval, Plan } from "./life.ts";

const CUT_OFF = 24 * HOUR;
const WINDOW = 24 * HOUR;
const QUOTE = HOUR;
const GRACE = 7 * DAY;
const RETRIES = [1, 3, 5].map((days) => days * DAY);
const REVIEW = { refunds: 3, within: 30 * DAY };

/** Moments at which something changes in a life. */
export type Edge =
  | ("end" | "cut_off" | "notice" | "window" | "suspension")
  | ("change_cut_off" | "retry" | "grace" | "quote");

interface Term {
  readonly id: number;
  plan: Plan;
  interval: Interval;
  version: Version;
  cents: number;
  anchor: number;
  start: number;
  end: number;
  paid: number;
  credited: number;
  included: number;
  used: number;
  /** Whose payment it was, and when. */
  origin: "buy" | "upgrade" | "renewal";
  paidAt: number;
  /** The term that gave way to this one, and the time it had left. */
  beneath: { readonly term: Term; left: number } | null;
}

interface Renewal {
  readonly number: number;
  readonly cents: number;
  readonly next: Pick<Term, "plan" | "interval" | "version" | "anchor" | "start" | "end">;
  readonly last: boolean;
  readonly chosen: boolean;
  since: number | null;
  /** A clock that jumped plans terms that are over already; they follow one another. */
  readonly plannedAt: number;
  /** Card, outcome and moment of every try that failed. */
  readonly tries: { readonly card: number; readonly bank: Bank; readonly at: number }[];
  /** A charge whose outcome is to come. */
  hanging: { readonly card: number; readonly bank: Bank } | null;
}

interface Subscription {
  readonly number: number;
  state: "active" | "canceling" | "past_due" | "refunding" | "ended";
  term: Term;
  cancelledAt: number | null;
  planned: { plan: Plan; interval: Interval; version: Version; at: number } | null;
  /** What was planned until it was cancelled, and is again once that is taken back. */
  aside: Subscription["planned"];
  renewal: Renewal | null;
  readonly told: Map<Version, Announced>;
  terms: number;
  readonly subscribedAt: number;
}

interface Refund {
  readonly subscription: Subscription;
  readonly term: Term;
  readonly before: Subscription["state"];
  readonly cents: number;
  readonly at: number;
  state: "under_way" | "paid" | "failed";
  /** What was planned, which goes with the term and comes back with it. */
  took: Pick<Subscription, "planned" | "aside" | "cancelledAt"> | null;
}

/**
 * A subscription's life as the clauses tell it (T1–T4, R1, R3, R6), worked out without the rules: whole cents, a
 * calendar by hand, one step after the other. Slow and plain on purpose.
 */
export class ReferenceLife implements Living {
  now: number;
  readonly zone: Zone;
  readonly prices = new Catalogue();
  subscription: Subscription | null = null;
  #suspended = false;
  #card: { readonly id: number; bank: Bank } | null = null;
  #cards = 0;
  #arrival: "at_once" | "twice" | "later" = "at_once";
  #quote: {
    term: Term;
    cents: number;
    credit: number;
    usedThen: number;
    until: number;
    plan: Plan;
    interval: Interval;
    version: Version;
  } | null = null;
  readonly #refunds: Refund[] = [];
  #hanging: Subscription[] = [];
  #owed = 0;
  readonly #cash: CashView[] = [];
  readonly #begun: { readonly subscription: number; readonly term: Term; cut: number | null }[] = [];
  #subscriptions = 0;
  #termIds = 0;

  constructor(now: number, zone: Zone) {
    this.now = now;
    this.zone = zone;
  }

  perform(step: Step): Answer {
    switch (step.do) {
      case "wait":
        this.now += step.ms;
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
        return this.prices.announce(step.plan, step.interval, step.cents, this.now, this.now + step.inMs);
      case "withdraw":
        return this.prices.withdraw(step.plan, step.interval, this.now);
      case "notice":
        return this.#notice(step.fate);
      case "card":
        this.#card = step.bank === null ? null : { id: (this.#cards += 1), bank: step.bank };
        return "done";
      case "bank":
        if (this.#card !== null) this.#card.bank = step.bank;
        return "done";
      case "arrival":
        this.#arrival = step.how;
        return "done";
      case "webhook":
        return this.#webhook();
      case "use": {
        const running = this.#running();
        if (running === null || running.state === "past_due" || running.state === "refunding") return "done";
        if (this.now >= running.term.end) return "done";
        running.term.used = Math.min(running.term.included, running.term.used + step.cents);
        return "done";
      }
      case "refund":
        return this.#refund();
      case "refund_ends":
        return this.#refundEnds(step.as);
      case "refund_bounces":
        return this.#bounce();
      case "suspend":
      case "lift":
        this.#suspended = step.do === "suspend";
        return "done";
    }
  }

  #running(): Subscription | null {
    return this.subscription === null || this.subscription.state === "ended" ? null : this.subscription;
  }

  #move(why: CashView["why"], cents: number, renewal: string | null = null): void {
    this.#cash.push({ why, cents, at: this.now, renewal });
  }

  #begin(subscription: number, term: Omit<Term, "id" | "used">): Term {
    this.#termIds += 1;
    const begun = { ...term, id: this.#termIds, used: 0 };
    this.#begun.push({ subscription, term: begun, cut: null });
    return begun;
  }

  #cut(term: Term, at: number | null): void {
    for (const each of this.#begun) if (each.term === term) each.cut = at;
  }

  #buy(plan: Plan, interval: Interval): Answer {
    const refused: string[] = [];
    if (this.#suspended) refused.push("account_suspended");
    const version = this.prices.inForce(plan, interval, this.now);
    if (version.cents === 0) refused.push("plan_is_free");
    if (this.#running() !== null) refused.push("already_subscribed");
    if (refused.length > 0) return refused;
    const number = (this.#subscriptions += 1);
    const { now } = this;
    const end = monthsLater(now, this.zone, interval === "month" ? 1 : 12);
    const term = this.#begin(number, {
      plan,
      interval,
      version,
      cents: version.cents,
      anchor: now,
      start: now,
      end,
      paid: version.cents,
      credited: 0,
      included: version.included,
      origin: "buy",
      paidAt: now,
      beneath: null,
    });
    this.subscription = {
      number,
      state: "active",
      term,
      cancelledAt: null,
      planned: null,
      aside: null,
      renewal: null,
      told: new Map(),
      terms: 1,
      subscribedAt: now,
    };
    this.#quote = null;
    this.#cards += 1;
    this.#card = { id: this.#cards, bank: "pays" };
    this.#move("buy", version.cents);
    return "done";
  }

  #change(plan: Plan, interval: Interval): Answer {
    const refused: string[] = [];
    if (this.#suspended) refused.push("account_suspended");
    const running = this.#running();
    if (running === null) return [...refused, "subscription_not_running"];
    const { term, state, planned } = running;
    if (state === "canceling") refused.push("plan_change_canceling");
    if (state === "past_due") refused.push("plan_change_past_due");
    if (state === "refunding") refused.push("refund_in_progress");
    if (state !== "past_due" && this.now >= term.end) refused.push("subscription_term_over");
    const same = (one: { plan: Plan; interval: Interval }) =>
      one.plan === plan && (plan === "free" || one.interval === interval);
    if (same(term)) refused.push("plan_change_same");
    else if (planned !== null && same(planned)) refused.push("plan_change_already_scheduled");
    if (refused.length > 0) return refused;
    const version = this.prices.inForce(plan, interval, this.now);
    const lower = PLANS.indexOf(plan) < PLANS.indexOf(term.plan);
    const upgrade =
      version.cents > term.cents && (interval === term.interval || (interval === "year" && !lower));
    if (upgrade) {
      const credit = this.#creditOf(term);
      const until = this.now + QUOTE;
      this.#quote = {
        term,
        cents: version.cents - credit,
        credit,
        usedThen: term.used,
        until,
        plan,
        interval,
        version,
      };
      return "done";
    }
    const late = this.now > term.end - CUT_OFF;
    running.planned = {
      plan,
      interval,
      version,
      at: late ? this.#following(term, term.interval).end : term.end,
    };
    return "done";
  }

  /** What is left of a term: the smaller share of its time and its usage, down to a whole cent (decision 0013). */
  #creditOf(term: Term): number {
    const value = BigInt(term.paid + term.credited);
    const byTime = [value * BigInt(term.end - this.now), BigInt(term.end - term.start)] as const;
    const byUse = [value * BigInt(term.included - term.used), BigInt(term.included)] as const;
    const smaller = byTime[0] * byUse[1] < byUse[0] * byTime[1] ? byTime : byUse;
    return Number(smaller[0] / smaller[1]);
  }

  /** The term after one: on its calendar while its end is on it, else counted anew from that end (T2.3). */
  #following(term: Pick<Term, "anchor" | "end">, interval: Interval) {
    const step = interval === "month" ? 1 : 12;
    for (let count = step; ; count += step) {
      const start = monthsLater(term.anchor, this.zone, count);
      if (start === term.end)
        return { anchor: term.anchor, start, end: monthsLater(term.anchor, this.zone, count + step) };
      if (start > term.end)
        return { anchor: term.end, start: term.end, end: monthsLater(term.end, this.zone, step) };
    }
  }

  #pay(): Answer {
    const quote = this.#quote;
    if (quote === null) return ["no_quote"];
    this.#quote = null;
    const running = this.#running();
    this.#move("upgrade", quote.cents);
    // The card of the page is the one that is charged from now on.
    this.#card = { id: (this.#cards += 1), bank: "pays" };
    const { now } = this;
    const term = running?.term;
    if (
      running === null ||
      term !== quote.term ||
      running.state !== "active" ||
      now > quote.until ||
      now >= quote.term.end
    ) {
      this.#move("returned", -quote.cents);
      return "done";
    }
    const { plan, interval, version, credit } = quote;
    this.#cut(quote.term, now);
    running.term = this.#begin(running.number, {
      plan,
      interval,
      version,
      cents: version.cents,
      anchor: now,
      start: now,
      end: monthsLater(now, this.zone, interval === "month" ? 1 : 12),
      paid: quote.cents,
      credited: credit,
      included: Math.max(0, version.included - (quote.term.used - quote.usedThen)),
      origin: "upgrade",
      paidAt: now,
      beneath: {
        term: quote.term,
        left: quote.term.end - now,
      },
    });
    running.terms += 1;
    running.planned = null;
    return "done";
  }

  #takeBack(): Answer {
    const running = this.#running();
    if (running === null || running.planned === null) return ["plan_change_none"];
    if (this.now > running.planned.at - CUT_OFF) return ["plan_change_cutoff_passed"];
    running.planned = null;
    return "done";
  }

  #cancel(): Answer {
    const { subscription } = this;
    if (subscription === null) return ["subscription_not_running"];
    const refused: string[] = [];
    if (subscription.state === "canceling") refused.push("subscription_already_canceling");
    if (subscription.state === "refunding") refused.push("subscription_refunding");
    if (subscription.state === "ended") refused.push("subscription_not_running");
    if (subscription.state !== "past_due" && this.now >= subscription.term.end)
      refused.push("subscription_term_over");
    if (refused.length > 0) return refused;
    subscription.cancelledAt = this.now;
    const { term, planned } = subscription;
    // Only a milder plan, and only at the one renewal that a late cancellation still has, comes all the same.
    const comes =
      planned !== null &&
      this.now > term.end - CUT_OFF &&
      planned.at <= term.end &&
      (planned.version.cents === 0 ||
        (planned.version.cents <= term.cents && planned.interval === term.interval));
    if (!comes) {
      subscription.aside = planned;
      subscription.planned = null;
    }
    if (subscription.state === "past_due") this.#end(subscription);
    else subscription.state = "canceling";
    return "done";
  }

  #undo(): Answer {
    const { subscription } = this;
    if (subscription === null) return ["subscription_not_canceling"];
    const refused: string[] = [];
    if (subscription.state !== "canceling") refused.push("subscription_not_canceling");
    if (this.now >= subscription.term.end) refused.push("subscription_term_over");
    if (refused.length > 0) return refused;
    subscription.state = "active";
    subscription.cancelledAt = null;
    subscription.planned ??= subscription.aside;
    subscription.aside = null;
    return "done";
  }

  /** The change whose notice is accepted or comes back next: only who renews and gets dearer is written to. */
  noticed(fate: "accepted" | "bounced"): Version | null {
    const running = this.#running();
    if (running === null) return null;
    const { told, term, state, cancelledAt } = running;
    const changes = this.prices.after(term.plan, term.interval, term.version).toReversed();
    if (fate === "bounced") return changes.find((each) => told.get(each)?.bounced === false) ?? null;
    if (cancelledAt !== null || (state !== "active" && state !== "past_due")) return null;
    return changes.find((each) => !each.withdrawn && !told.has(each) && each.cents > term.cents) ?? null;
  }

  #notice(fate: "accepted" | "bounced"): Answer {
    const running = this.#running();
    const change = this.noticed(fate);
    if (running === null || change === null) return ["no_notice"];
    const { told } = running;
    told.set(change, {
      at: fate === "accepted" ? this.now : (told.get(change)?.at ?? 0),
      bounced: fate === "bounced",
    });
    return "done";
  }

  #end(subscription: Subscription): void {
    subscription.state = "ended";
    subscription.planned = null;
    subscription.aside = null;
  }

  /** What workers do when they look: a term that is over renews or ends, a renewal in arrears is tried or given up. */
  #look(): Answer {
    for (let again = true; again; ) again = this.#lookOnce();
    return "done";
  }

  #lookOnce(): boolean {
    const running = this.#running();
    if (running === null || running.renewal?.hanging) return false;
    if (running.state === "past_due") return this.#dun(running);
    if (running.state === "refunding" || running.renewal !== null || this.now < running.term.end)
      return false;
    return this.#renew(running);
  }

  #renew(running: Subscription): boolean {
    const { term, cancelledAt, planned, told } = running;
    const cancelled = cancelledAt !== null;
    if (cancelled && (cancelledAt <= term.end - CUT_OFF || cancelledAt < term.start)) {
      this.#end(running);
      return true;
    }
    const due = planned !== null && planned.at <= term.end ? planned : null;
    const milder =
      due !== null &&
      (due.version.cents === 0 || (due.version.cents <= term.cents && due.interval === term.interval));
    const chosen = due !== null && (!cancelled || milder) ? due : null;
    const { plan, interval } = chosen ?? term;
    const leaving = cancelled || planned !== null;
    const changes = this.prices.after(term.plan, term.interval, term.version);
    const { version, cents } =
      chosen === null
        ? renewedPrice({ version: term.version, cents: term.cents }, changes, told, term.end, leaving)
        : { version: chosen.version, cents: chosen.version.cents };
    if (cents === 0) {
      this.#end(running);
      return true;
    }
    const next = this.#following(term, interval);
    // What was not served for as long as an unpaid renewal may wait is not charged afterwards.
    if (this.#suspended) {
      if (this.now < term.end + GRACE) return false;
      this.#end(running);
      return true;
    }
    running.renewal = {
      number: running.terms,
      cents,
      next: {
        plan,
        interval,
        version,
        ...next,
      },
      last: cancelled,
      chosen: chosen !== null,
      since: null,
      plannedAt: this.now,
      tries: [],
      hanging: null,
    };
    if (this.#card === null) this.#miss(running);
    else this.#charge(running);
    return true;
  }

  #miss(running: Subscription): void {
    if (running.renewal !== null) running.renewal.since ??= this.now;
    running.state = "past_due";
  }

  #charge(running: Subscription): void {
    const { renewal } = running;
    if (this.#card === null || renewal === null) return;
    const { id: card, bank } = this.#card;
    // The bank answers now; whether we hear it now is another matter.
    if (bank === "pays") this.#move("renewal", renewal.cents, `${running.number}.${renewal.number}`);
    renewal.hanging = { card, bank };
    if (this.#arrival === "later") this.#hanging.push(running);
    else this.#hear(running);
  }

  #hear(running: Subscription): void {
    const { renewal } = running;
    const heard = renewal?.hanging;
    if (renewal === null || heard === null || heard === undefined) return;
    renewal.hanging = null;
    if (heard.bank !== "pays") {
      renewal.tries.push({ ...heard, at: this.now });
      if (running.state !== "ended") this.#miss(running);
      return;
    }
    if (running.state === "ended" || (this.now >= renewal.next.end && renewal.plannedAt < renewal.next.end)) {
      this.#move("returned", -renewal.cents);
      this.#end(running);
      return;
    }
    running.renewal = null;
    running.state = renewal.last ? "canceling" : "active";
    if (renewal.chosen) running.planned = null;
    running.term = this.#begin(running.number, {
      ...renewal.next,
      cents: renewal.cents,
      paid: renewal.cents,
      credited: 0,
      included: renewal.next.version.included,
      origin: "renewal",
      paidAt: this.now,
      beneath: null,
    });
    running.terms += 1;
  }

  #webhook(): Answer {
    for (const each of this.#hanging) this.#hear(each);
    this.#hanging = [];
    return "done";
  }

  #dun(running: Subscription): boolean {
    const { renewal } = running;
    if (renewal === null || renewal.since === null) return false;
    if (this.now >= renewal.since + GRACE) {
      this.#end(running);
      return true;
    }
    const card = this.#card;
    if (this.#suspended || card === null) return false;
    const ofCard = renewal.tries.filter((each) => each.card === card.id);
    const lastOfCard = ofCard.at(-1);
    if (lastOfCard !== undefined) {
      if (ofCard.some(({ bank }) => bank === "stolen") || lastOfCard.bank === "asks_customer") return false;
      const latest = Math.max(...renewal.tries.map(({ at }) => at));
      const { since } = renewal;
      const day = RETRIES.map((each) => since + each).find((each) => each > latest);
      if (day === undefined || this.now < day) return false;
    }
    this.#charge(running);
    return true;
  }

  #refund(): Answer {
    const running = this.#running();
    if (running === null) return ["no_order"];
    const { term, state } = running;
    const refused: string[] = [];
    const underWay = this.#refunds.find((each) => each.state === "under_way" && each.term === term);
    if (underWay !== undefined) refused.push("refund_in_progress");
    const from = term.origin === "renewal" ? running.subscribedAt : term.paidAt;
    if (this.now > from + WINDOW) refused.push("window_expired");
    if (term.used > 0 && term.used >= term.paid) refused.push("usage_exceeds_refundable");
    const balance = Math.max(0, term.paid - term.used - (underWay === undefined ? 0 : term.paid - term.used));
    const cents = Math.floor((balance * 95) / 100);
    if (cents === 0) refused.push("below_provider_minimum");
    const recent = this.#refunds.filter((each) => each !== underWay && each.at > this.now - REVIEW.within);
    if (recent.length + (underWay === undefined ? 0 : 1) >= REVIEW.refunds) refused.push("review_required");
    if (refused.length > 0) return refused;
    this.#refunds.push({
      subscription: running,
      term,
      before: state,
      cents,
      at: this.now,
      state: "under_way",
      took: null,
    });
    running.state = "refunding";
    return "done";
  }

  #refundEnds(as: "paid" | "failed"): Answer {
    const refund = this.#refunds.at(-1);
    if (refund === undefined || refund.state !== "under_way") return ["no_refund"];
    refund.state = as;
    if (as === "failed") {
      this.#restore(refund);
      return "done";
    }
    this.#move("refund", -refund.cents);
    this.#giveUp(refund);
    return "done";
  }

  /** The refunded term ends with this moment; an earlier one comes back with all the time it had left (decision 0013). */
  #giveUp(refund: Refund): void {
    const { subscription, term } = refund;
    this.#cut(term, this.now);
    const { planned, aside, cancelledAt } = subscription;
    refund.took = { planned, aside, cancelledAt };
    subscription.planned = null;
    subscription.aside = null;
    if (term.beneath === null) {
      this.#end(subscription);
      return;
    }
    const { term: earlier, left } = term.beneath;
    this.#cut(earlier, null);
    earlier.end = this.now + left;
    subscription.term = earlier;
    subscription.state = refund.before;
  }

  #restore(refund: Refund): void {
    const { subscription, term } = refund;
    const other = this.#running();
    const { beneath } = term;
    // Where its earlier term had come back and was renewed since, the subscription went on without it.
    const went = subscription.term !== term && subscription.term !== beneath?.term;
    const free = !went && (other === null || (other === subscription && subscription.state === "refunding"));
    // Its earlier term runs because of it: that one gives way again (decision 0016).
    const again =
      beneath !== null &&
      other === subscription &&
      other.term === beneath.term &&
      (other.state === "active" || other.state === "canceling") &&
      other.renewal === null;
    if (term.end > this.now && (free || again)) {
      if (again) {
        beneath.left = Math.max(beneath.term.end - this.now, 1);
        this.#cut(beneath.term, this.now);
        subscription.planned = null;
      } else subscription.state = subscription.cancelledAt === null ? "active" : "canceling";
      subscription.term = term;
      term.end += this.now - refund.at;
      this.#cut(term, null);
      const { took } = refund;
      if (took !== null) {
        // What a cancellation that still stands had set aside stays aside with it.
        const stands = took.cancelledAt === subscription.cancelledAt;
        subscription.planned = took.planned ?? (stands ? null : took.aside);
        subscription.aside = stands ? took.aside : null;
      }
      this.subscription = subscription;
      return;
    }
    this.#owed += refund.cents;
    if (subscription.state === "refunding") this.#giveUp(refund);
  }

  #bounce(): Answer {
    const refund = this.#refunds.at(-1);
    if (refund === undefined || refund.state !== "paid") return ["no_refund"];
    refund.state = "failed";
    this.#move("refund_bounced", refund.cents);
    this.#restore(refund);
    return "done";
  }

  view(): View {
    const { subscription } = this;
    const show = ({ plan, interval, start, end, cents, paid, credited }: Term) => ({
      plan,
      interval,
      startsAt: start,
      endsAt: end,
      cents,
      paidCents: paid,
      creditedCents: credited,
    });
    return {
      state: subscription?.state ?? "none",
      term: subscription === null ? null : show(subscription.term),
      terms: this.#begun.map(({ subscription: number, term, cut }) => ({
        ...show(term),
        ...(cut === null ? {} : { endsAt: cut }),
        subscription: number,
      })),
      planned:
        subscription === null || subscription.planned === null
          ? null
          : {
              plan: subscription.planned.plan,
              interval: subscription.planned.interval,
              at: subscription.planned.at,
            },
      pastDueSince: subscription?.state === "past_due" ? (subscription.renewal?.since ?? null) : null,
      cash: [...this.#cash],
      owedCents: this.#owed,
    };
  }

  /** Plan, length and price of what runs or ran last; null before the first. */
  get runs(): { readonly plan: Plan; readonly interval: Interval; readonly cents: number } | null {
    return this.subscription === null ? null : this.subscription.term;
  }

  /** The moment at which something changes, for whoever wants to wait until just about then; null: there is none. */
  edge(which: Edge): number | null {
    if (this.subscription === null) return null;
    const { term, renewal, planned } = this.subscription;
    const since = renewal?.since ?? null;
    const moments: Record<Edge, number | null> = {
      end: term.end,
      cut_off: term.end - CUT_OFF,
      notice: term.end - 30 * DAY,
      window: term.paidAt + WINDOW,
      suspension: term.end + GRACE,
      change_cut_off: planned === null ? null : planned.at - CUT_OFF,
      retry:
        since === null ? null : (RETRIES.map((each) => since + each).find((each) => each > this.now) ?? null),
      grace: since === null ? null : since + GRACE,
      quote: this.#quote?.until ?? null,
    };
    const moment = moments[which];
    return moment !== null && moment > this.now ? moment : null;
  }
}
