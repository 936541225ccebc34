import { refundStatesUnderWay } from "@tenure/core/refunds";
import { z } from "zod";
import { staffProcedureFor } from "../trpc/procedures.ts";

const output = z.strictObject({
  alertsByKind: z.array(z.strictObject({ kind: z.string(), count: z.int() })),
  /** Refunds on their way to the customer. */
  refundsUnderWay: z.int(),
  /** Notifications of payment providers that nobody worked on yet. */
  eventsWaiting: z.int(),
  /** E-mails that were not handed to the mail server yet. */
  noticesQueued: z.int(),
});

/** The platform at a glance: what waits, in numbers, counted now. */
export const countOperations = staffProcedureFor("operations.read")
  .input(z.strictObject({}))
  .output(output)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const alerts = await tx.operatorAlert.groupBy({
        by: ["kind"],
        where: { resolvedAt: null },
        _count: true,
        orderBy: { kind: "asc" },
      });
      return {
        alertsByKind: alerts.map(({ kind, _count }) => ({ kind, count: _count })),
        refundsUnderWay: await tx.refund.count({ where: { state: { in: [...refundStatesUnderWay] } } }),
        eventsWaiting: await tx.providerEvent.count({ where: { state: "received" } }),
        noticesQueued: await tx.notice.count({ where: { state: "queued" } }),
      };
    }),
  );
