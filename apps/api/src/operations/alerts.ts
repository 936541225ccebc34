import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const alertSchema = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  accountId: z.uuid().nullable(),
  reference: z.string(),
  detail: z.json(),
  openedAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
});

const resolveInput = z.strictObject({
  alertId: z.uuid(),
  /** What was done about it. */
  reason: z.string().trim().min(3).max(500),
});

const command = plainCommand({
  name: "operations.alerts.resolve",
  input: resolveInput,
  async apply({ tx, now }, { alertId, reason }) {
    const { count } = await tx.operatorAlert.updateMany({
      where: { id: alertId, resolvedAt: null },
      data: { resolvedAt: new Date(now) },
    });
    if (count === 0) throw new AppError("not_found", "No open alert has that id.");
    return {
      answer: { resolvedAt: now },
      target: { kind: "operator_alert", id: alertId },
      reason,
      after: { resolvedAt: now },
    };
  },
});

/** What a person of the platform has to look at, newest first; open ones only unless asked, of one account where named. */
export const listAlerts = staffProcedureFor("operations.read")
  .input(
    z.strictObject({ ...pageShape, resolved: z.boolean().default(false), accountId: z.uuid().optional() }),
  )
  .output(pageOf(alertSchema))
  .query(async ({ ctx, input: { limit, cursor, resolved, accountId } }) => {
    const rows = await ctx.read((tx) =>
      tx.operatorAlert.findMany({
        where: {
          ...(resolved ? {} : { resolvedAt: null }),
          ...(accountId === undefined ? {} : { accountId }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, (row) => ({
      id: row.id,
      kind: row.kind,
      accountId: row.accountId,
      reference: row.reference,
      detail: z.json().parse(row.detail),
      openedAt: row.openedAt.toISOString(),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
    }));
  });

/** Closes an alert, with what was done about it. */
export const resolveAlert = staffProcedureFor("operations.manage")
  .input(resolveInput)
  .output(z.strictObject({ resolvedAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(command, input, ctx.command());
    return answer;
  });
