import type { EventFault, FaultProfile, RouteFault } from "../stripe/faults.ts";
import type { EventFaultRequest, RouteFaultRequest } from "../stripe/control.ts";
import { newId } from "../stripe/ids.ts";
import type { LoggedRequest, RequestLog } from "../stripe/request-log.ts";
import type { NotificationDeliverer } from "./deliverer.ts";
import { notifyPayment } from "./notifications.ts";
import type { OutcomePump } from "./outcomes.ts";
import { plan, settlePayment } from "./payments.ts";
import { takePlan } from "./plans.ts";
import { returnRefund, settleRefund } from "./refunds.ts";
import { AntomFailure, results } from "./results.ts";
import type { SettlementReports } from "./settlement-reports.ts";
import type { Notification, Payment, Plan, Refund, SettlementLine } from "./tables.ts";
import type { World } from "./world.ts";

/** A plan for the next ones of a kind. */
export type PlanRequest = Pick<Plan, "of" | "answer" | "outcome"> & {
  /** Simulated milliseconds until the outcome; null leaves it to the controls. 3 s without it. */
  readonly afterMillis?: number | null;
  /** How many it decides; 1 without it. */
  readonly count?: number;
};

/** What a wallet, its holder or the weather can do; the same operations as `/control/antom/*`. */
export class AntomControl {
  readonly #world: World;
  readonly #deliverer: NotificationDeliverer;
  readonly #outcomes: OutcomePump;
  readonly #log: RequestLog;
  readonly #reports: SettlementReports;

  constructor(parts: {
    readonly world: World;
    readonly deliverer: NotificationDeliverer;
    readonly outcomes: OutcomePump;
    readonly log: RequestLog;
    readonly reports: SettlementReports;
  }) {
    this.#world = parts.world;
    this.#deliverer = parts.deliverer;
    this.#outcomes = parts.outcomes;
    this.#log = parts.log;
    this.#reports = parts.reports;
  }

