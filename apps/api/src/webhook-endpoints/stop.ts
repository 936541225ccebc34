import { attempt } from "@tenure/core/lifecycle";
import { webhookEndpointLifecycle } from "@tenure/core/webhooks";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import type { Services } from "../runtime/services.ts";
import { endpointState } from "./show.ts";

const fields = { endpointId: z.uuid(), because: z.enum(["gone", "failing"]) };

const stop = (publicUrl: string) =>
  plainCommand({
    name: "webhook_endpoints.stop",
    input: z.strictObject(fields),
    async apply({ tx, now, context, outbox, commandId }, { endpointId, because }) {
      const accountId = context.accountId ?? "";
      const row = await tx.webhookEndpoint.findFirstOrThrow({ where: { id: endpointId, accountId } });
      const from = endpointState.parse(row.state);
      const move = attempt(webhookEndpointLifecycle, from, "stop");
      const target = { kind: "webhook_endpoint", id: endpointId };
      // Somebody paused, stopped or ended it meanwhile.
      if (!move.legal) return { answer: { state: from }, target };
      await tx.webhookEndpoint.update({
        where: { id: endpointId, state: from },
        data: { state: move.to, stoppedBecause: because },
      });
      const account = await readAccount(tx, accountId);
      await queueNotice(tx, outbox, {
        kind: because === "gone" ? "webhook_endpoint_gone" : "webhook_endpoint_failing",
        dedupeKey: `webhook_endpoint_stopped:${endpointId}:${commandId}`,
        accountId,
        to: await ownerOf(tx, accountId),
        now,
        zone: account.timeZone,
        currency: account.currency,
        // The host alone: what follows it may be a secret of theirs.
        params: {
          account: account.name,
          host: new URL(row.url).host,
          url: `${publicUrl}/dashboard/webhooks`,
        },
      });
      return {
        answer: { state: move.to },
        target,
        before: { state: from },
        after: { state: move.to, because },
      };
    },
  });

/** Gives an endpoint up and writes to the owner. Nothing is lost: events gather until somebody resumes it. */
export async function stopEndpoint(
  { runner, env }: Pick<Services, "runner" | "env">,
  {
    accountId,
    ...given
  }: { readonly accountId: string; readonly endpointId: string; readonly because: "gone" | "failing" },
): Promise<void> {
  await runner.run(
    stop(env.publicUrl),
    given,
    systemContext("webhook_endpoints.deliver", accountId, newId()),
  );
}
