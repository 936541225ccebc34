// API and worker in one process that ends itself by SIGKILL at a named moment: `fork killable-process.ts SETTINGS`. It
// stands ready with everything open; told to `start`, it works until it is killed. Requests come by message, Stripe's
// notifications by HTTP.
import { flushCompileCache } from "node:module";
import fastify from "fastify";
import type { CommandContext } from "../../src/command/command.ts";
import { createOutbox, openQueue } from "../../src/jobs/queue.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import { startWorkers } from "../../src/jobs/workers.ts";
import type { AntomSettings } from "../../src/env.ts";
import { createLog } from "../../src/log/log.ts";
import { antomNotificationRoute } from "../../src/payments/antom/notification-route.ts";
import { recordDispute } from "../../src/payments/record-dispute.ts";
import { stripeWebhookRoute } from "../../src/payments/stripe/webhook-route.ts";
import { advanceRefund } from "../../src/refunds/advance.ts";
import { createServices } from "../../src/runtime/services.ts";
import { testEnv } from "../support/env.ts";
import { quietLog } from "../support/quiet-log.ts";
import { type Bought, buy, buyCredits, type PaidBy, cancel, submitWith } from "./door.ts";

/** Where this process finds the outside world. */
export interface Settings {
  readonly databaseUrl: string;
  readonly stripeUrl: string;
  readonly smtpUrl: string;
  readonly antom?: AntomSettings;
  /** Mails stay queued: sending them is another process's work. */
  readonly leavesMails?: true;
}

/** What can be asked of this process. */
export type Task =
  | {
      readonly do: "buy";
      readonly context: CommandContext;
      readonly planPriceId: string;
      readonly loginId: string;
    }
  | {
      readonly do: "buy_credits";
      readonly context: CommandContext;
      readonly loginId: string;
      readonly by: PaidBy;
    }
  | {
      readonly do: "submit";
      readonly context: CommandContext;
      readonly orderId: string;
      readonly token: string;
      readonly bought?: Bought;
    }
  | { readonly do: "cancel"; readonly context: CommandContext; readonly refundId: string }
  | { readonly do: "advance"; readonly refundId: string }
  | { readonly do: "dispute"; readonly disputeId: string };

/** A message to this process. */
export type ToProcess =
  | { readonly kind: "start"; readonly dieAt: Death | null }
  | { readonly kind: "task"; readonly id: number; readonly task: Task };

/** The moment of death: the n-th time it is reached in this process. */
export interface Death {
  readonly moment: string;
  readonly nth: number;
}

/** A message from this process. */
export type FromProcess =
  | { readonly kind: "ready"; readonly port: number }
  | { readonly kind: "started" }
  | { readonly kind: "done"; readonly id: number; readonly answer: string }
  | { readonly kind: "failed"; readonly id: number; readonly code: string; readonly error: string };

const settings: Settings = JSON.parse(process.argv[2] ?? "{}");
const say = (message: FromProcess) => process.send?.(message);
let dieAt: Death | null = null;
let reached = 0;

const env = testEnv(settings.databaseUrl, {
  stripeApiBase: settings.stripeUrl,
  smtpUrl: settings.smtpUrl,
  logLevel: "silent",
  antom: settings.antom ?? null,
});
const boss = await openQueue(settings.databaseUrl, { role: "worker", log: quietLog() });
const services = createServices(env, {
  outbox: createOutbox(boss),
  log: createLog(env),
  probe: {
    reach(moment) {
      if (moment !== dieAt?.moment) return;
      reached += 1;
      // SIGKILL ends the process in the middle of this line: no handler, no rollback sent, no closing of connections.
      if (reached === dieAt.nth) process.kill(process.pid, "SIGKILL");
    },
  },
});
const app = fastify();
await stripeWebhookRoute(app, services);
await antomNotificationRoute(app, services);
await app.listen({ port: 0, host: "127.0.0.1" });

async function perform(task: Task): Promise<string> {
  switch (task.do) {
    case "buy":
      return buy(services, task.context, task.planPriceId, task.loginId);
    case "buy_credits":
      return buyCredits(services, task.context, task.loginId, task.by);
    case "submit":
      return submitWith(services, task.context, task.orderId, task.token, task.bought);
    case "cancel":
      await cancel(services, task.context, task.refundId);
      return task.refundId;
    case "advance":
      await advanceRefund(services, task.refundId);
      return task.refundId;
    case "dispute":
      return (await recordDispute(services, task.disputeId)).state;
  }
}

process.on("message", (message: ToProcess) => {
  if (message.kind === "start") {
    dieAt = message.dieAt;
    const handlers = settings.leavesMails
      ? { ...JOB_HANDLERS, "notices.send": async () => {} }
      : JOB_HANDLERS;
    void startWorkers({ ...services, boss }, handlers).then(() => say({ kind: "started" }));
    return;
  }
  perform(message.task).then(
    (answer) => say({ kind: "done", id: message.id, answer }),
    (error: unknown) =>
      say({
        kind: "failed",
        id: message.id,
        code: error instanceof Error && "code" in error ? String(error.code) : "",
        error: String(error),
      }),
  );
});
// A parent that went away takes its children with it.
process.on("disconnect", () => process.exit(0));
// A process that is killed writes nothing at its end, so the next one's faster start is written down now.
flushCompileCache();
const address = app.server.address();
say({ kind: "ready", port: address !== null && typeof address === "object" ? address.port : 0 });
