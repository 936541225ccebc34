import { sendNotice } from "../notices/send.ts";
import { expireOrders, runOpenCheckout } from "../orders/jobs.ts";
import { applyProviderEvent } from "../payments/apply-event.ts";
import { catchUpNotifications } from "../payments/catch-up.ts";
import { reconcileRefunds, runAdvance } from "../refunds/jobs.ts";
import type { Services } from "../runtime/services.ts";
import { expireHolds } from "../usage/jobs.ts";
import type { JobHandlers } from "./payloads.ts";

/** What runs each job, total. A handler lives in the folder of its noun. */
export const JOB_HANDLERS: JobHandlers<Services> = {
  "notices.send": sendNotice,
  "orders.open_checkout": runOpenCheckout,
  "orders.expire": expireOrders,
  "payments.apply_event": applyProviderEvent,
  "payments.catch_up": catchUpNotifications,
  "refunds.advance": runAdvance,
  "refunds.reconcile": reconcileRefunds,
  "usage.expire_holds": async (services) => {
    await expireHolds(services);
  },
};
