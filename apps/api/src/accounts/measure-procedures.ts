import { accountLifecycle } from "@tenure/core/accounts";
import { decisionJsonSchema } from "@tenure/core/contract";
import { actionsFor } from "@tenure/core/lifecycle";
import { VIOLATION_GROUNDS } from "@tenure/core/text";
import { z } from "zod";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor, staffProcedureFor } from "../trpc/procedures.ts";
import { linesOfText } from "./input.ts";
import { lift, measureFields, suspend, terminate } from "./measures.ts";
import { staffAccountInclude, staffAccountSchema, showStaffAccounts } from "./staff-view.ts";

const kinds = ["suspend", "lift", "terminate"] as const;

const measureSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(kinds),
  ground: z.enum(VIOLATION_GROUNDS).nullable(),
  reason: z.string(),
  evidenceRefs: z.array(z.string()),
  by: z.string(),
  decisionId: z.uuid(),
  takenAt: z.iso.datetime(),
});

/** What was done to an account, newest first, and what may be done now. */
export const listMeasures = procedureFor("measure.read")
  .input(accountInput({}))
  .output(z.strictObject({ items: z.array(measureSchema), actions: z.array(z.enum([...kinds, "close"])) }))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.accountMeasure.findMany({
        where: { accountId: ctx.account.id },
        orderBy: { takenAt: "desc" },
        take: 100,
      });
      const logins = await tx.authUser.findMany({
        where: { id: { in: [...new Set(rows.map(({ actorId }) => actorId))] } },
        select: { id: true, name: true },
      });
      return {
        items: rows.map((row) => ({
          id: row.id,
          kind: measureSchema.shape.kind.parse(row.kind),
          ground: measureSchema.shape.ground.parse(row.ground),
          reason: row.reason,
          evidenceRefs: row.evidenceRefs,
          by: logins.find(({ id }) => id === row.actorId)?.name ?? row.actorId,
          decisionId: row.decisionId,
          takenAt: row.takenAt.toISOString(),
        })),
        actions: actionsFor(accountLifecycle, ctx.account.state, ctx.role),
      };
    }),
  );

/** What a step would do, told before anything is written: the same rule, the same facts. */
export const previewMeasure = procedureFor("measure.read")
  .input(accountInput({ kind: z.enum(["suspend", "terminate"]), ground: z.enum(VIOLATION_GROUNDS) }))
  .output(z.strictObject({ decision: decisionJsonSchema }))
  .query(async ({ ctx, input: { kind, ground } }) => {
    // The words do not change the consequences; that they are there is asked for when it is done.
    const words = { ground, reason: "-", evidenceRefs: ["-"] };
    const { runner } = ctx.services;
    const decision =
      kind === "suspend"
        ? await runner.preview(suspend, words, ctx.command("preview"))
        : await runner.preview(terminate, words, ctx.command("preview"));
    return { decision };
  });

const answer = z.strictObject({ accountId: z.uuid(), state: z.string(), decisionId: z.uuid() });

/** Suspends an account for a violation (T4.2). */
export const suspendProcedure = procedureFor("measure.suspend")
  .input(accountInput(measureFields))
  .output(answer)
  .mutation(async ({ ctx, input: { accountId: _, ...words } }) => {
    const { answer: given } = await ctx.services.runner.run(suspend, words, ctx.command());
    return given;
  });

/** Lifts a suspension (T4.2). */
export const liftProcedure = procedureFor("measure.suspend")
  .input(accountInput({ reason: linesOfText(2000) }))
  .output(answer)
  .mutation(async ({ ctx, input: { accountId: _, ...words } }) => {
    const { answer: given } = await ctx.services.runner.run(lift, words, ctx.command());
    return given;
  });

/** Terminates a suspended account (T4.2); the second factor is proven afresh. */
export const terminateProcedure = procedureFor("measure.terminate")
  .input(accountInput(measureFields))
  .output(answer)
  .mutation(async ({ ctx, input: { accountId: _, ...words } }) => {
    const { answer: given } = await ctx.services.runner.run(terminate, words, ctx.command());
    return given;
  });

const suspendedSchema = z.strictObject({
  id: z.uuid(),
  account: staffAccountSchema,
  ground: z.enum(VIOLATION_GROUNDS).nullable(),
  reason: z.string(),
  suspendedAt: z.iso.datetime(),
});

/** Accounts that are suspended, longest first: each waits for a decision. */
export const listSuspended = staffProcedureFor("measure.read")
  .input(z.strictObject(pageShape))
  .output(pageOf(suspendedSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.account.findMany({
        where: { state: "suspended", ...(cursor === undefined ? {} : { id: { gt: cursor } }) },
        include: staffAccountInclude,
        orderBy: { id: "asc" },
        take: limit + 1,
      });
      const measures = await tx.accountMeasure.findMany({
        where: { accountId: { in: rows.map(({ id }) => id) }, kind: "suspend" },
        orderBy: { takenAt: "desc" },
      });
      const show = await showStaffAccounts(tx, ctx.services.vault, rows);
      return toPage(rows, limit, (row) => {
        const last = measures.find(({ accountId }) => accountId === row.id);
        return {
          id: row.id,
          account: show(row),
          ground: measureSchema.shape.ground.parse(last?.ground ?? null),
          reason: last?.reason ?? "",
          suspendedAt: (last?.takenAt ?? row.createdAt).toISOString(),
        };
      });
    }),
  );
