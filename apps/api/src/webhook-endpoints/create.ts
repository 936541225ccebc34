import { webhookEndpointLifecycle } from "@tenure/core/webhooks";
import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import type { Vault } from "../vault/vault.ts";
import { endpointFields, requireUrl } from "./fields.ts";
import { addSecret, freshSecret } from "./secrets.ts";

const MAX_ENDPOINTS = 20;

/** Adds an address. @param secret what its deliveries are signed with */
const createEndpoint = (vault: Vault, secret: string) =>
  plainCommand({
    name: "webhook_endpoints.create",
    input: z.strictObject(endpointFields),
    async apply({ tx, now, context }, { url, description, types }) {
      const accountId = context.accountId ?? "";
      const count = await tx.webhookEndpoint.count({ where: { accountId, endedAt: null } });
      if (count >= MAX_ENDPOINTS)
        throw new AppError(
          "conflict",
          `An account has at most ${MAX_ENDPOINTS} webhook endpoints; end one first.`,
        );
      const id = newId();
      const state = webhookEndpointLifecycle.initial;
      await tx.webhookEndpoint.createMany({
        data: {
          id,
          accountId,
          holderPeriodId: (await currentHolderPeriod(tx, accountId)).id,
          state,
          url,
          description,
          types,
          createdAt: new Date(now),
        },
      });
      await addSecret({ tx, vault }, { accountId, endpointId: id, secret });
      return { answer: { id }, target: { kind: "webhook_endpoint", id }, after: { state, types } };
    },
  });

/** Adds an endpoint and shows its secret once: asked again with the same idempotency key, `secret` is null. */
export const create = procedureFor("webhook_endpoint.write", {
  method: "post",
  path: "/webhook-endpoints",
  status: 201,
  summary: "Add a webhook endpoint (its secret is shown once)",
})
  .input(accountInput(endpointFields))
  .output(
    z.strictObject({
      id: z.uuid(),
      /** The secret that deliveries are signed with, on its first answer only. */
      secret: z.string().nullable(),
    }),
  )
  .mutation(async ({ ctx, input: { accountId: _, url, ...given } }) => {
    const { runner, vault, env } = ctx.services;
    const secret = freshSecret();
    const { answer, replayed } = await runner.run(
      createEndpoint(vault, secret),
      { ...given, url: requireUrl(url, env.webhooksToLocal) },
      ctx.command(),
    );
    return { ...answer, secret: replayed ? null : secret };
  });
