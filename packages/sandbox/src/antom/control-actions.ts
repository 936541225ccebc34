import type { EventFaultAction, FaultPoint, RouteFaultAction } from "../stripe/faults.ts";
import type { FormObject } from "../stripe/form.ts";
import type { AntomControl } from "./control.ts";
import { AntomFailure, results } from "./results.ts";
import type { Notification, Plan } from "./tables.ts";

/** What the selects of the control page offer. */
export const offered = {
  subjects: ["refund", "payment", "pay_call"] satisfies Plan["of"][],
  answers: ["processing", "unknown", "at_once"] satisfies Plan["answer"][],
  outcomes: ["SUCCESS", "FAIL"] satisfies Plan["outcome"][],
  points: ["after_handler", "before_handler"] satisfies FaultPoint[],
  routeActions: ["reset", "server_error", "rate_limit", "delay"] satisfies RouteFaultAction[],
  eventActions: [
    "duplicate",
    "delay",
    "reorder",
    "drop",
    "deliver_before_response",
  ] satisfies EventFaultAction[],
  types: ["PAYMENT_RESULT", "PAYMENT_PENDING", "REFUND_RESULT"] satisfies Notification["type"][],
};

/** Runs one form of the control page. */
export async function runControlForm(control: AntomControl, form: FormObject): Promise<void> {
  const field = (name: string): string => {
    const value = form[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const oneOf = <const T extends string>(name: string, values: readonly T[]): T => {
    const found = values.find((value) => value === field(name));
    if (found === undefined) throw new AntomFailure(results.paramIllegal(name));
    return found;
  };
  const count = Math.max(1, Math.trunc(Number(field("count"))) || 1);
  const id = field("id");
  switch (field("action")) {
    case "pay":
      control.pay(id);
      return;
    case "decline":
      control.decline(id);
      return;
    case "settle_payment":
      control.settlePayment(id);
      return;
    case "settle":
      control.settleRefund(id);
      return;
    case "fail":
      control.failRefund(id);
      return;
    case "return":
      control.returnRefund(id);
      return;
    case "plan":
      control.plan({
        of: oneOf("of", offered.subjects),
        answer: oneOf("answer", offered.answers),
        outcome: oneOf("outcome", offered.outcomes),
        afterMillis: Math.max(0, Math.trunc(Number(field("seconds"))) || 0) * 1000,
        count,
      });
      return;
    case "route_fault":
      control.addRouteFault({
        path: field("route") || "*",
        point: oneOf("point", offered.points),
        action: oneOf("effect", offered.routeActions),
        delayMillis: 2000,
        count,
      });
      return;
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
      control.pauseNotifications();
      return;
    case "continue":
      control.resumeNotifications();
      return;
    case "resend":
      await control.resend(id);
      return;
    case "reset":
      control.reset();
      return;
    default:
      throw new AntomFailure(results.paramIllegal("action"));
  }
}
