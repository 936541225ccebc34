import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { noSuchEndpoint, ofOwnPeriods } from "./find.ts";
import { ENDPOINT_PARTS, endpointSchema, showEndpoint } from "./show.ts";

/** More than an account can have that have not ended, and the newest of those that have. */
const MOST = 100;

/** The webhook endpoints of an account, newest first, ended ones too. */
export const list = procedureFor("webhook_endpoint.read", {
  method: "get",
  path: "/webhook-endpoints",
  summary: "List webhook endpoints",
})
  .input(accountInput({}))
  .output(z.strictObject({ items: z.array(endpointSchema) }))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.webhookEndpoint.findMany({
        where: { accountId: ctx.account.id, ...(await ofOwnPeriods(tx, ctx.account.id, ctx.role)) },
        include: ENDPOINT_PARTS,
        orderBy: { id: "desc" },
        take: MOST,
      });
      const now = new Date(await readClock(tx, null));
      return { items: rows.map((row) => showEndpoint(row, ctx.role, now)) };
    }),
  );

/** One webhook endpoint. */
export const get = procedureFor("webhook_endpoint.read", {
  method: "get",
  path: "/webhook-endpoints/{endpointId}",
  summary: "A webhook endpoint",
})
  .input(accountInput({ endpointId: z.uuid() }))
  .output(endpointSchema)
  .query(({ ctx, input: { endpointId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.webhookEndpoint.findFirst({
        where: {
          id: endpointId,
          accountId: ctx.account.id,
          ...(await ofOwnPeriods(tx, ctx.account.id, ctx.role)),
        },
        include: ENDPOINT_PARTS,
      });
      if (row === null) throw noSuchEndpoint();
      return showEndpoint(row, ctx.role, new Date(await readClock(tx, null)));
    }),
  );
