import { router } from "../trpc/init.ts";
import { create } from "./create.ts";
import { deliveries, events } from "./deliveries.ts";
import { get, list } from "./list.ts";
import { end, pause, resume } from "./move.ts";
import { resend } from "./resend.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { test } from "./test-event.ts";
import { update } from "./update.ts";

/** Where events of an account are sent. */
export const webhookEndpointsRouter = router({
  list,
  get,
  create,
  update,
  pause,
  resume,
  end,
  rotateSecret,
  test,
  deliveries,
  events,
  resend,
});
