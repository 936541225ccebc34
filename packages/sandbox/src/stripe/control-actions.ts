import type { StripeControl } from "./control.ts";
import { invalidRequest } from "./errors.ts";
import type { EventFaultAction, FaultPoint, RouteFaultAction } from "./faults.ts";
import type { FormObject } from "./form.ts";
import { refundFailureReasons } from "./resources/refund-lifecycle.ts";
import type { RefundPlanOutcome } from "./tables.ts";

/** What the selects of the control page offer. */
export const offered = {
  faultPoints: ["before_handler", "in_handler", "after_handler"] satisfies FaultPoint[],
  routeActions: ["reset", "server_error", "rate_limit", "delay"] satisfies RouteFaultAction[],
  eventActions: [
    "duplicate",
    "second_id",
    "delay",
    "reorder",
    "drop",
    "deliver_before_response",
  ] satisfies EventFaultAction[],
  plans: ["succeeded", "pending", "requires_action", "failed"] satisfies RefundPlanOutcome[],
  failureReasons: refundFailureReasons,
};

/** Runs one form of the control page. */
export async function runControlForm(control: StripeControl, form: FormObject): Promise<void> {
  const field = (name: string): string => {
    const value = form[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const oneOf = <const T extends string>(name: string, values: readonly T[]): T => {
    const found = values.find((value) => value === field(name));
    if (found === undefined) throw invalidRequest(`${name} must be one of ${values.join(", ")}.`);
    return found;
  };
  const count = Math.max(1, Math.trunc(Number(field("count"))) || 1);
  const id = field("id");
  switch (field("action")) {
    case "advance":
      control.advanceClock(Number(field("milliseconds")));
      return;
    case "machine_time":
      control.resetClock();
      return;
    case "settle":
      control.settleRefund(id);
      return;
    case "fail":
      control.failRefund(id, oneOf("reason", refundFailureReasons));
      return;
    case "require_action":
      control.requireRefundAction(id);
      return;
    case "resume":
      control.resumeRefund(id);
      return;
    case "cancel":
      control.cancelRefund(id);
      return;
    case "plan":
      control.planRefunds(oneOf("outcome", offered.plans), count);
      return;
    case "dispute":
      control.openDispute(id);
      return;
    case "inquire":
      control.openDispute(id, { inquiry: true });
      return;
    case "escalate":
      control.escalateDispute(id);
      return;
    case "win":
      control.winDispute(id);
      return;
    case "lose":
      control.loseDispute(id);
      return;
    case "balance":
      control.setAvailableBalance(
        field("currency").toLowerCase(),
        field("amount") === "" ? null : Math.trunc(Number(field("amount"))),
      );
      return;
    case "profile":
      control.setFaultProfile(oneOf("profile", ["calm", "rough"]));
      return;
    case "route_fault": {
      const [method = "*", path = "*"] = field("route").split(" ");
      control.addRouteFault({
        method,
        path,
        point: oneOf("point", offered.faultPoints),
        action: oneOf("effect", offered.routeActions),
        delayMillis: 2000,
        count,
      });
      return;
    }
    case "event_fault":
      control.addEventFault({
        type: field("type") || "*",
        action: oneOf("effect", offered.eventActions),
        delayMillis: 5000,
        count,
      });
      return;
    case "clear_faults":
      control.clearFaults();
      return;
    case "deliver":
      await control.deliverPending();
      return;
    case "pause":
      control.pauseWebhooks();
      return;
    case "continue":
      control.resumeWebhooks();
      return;
    case "resend":
      await control.resendEvent(id);
      return;
    case "reset":
      control.reset();
      return;
    default:
      throw invalidRequest(`There is no action "${field("action")}".`);
  }
}
