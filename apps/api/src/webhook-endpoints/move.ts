import { attempt } from "@tenure/core/lifecycle";
import { webhookEndpointLifecycle } from "@tenure/core/webhooks";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { cancelPending } from "./cancel-pending.ts";
import { endpointToChange } from "./find.ts";
import { endpointState } from "./show.ts";

const fields = { endpointId: z.uuid() };
const moved = z.strictObject({ id: z.uuid(), state: endpointState });

const moveEndpoint = (action: "pause" | "resume" | "end") =>
  plainCommand({
    name: `webhook_endpoints.${action}`,
    input: z.strictObject(fields),
    async apply({ tx, now, context, outbox }, { endpointId }) {
      const { state: from } = await endpointToChange(tx, context.accountId ?? "", endpointId);
      const move = attempt(webhookEndpointLifecycle, from, action);
      if (!move.legal) throw new AppError("conflict", `This webhook endpoint is ${from}.`);
      await tx.webhookEndpoint.update({
        where: { id: endpointId, state: from },
        data: {
          state: move.to,
          endedAt: move.to === "ended" ? new Date(now) : null,
          // A new beginning: the days of failure count from the next one.
          ...(action === "resume" ? { failingSince: null, stoppedBecause: null } : {}),
        },
      });
      if (action === "end") await cancelPending(tx, [endpointId]);
      if (action === "resume") {
        // What gathered meanwhile goes out now, whatever wait a failure had left behind.
        await tx.webhookDelivery.updateMany({
          where: { endpointId, state: "pending" },
          data: { dueAt: new Date(await readClock(tx, null)) },
        });
        await outbox.enqueue(tx, "webhook_endpoints.deliver", { endpointId }, { singletonKey: endpointId });
      }
      return {
        answer: { id: endpointId, state: move.to },
        target: { kind: "webhook_endpoint", id: endpointId },
        before: { state: from },
        after: { state: move.to },
      };
    },
  });

const pauseEndpoint = moveEndpoint("pause");
const resumeEndpoint = moveEndpoint("resume");
const endEndpoint = moveEndpoint("end");

/** Lets events gather without sending them. */
export const pause = procedureFor("webhook_endpoint.operate", {
  method: "post",
  path: "/webhook-endpoints/{endpointId}/pause",
  summary: "Pause a webhook endpoint",
})
  .input(accountInput(fields))
  .output(moved)
  .mutation(
    async ({ ctx, input: { endpointId } }) =>
      (await ctx.services.runner.run(pauseEndpoint, { endpointId }, ctx.command())).answer,
  );

/** Sends what gathered, and what comes. */
export const resume = procedureFor("webhook_endpoint.operate", {
  method: "post",
  path: "/webhook-endpoints/{endpointId}/resume",
  summary: "Resume a webhook endpoint that was paused or stopped",
})
  .input(accountInput(fields))
  .output(moved)
  .mutation(
    async ({ ctx, input: { endpointId } }) =>
      (await ctx.services.runner.run(resumeEndpoint, { endpointId }, ctx.command())).answer,
  );

/** Ends an endpoint for good; what waited is not sent. */
export const end = procedureFor("webhook_endpoint.operate", {
  method: "delete",
  path: "/webhook-endpoints/{endpointId}",
  summary: "End a webhook endpoint",
})
  .input(accountInput(fields))
  .output(moved)
  .mutation(
    async ({ ctx, input: { endpointId } }) =>
      (await ctx.services.runner.run(endEndpoint, { endpointId }, ctx.command())).answer,
  );
