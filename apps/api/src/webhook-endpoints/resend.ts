import { attempt } from "@tenure/core/lifecycle";
import { webhookDeliveryLifecycle } from "@tenure/core/webhooks";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { endpointToChange } from "./find.ts";
import { deliverySchema } from "./show.ts";

const fields = { deliveryId: z.uuid() };
const stateSchema = deliverySchema.shape.state;

const resendDelivery = plainCommand({
  name: "webhook_endpoints.resend",
  input: z.strictObject(fields),
  async apply({ tx, context, outbox }, { deliveryId }) {
    const accountId = context.accountId ?? "";
    const row = await tx.webhookDelivery.findFirst({
      where: { id: deliveryId, accountId },
      select: { state: true, endpointId: true },
    });
    if (row === null) throw new AppError("not_found", "No such delivery.");
    const { id: endpointId } = await endpointToChange(tx, accountId, row.endpointId);
    const from = stateSchema.parse(row.state);
    const move = attempt(webhookDeliveryLifecycle, from, "resend");
    if (!move.legal) throw new AppError("conflict", `This delivery is ${from}.`);
    await tx.webhookDelivery.update({
      where: { id: deliveryId, state: from },
      data: { state: move.to, attempts: 0, settledAt: null, dueAt: new Date(await readClock(tx, null)) },
    });
    await outbox.enqueue(tx, "webhook_endpoints.deliver", { endpointId }, { singletonKey: endpointId });
    return {
      answer: { id: deliveryId, state: move.to },
      target: { kind: "webhook_delivery", id: deliveryId },
      before: { state: from },
      after: { state: move.to },
    };
  },
});

/** Sends an event once more, under the same id. */
export const resend = procedureFor("webhook_endpoint.operate", {
  method: "post",
  path: "/webhook-deliveries/{deliveryId}/resend",
  status: 202,
  summary: "Send an event again",
})
  .input(accountInput(fields))
  .output(z.strictObject({ id: z.uuid(), state: stateSchema }))
  .mutation(
    async ({ ctx, input: { deliveryId } }) =>
      (await ctx.services.runner.run(resendDelivery, { deliveryId }, ctx.command())).answer,
  );
