import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { endpointFields, requireUrl } from "./fields.ts";
import { endpointToChange } from "./find.ts";

const fields = {
  endpointId: z.uuid(),
  url: endpointFields.url.optional(),
  description: endpointFields.description.unwrap().optional(),
  types: endpointFields.types.unwrap().optional(),
};

const updateEndpoint = plainCommand({
  name: "webhook_endpoints.update",
  input: z.strictObject(fields),
  async apply({ tx, context }, { endpointId, url, description, types }) {
    const before = await endpointToChange(tx, context.accountId ?? "", endpointId);
    await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: {
        ...(url === undefined ? {} : { url }),
        ...(description === undefined ? {} : { description }),
        ...(types === undefined ? {} : { types }),
      },
    });
    return {
      answer: { id: endpointId },
      target: { kind: "webhook_endpoint", id: endpointId },
      // Addresses can hold secrets of their owner: the trail says that one changed.
      before: { types: before.types },
      after: { types: types ?? before.types, urlChanged: url !== undefined && url !== before.url },
    };
  },
});

/** Changes where an endpoint leads, what it is called, or which events it gets; what waits goes to the new address. */
export const update = procedureFor("webhook_endpoint.write", {
  method: "patch",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Change a webhook endpoint",
})
  .input(accountInput(fields))
  .output(z.strictObject({ id: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, url, ...given } }) => {
    const { runner, env } = ctx.services;
    const checked = url === undefined ? {} : { url: requireUrl(url, env.webhooksToLocal) };
    const { answer } = await runner.run(updateEndpoint, { ...given, ...checked }, ctx.command());
    return answer;
  });
