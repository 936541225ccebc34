import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { endpointToChange } from "./find.ts";

const fields = { endpointId: z.uuid() };

const sendTest = plainCommand({
  name: "webhook_endpoints.test",
  input: z.strictObject(fields),
  async apply({ tx, context, outbox }, { endpointId }) {
    await endpointToChange(tx, context.accountId ?? "", endpointId);
    const [row] = await tx.$queryRaw<
      { event: string | null }[]
    >`SELECT webhook_test(${endpointId}::uuid) AS event`;
    const eventId = row?.event ?? null;
    if (eventId === null) throw new AppError("conflict", "Only an enabled webhook endpoint can be tried.");
    await outbox.enqueue(tx, "webhook_endpoints.deliver", { endpointId }, { singletonKey: endpointId });
    return { answer: { eventId }, target: { kind: "webhook_endpoint", id: endpointId }, after: { eventId } };
  },
});

/** Sends an event of the type webhook_endpoint.test, whatever types the endpoint asks for. */
export const test = procedureFor("webhook_endpoint.operate", {
  method: "post",
  path: "/webhook-endpoints/{endpointId}/test",
  status: 202,
  summary: "Send a test event to a webhook endpoint",
})
  .input(accountInput(fields))
  .output(z.strictObject({ eventId: z.uuid() }))
  .mutation(
    async ({ ctx, input: { endpointId } }) =>
      (await ctx.services.runner.run(sendTest, { endpointId }, ctx.command())).answer,
  );
