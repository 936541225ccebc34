import { webhookDeliveryStates } from "@tenure/core/webhooks";
import { z } from "zod";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { noSuchEndpoint, ofOwnPeriods } from "./find.ts";
import { DELIVERY_PARTS, deliverySchema, eventSchema, showDelivery, showEvent } from "./show.ts";

/** What was sent to an endpoint, newest first, with what it answered. */
export const deliveries = procedureFor("webhook_endpoint.read", {
  method: "get",
  path: "/webhook-endpoints/{endpointId}/deliveries",
  summary: "List deliveries of a webhook endpoint",
})
  .input(
    accountInput({ endpointId: z.uuid(), state: z.enum(webhookDeliveryStates).optional(), ...pageShape }),
  )
  .output(pageOf(deliverySchema))
  .query(({ ctx, input: { endpointId, state, limit, cursor } }) =>
    ctx.read(async (tx) => {
      const own = await ofOwnPeriods(tx, ctx.account.id, ctx.role);
      const endpoint = { id: endpointId, accountId: ctx.account.id, ...own };
      if ((await tx.webhookEndpoint.count({ where: endpoint })) === 0) throw noSuchEndpoint();
      const rows = await tx.webhookDelivery.findMany({
        where: {
          endpointId,
          ...(state === undefined ? {} : { state }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        include: DELIVERY_PARTS,
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, (row) => showDelivery(row, ctx.role));
    }),
  );

/**
 * What happened to an account's objects, newest first: for a receiver that was away longer than deliveries are tried, and
 * for one that would rather ask.
 */
export const events = procedureFor("webhook_endpoint.read", {
  method: "get",
  path: "/events",
  summary: "List events",
})
  .input(accountInput(pageShape))
  .output(pageOf(eventSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.webhookEvent.findMany({
        where: {
          accountId: ctx.account.id,
          ...(await ofOwnPeriods(tx, ctx.account.id, ctx.role)),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, showEvent);
    }),
  );
