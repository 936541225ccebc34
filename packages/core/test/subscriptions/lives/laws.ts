import { DAY, HOUR, monthsLater, type Zone } from "./calendar.ts";
import type { Answer, Step, View } from "./life.ts";

interface Told {
  readonly cents: number;
  readonly from: number;
  withdrawn: boolean;
  notice: { readonly at: number; bounced: boolean } | null;
}

/**
 * The invariants 18 to 21 of subscriptions, and that money adds up, looked for in what is seen of a life alone: whoever
 * lives it, model, rules or product. Names of what is broken; empty: nothing is.
 */
export class Laws {
  readonly #zone: Zone;
  #now: number;
  #before: View | null = null;
  #cancelledInTime: number | null = null;
  readonly #announced: (Told & { readonly key: string })[] = [];
  #dearest = 0;

  constructor(now: number, zone: Zone) {
    this.#now = now;
    this.#zone = zone;
  }

  /** How often a renewal was dearer than the term before: what never happens is not tested. */
  get raises(): number {
    return this.#dearest;
  }

  /** Looks at a life after a step of it. */
  after(step: Step, answer: Answer, view: View): readonly string[] {
    const broken: string[] = [];
    const law = (holds: boolean, name: string) => {
      if (!holds) broken.push(name);
    };
    if (step.do === "wait") this.#now += step.ms;
    const before = this.#before;
    this.#before = view;
    this.#remember(step, answer, view);

    // 18: what a term costs, once begun, stays.
    before?.terms.forEach((term, index) => {
      const now = view.terms[index];
      law(
        now !== undefined &&
          now.cents === term.cents &&
          now.paidCents === term.paidCents &&
          now.creditedCents === term.creditedCents,
        "18 price constant within a term",
      );
    });
    // 21: one renewal that is kept per subscription and term.
    const kept = new Map<string, number>();
    const renewals = view.cash.filter(({ why }) => why === "renewal");
    for (const { renewal } of renewals) kept.set(renewal ?? "", (kept.get(renewal ?? "") ?? 0) + 1);
    law(
      [...kept.values()].every((times) => times === 1),
      "21 at most one renewal charge per term",
    );

    const fresh = view.terms.slice(before?.terms.length ?? 0);
    const renewed = view.cash.slice(before?.cash.length ?? 0).some(({ why }) => why === "renewal");
    let last = before?.term ?? null;
    for (const term of fresh) {
      const earlier = last;
      last = term;
      if (earlier === null || step.do === "buy") continue;
      law(
        step.do === "pay"
          ? term.startsAt === this.#now && this.#now < earlier.endsAt
          : term.startsAt === earlier.endsAt,
        "no gap and no overlap between terms",
      );
      if (step.do === "pay") continue;
      const same = term.plan === earlier.plan && term.interval === earlier.interval;
      const months = term.interval === "month" ? 1 : 12;
      // 21: as long as the first; the anchor's day and hour may come back after a short month or the start of summer.
      const shortest = monthsLater(term.startsAt, this.#zone, months);
      law(term.endsAt >= shortest - HOUR && term.endsAt <= shortest + 3 * DAY + HOUR, "21 renewal length");
      if (same && term.cents > earlier.cents) {
        this.#dearest += 1;
        law(
          this.#wasTold(`${term.plan} ${term.interval}`, term.cents, term.startsAt),
          "19 dearer only after notice",
        );
      }
    }
    // 20: cancelled in time, nothing is charged for that subscription again.
    if (this.#cancelledInTime !== null && renewed)
      law(view.cash.at(-1)?.why === "returned", "20 cancelled in time");
    // Nobody is charged after the end.
    if (before?.state === "ended" && view.state === "ended")
      law(
        !view.cash.slice(before.cash.length).some(({ why }) => why === "renewal"),
        "no charge after the end",
      );
    this.#cash(view, law);
    return broken;
  }

  /** Cash is what the terms hold in cash, less what went back; credit never becomes cash. */
  #cash(view: View, law: (holds: boolean, name: string) => void): void {
    const sum = (...whys: string[]) =>
      view.cash.filter(({ why }) => whys.includes(why)).reduce((total, { cents }) => total + cents, 0);
    const paid = view.terms.reduce((total, { paidCents }) => total + paidCents, 0);
    const hanging = sum("buy", "upgrade", "renewal", "returned") - paid;
    // A charge that we were not told of yet is money without a term; only of renewals, and never less than none.
    law(hanging >= 0, "cash is what terms hold");
    law(
      view.terms.every((each) => each.paidCents + each.creditedCents === each.cents),
      "a term is cash and credit",
    );
    law(-sum("refund", "refund_bounced") <= paid, "no more comes back than was paid");
    law(view.owedCents <= paid, "no more is owed than was paid");
  }

  #remember(step: Step, answer: Answer, view: View): void {
    const { term } = view;
    if (step.do === "announce" && answer === "done")
      this.#announced.push({
        key: `${step.plan} ${step.interval}`,
        cents: step.cents,
        from: this.#now + step.inMs,
        withdrawn: false,
        notice: null,
      });
    if (step.do === "withdraw" && answer === "done") {
      const one = this.#announced.findLast(
        (each) => each.key === `${step.plan} ${step.interval}` && !each.withdrawn,
      );
      if (one !== undefined) one.withdrawn = true;
    }
    if (step.do === "notice" && answer === "done" && term !== null) {
      const key = `${term.plan} ${term.interval}`;
      if (step.fate === "accepted") {
        const one = this.#announced.findLast(
          (each) => each.key === key && !each.withdrawn && each.notice === null && each.cents > term.cents,
        );
        if (one !== undefined) one.notice = { at: this.#now, bounced: false };
      } else {
        const one = this.#announced.findLast((each) => each.key === key && each.notice?.bounced === false);
        if (one?.notice != null) one.notice.bounced = true;
      }
    }
    if (step.do === "buy" && answer === "done") {
      this.#cancelledInTime = null;
      for (const each of this.#announced) each.notice = null;
    }
    if (step.do === "undo" && answer === "done") this.#cancelledInTime = null;
    if (step.do === "cancel" && answer === "done" && term !== null)
      this.#cancelledInTime =
        view.state === "ended" || this.#now <= term.endsAt - 24 * HOUR ? this.#now : this.#cancelledInTime;
  }

  #wasTold(key: string, cents: number, renewalAt: number): boolean {
    return this.#announced.some(
      ({ notice, ...each }) =>
        each.key === key &&
        each.cents >= cents &&
        !each.withdrawn &&
        each.from <= renewalAt &&
        notice !== null &&
        !notice.bounced &&
        notice.at <= renewalAt - 30 * DAY,
    );
  }
}
