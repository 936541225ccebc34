import * as sessions from "./resources/checkout-sessions.ts";
import * as disputes from "./resources/disputes.ts";
import { moveRefund, postReference } from "./resources/refund-lifecycle.ts";
import * as refunds from "./resources/refunds.ts";
import * as identity from "./resources/verification-sessions.ts";
import type { PlannedOutcome } from "./tables.ts";
import { noCause, type World } from "./world.ts";

function come(world: World, planned: PlannedOutcome): void {
  switch (planned.kind) {
    case "refund_succeeds": {
      const refund = refunds.retrieve(world, planned.subjectId);
      if (refund.status === "pending") moveRefund(world, refund, "succeeded");
      return;
    }
    case "refund_fails": {
      const refund = refunds.retrieve(world, planned.subjectId);
      if (refund.status === "succeeded" || refund.status === "pending") {
        moveRefund(world, refund, "failed", "expired_or_canceled_card");
      }
      return;
    }
    case "refund_reference":
      postReference(world, refunds.retrieve(world, planned.subjectId));
      return;
    case "dispute_opens":
      disputes.open(world, planned.subjectId);
      return;
    case "session_expires":
      if (sessions.retrieve(world, planned.subjectId).status === "open")
        sessions.expire(world, planned.subjectId);
      return;
    case "identity_verifies":
      identity.verify(world, planned.subjectId);
      return;
  }
}

/** Lets planned outcomes come true when the simulated clock reaches them. */
export class OutcomePump {
  readonly #world: World;
  readonly #afterwards: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param afterwards called after outcomes came true, to send their events */
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
    const due = planned.filter((outcome) => outcome.dueAtMillis <= clock.now());
    for (const outcome of due) {
      this.#world.act(noCause, () => {
        store.remove("outcome", outcome.id);
        come(this.#world, outcome);
      });
    }
    if (due.length > 0) this.#afterwards();
    const next = planned.find((outcome) => outcome.dueAtMillis > clock.now());
    if (next !== undefined) {
      this.#timer = setTimeout(() => this.wake(), Math.min(next.dueAtMillis - clock.now() + 1, 3_600_000));
      this.#timer.unref();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
