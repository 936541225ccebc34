import { DIFFERENCE_KINDS, RECONCILED_OBJECTS } from "@tenure/core/reconciliations";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { differenceSchema, differenceStateSchema, showDifference } from "./show.ts";

const runSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum(["running", "done", "failed"]),
  trigger: z.enum(["nightly", "staff", "operator"]),
  paymentsSince: z.iso.datetime(),
  refundsSince: z.iso.datetime(),
  until: z.iso.datetime(),
  takesOver: z.boolean(),
  linesRead: z.int(),
  /** Payments compared so far. */
  compared: z.int(),
  /** Differences that it opened, that were gone, and that it took over. */
  found: z.int(),
  resolved: z.int(),
  tookOver: z.int(),
  problem: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});

const totalSchema = z.strictObject({
  channel: z.string(),
  object: z.enum(RECONCILED_OBJECTS),
  currency: z.string(),
  thereCount: z.int(),
  hereCount: z.int(),
  /** Minor units. */
  thereMinor: z.string(),
  hereMinor: z.string(),
  differenceMinor: z.string(),
});

interface RunRow extends Record<"linesRead" | "compared" | "found" | "resolved" | "tookOver", number> {
  readonly id: string;
  readonly state: string;
  readonly trigger: string;
  readonly paymentsSince: Date;
  readonly refundsSince: Date;
  readonly until: Date;
  readonly takesOver: boolean;
  readonly problem: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const showRun = (row: RunRow): z.infer<typeof runSchema> => ({
  id: row.id,
  state: runSchema.shape.state.parse(row.state),
  trigger: runSchema.shape.trigger.parse(row.trigger),
  paymentsSince: row.paymentsSince.toISOString(),
  refundsSince: row.refundsSince.toISOString(),
  until: row.until.toISOString(),
  takesOver: row.takesOver,
  linesRead: row.linesRead,
  compared: row.compared,
  found: row.found,
  resolved: row.resolved,
  tookOver: row.tookOver,
  problem: row.problem,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** Runs, newest first. */
export const listReconciliations = staffProcedureFor("reconciliation.read")
  .input(z.strictObject(pageShape))
  .output(pageOf(runSchema))
  .query(async ({ ctx, input: { limit, cursor } }) => {
    const rows = await ctx.read((tx) =>
      tx.reconciliation.findMany({
        where: cursor === undefined ? {} : { id: { lt: cursor } },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, showRun);
  });

/** One run with what both sides come to; without an id the newest one that ended well. Null: none did yet. */
export const getReconciliation = staffProcedureFor("reconciliation.read")
  .input(z.strictObject({ reconciliationId: z.uuid().optional() }))
  .output(runSchema.extend({ totals: z.array(totalSchema) }).nullable())
  .query(async ({ ctx, input: { reconciliationId } }) => {
    const row = await ctx.read((tx) =>
      tx.reconciliation.findFirst({
        where: reconciliationId === undefined ? { state: "done" } : { id: reconciliationId },
        orderBy: { id: "desc" },
        include: { totals: { orderBy: [{ channel: "desc" }, { object: "asc" }, { currency: "asc" }] } },
      }),
    );
    if (row === null && reconciliationId !== undefined)
      throw new AppError("not_found", "No such reconciliation.");
    if (row === null) return null;
    const { totals, ...run } = row;
    return {
      ...showRun(run),
      totals: totals.map(({ channel, object, currency, thereCount, hereCount, thereMinor, hereMinor }) => ({
        channel,
        object: z.enum(RECONCILED_OBJECTS).parse(object),
        currency,
        thereCount,
        hereCount,
        thereMinor: thereMinor.toFixed(0),
        hereMinor: hereMinor.toFixed(0),
        differenceMinor: hereMinor.minus(thereMinor).toFixed(0),
      })),
    };
  });

/** What differences are narrowed to. */
export const differenceFilter = {
  state: differenceStateSchema.optional(),
  kind: z.enum(DIFFERENCE_KINDS).optional(),
  channel: z.string().max(20).optional(),
};

/** Differences, newest first, and how many are open. */
export const listDifferences = staffProcedureFor("reconciliation.read")
  .input(z.strictObject({ ...pageShape, ...differenceFilter }))
  .output(pageOf(differenceSchema).extend({ open: z.int() }))
  .query(({ ctx, input: { limit, cursor, ...filter } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.reconciliationDifference.findMany({
        where: { ...whereDifferences(filter), ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const open = await tx.reconciliationDifference.count({ where: { state: "open" } });
      return { ...toPage(rows, limit, (row) => showDifference(row, ctx.role)), open };
    }),
  );

/** The rows that a filter finds. */
export const whereDifferences = ({
  state,
  kind,
  channel,
}: {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
}) => ({
  ...(state === undefined ? {} : { state }),
  ...(kind === undefined ? {} : { kind }),
  ...(channel === undefined ? {} : { channel }),
});
