import { settlePayment } from "./payments.ts";
import { settleRefund } from "./refunds.ts";
import { results } from "./results.ts";
import type { PlannedOutcome } from "./tables.ts";
import type { World } from "./world.ts";

function come(world: World, { kind, subjectId }: PlannedOutcome): void {
  const payment = world.store.get("payment", subjectId);
  const refund = world.store.get("refund", subjectId);
  switch (kind) {
    case "payment_succeeds":
      if (payment !== undefined) settlePayment(world, payment, null);
      return;
    case "payment_fails":
      if (payment !== undefined) settlePayment(world, payment, results.userBalance);
      return;
    case "payment_expires":
      if (payment !== undefined) settlePayment(world, payment, results.orderClosed);
      return;
    case "refund_succeeds":
      if (refund !== undefined) settleRefund(world, refund, null);
      return;
    case "refund_fails":
      if (refund !== undefined) settleRefund(world, refund, results.merchantBalance);
      return;
  }
}

/** Lets planned outcomes come true when the simulated clock reaches them. */
export class OutcomePump {
  readonly #world: World;
  readonly #afterwards: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(world: World, afterwards: () => void) {
    this.#world = world;
    this.#afterwards = afterwards;
    world.clock.onJump(() => this.wake());
  }

  wake(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    const { store, clock } = this.#world;
    const planned = store.all("outcome").sort((a, b) => a.dueAtMillis - b.dueAtMillis);
    const due = planned.filter((each) => each.dueAtMillis <= clock.now());
    for (const each of due)
      store.transaction(() => {
        store.remove("outcome", each.id);
        come(this.#world, each);
      });
    if (due.length > 0) this.#afterwards();
    const next = planned.find((each) => each.dueAtMillis > clock.now());
    if (next === undefined) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(next.dueAtMillis - clock.now() + 1, 3_600_000));
    this.#timer.unref();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