  #act<T>(work: () => T): T {
    const result = this.#world.store.transaction(work);
    this.#deliverer.wake();
    this.#outcomes.wake();
    return result;
  }

  #payment(id: string): Payment {
    const found = this.#world.store.get("payment", id);
    if (found === undefined) throw new AntomFailure(results.orderNotExist);
    return found;
  }

  #refund(id: string): Refund {
    const found = this.#world.store.get("refund", id);
    if (found === undefined) throw new AntomFailure(results.refundNotExist);
    return found;
  }

  // What there is

  payments(): readonly Payment[] {
    return this.#world.store.all("payment");
  }
  payment(id: string): Payment | undefined {
    return this.#world.store.get("payment", id);
  }
  refunds(): readonly Refund[] {
    return this.#world.store.all("refund");
  }
  notifications(): readonly Notification[] {
    return this.#world.store.all("notification");
  }
  /** The listing that Antom settles by; the only place that tells of a refund that came back. */
  settlement(): readonly SettlementLine[] {
    return this.#world.store.all("settlement");
  }
  /** Writes that listing into a folder as the reports that a merchant fetches. */
  writeReports(dir: string): void {
    this.#reports.write(dir);
  }
  requests(): readonly LoggedRequest[] {
    return this.#log.entries;
  }
  plans(): readonly Plan[] {
    return this.#world.store.all("plan");
  }

  // The clock, where it is not shared with another simulator

  now(): Date {
    return new Date(this.#world.clock.now());
  }
  advanceClock(millis: number): Date {
    this.#world.clock.setOffset(this.#world.clock.offsetMillis + millis);
    return this.now();
  }

  // The wallet's holder

  /** Presses Pay on the hosted page; what a plan says, else it succeeds at once. One that has ended stays as it is. */
  pay(id: string): Payment {
    return this.#act(() => {
      const payment = this.#payment(id);
      if (payment.status !== "PROCESSING") return payment;
      const planned = takePlan(this.#world, "payment");
      if (planned === undefined || planned.answer === "at_once")
        return settlePayment(this.#world, payment, planned?.outcome === "FAIL" ? results.userBalance : null);
      const pending: Payment = { ...payment, status: "PENDING" };
      this.#world.store.put("payment", pending);
      if (planned.afterMillis !== null)
        plan(
          this.#world,
          id,
          planned.outcome === "SUCCESS" ? "payment_succeeds" : "payment_fails",
          planned.afterMillis,
        );
      notifyPayment(this.#world, pending, true);
      return pending;
    });
  }

  /** The wallet refuses: not enough in it. */
  decline(id: string): Payment {
    return this.#act(() => settlePayment(this.#world, this.#payment(id), results.userBalance));
  }

  /** A payment that is pending at the wallet gets through. */
  settlePayment(id: string): Payment {
    return this.#act(() => settlePayment(this.#world, this.#payment(id), null));
  }

  // Refunds

  settleRefund(id: string): Refund {
    return this.#act(() => settleRefund(this.#world, this.#refund(id), null));
  }
  failRefund(id: string): Refund {
    return this.#act(() => settleRefund(this.#world, this.#refund(id), results.merchantBalance));
  }
  /** The money of a refund that had succeeded comes back, silently. */
  returnRefund(id: string): Refund {
    return this.#act(() => returnRefund(this.#world, this.#refund(id)));
  }

  /** Decides in advance what the next ones do; plans are used in order. */
  plan(request: PlanRequest): void {
    this.#world.store.put("plan", {
      id: newId("plan"),
      of: request.of,
      answer: request.answer,
      outcome: request.outcome,
      afterMillis: request.afterMillis === undefined ? 3000 : request.afterMillis,
      remaining: request.count ?? 1,
    });
  }

  // Faults

  get faultProfile(): FaultProfile {
    return this.#world.faults.profile;
  }
  setFaultProfile(profile: FaultProfile, seed?: number): void {
    this.#world.faults.setProfile(profile, seed);
  }
  routeFaults(): readonly RouteFault[] {
    return this.#world.faults.routeFaults;
  }
  eventFaults(): readonly EventFault[] {
    return this.#world.faults.eventFaults;
  }
  addRouteFault(fault: RouteFaultRequest): RouteFault {
    return this.#world.faults.addRouteFault({
      method: fault.method ?? "*",
      path: fault.path ?? "*",
      point: fault.point,
      action: fault.action,
      delayMillis: fault.delayMillis ?? 0,
      remaining: fault.count ?? 1,
    });
  }
  addEventFault(fault: EventFaultRequest): EventFault {
    return this.#world.faults.addEventFault({
      type: fault.type ?? "*",
      about: fault.about ?? null,
      action: fault.action,
      delayMillis: fault.delayMillis ?? 0,
      remaining: fault.count ?? 1,
    });
  }
  clearFaults(): void {
    this.#world.faults.clear();
  }

  // Notifications

  get notificationsPaused(): boolean {
    return this.#deliverer.paused;
  }
  pauseNotifications(): void {
    this.#deliverer.pause();
  }
  resumeNotifications(): void {
    this.#deliverer.resume();
  }
  /** Sends everything pending now and waits for the answers. @returns how many were attempted */
  deliverPending(): Promise<number> {
    return this.#deliverer.deliverNow();
  }
  /** Sends one once more, also one that was acknowledged, dropped or given up. */
  async resend(id: string): Promise<number> {
    const told = this.#world.store.get("notification", id);
    if (told === undefined) throw new AntomFailure(results.paramIllegal("notification"));
    this.#world.store.put("notification", {
      ...told,
      state: "pending",
      attempts: 0,
      dueAtMillis: this.#world.clock.now(),
    });
    return this.#deliverer.deliverNow(new Set([id]));
  }

  /** Forgets every payment, refund, notification and fault. The key stays. */
  reset(): void {
    const key = this.#world.store.get("key", "own");
    this.#world.store.clear();
    if (key !== undefined) this.#world.store.put("key", key);
    this.#world.faults.clear();
    this.#log.clear();
  }
}
