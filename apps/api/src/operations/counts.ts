import { refundStatesUnderWay } from "@tenure/core/refunds";
import { businessDeadline, refundCaseStatesOpen } from "@tenure/core/refund-cases";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const output = z.strictObject({
  alertsByKind: z.array(z.strictObject({ kind: z.string(), count: z.int() })),
  /** Refunds on their way to the customer. */
  refundsUnderWay: z.int(),
  /** Refund cases to be decided within the days of the reminder, or late (R5.2). */
  refundCasesDue: z.int(),
  /** Open refund cases that nobody has taken. */
  refundCasesUnassigned: z.int(),
  /** Changes of account subject that wait for a reviewer (C5.3). */
  subjectChangesToReview: z.int(),
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
      const now = await readClock(tx, null);
      const { refunds, businessCalendar } = policyAt(now);
      return {
        alertsByKind: alerts.map(({ kind, _count }) => ({ kind, count: _count })),
        refundsUnderWay: await tx.refund.count({ where: { state: { in: [...refundStatesUnderWay] } } }),
        refundCasesDue: await tx.refundCase.count({
          where: {
            state: { in: [...refundCaseStatesOpen] },
            dueAt: {
              lte: new Date(businessDeadline(now, refunds.caseReminderBusinessDays, businessCalendar)),
            },
          },
        }),
        refundCasesUnassigned: await tx.refundCase.count({
          where: { state: { in: [...refundCaseStatesOpen] }, assigneeId: null },
        }),
        subjectChangesToReview: await tx.subjectChange.count({
          where: { state: "open", reviewState: "pending" },
        }),
        eventsWaiting: await tx.providerEvent.count({ where: { state: "received" } }),
        noticesQueued: await tx.notice.count({ where: { state: "queued" } }),
      };
    }),
  );
