import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import type { Vault } from "../vault/vault.ts";
import { endpointToChange } from "./find.ts";
import { addSecret, freshSecret } from "./secrets.ts";

const fields = { endpointId: z.uuid() };

const rotate = (vault: Vault, secret: string) =>
  plainCommand({
    name: "webhook_endpoints.rotate_secret",
    input: z.strictObject(fields),
    async apply({ tx, context }, { endpointId }) {
      const accountId = context.accountId ?? "";
      await endpointToChange(tx, accountId, endpointId);
      await addSecret({ tx, vault }, { accountId, endpointId, secret });
      return { answer: { id: endpointId }, target: { kind: "webhook_endpoint", id: endpointId } };
    },
  });

/** Gives an endpoint another secret; for a day deliveries are signed with both. */
export const rotateSecret = procedureFor("webhook_endpoint.write", {
  method: "post",
  path: "/webhook-endpoints/{endpointId}/secret",
  summary: "Replace the secret of a webhook endpoint (shown once)",
})
  .input(accountInput(fields))
  .output(
    z.strictObject({
      id: z.uuid(),
      /** On its first answer only. */
      secret: z.string().nullable(),
    }),
  )
  .mutation(async ({ ctx, input: { endpointId } }) => {
    const secret = freshSecret();
    const { runner, vault } = ctx.services;
    const { answer, replayed } = await runner.run(rotate(vault, secret), { endpointId }, ctx.command());
    return { ...answer, secret: replayed ? null : secret };
  });
