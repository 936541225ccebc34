import {
  authorizeUsageSchema,
  extendUsageSchema,
  holdSchema,
  listUsageShape,
  recordUsageAnswerSchema,
  recordUsageSchema,
  releaseUsageSchema,
  settleAnswerSchema,
  settleUsageSchema,
  usageEventSchema,
} from "@tenure/core/contract";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { router } from "../trpc/init.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { authorizeUsage } from "./authorize.ts";
import { listEvents, showEvent } from "./events.ts";
import { extendUsage } from "./extend.ts";
import { recordUsage } from "./record.ts";
import { releaseUsage } from "./release.ts";
import { settleUsage } from "./settle.ts";

const authorize = procedureFor("usage.record", {
  method: "post",
  path: "/usage/authorize",
  status: 201,
  summary: "Promise the most a request can cost, before it runs",
})
  .input(accountInput(authorizeUsageSchema.shape))
  .output(holdSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(authorizeUsage, input, ctx.command());
    return answer;
  });

const settle = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/settle",
  summary: "Settle a hold with what was really used",
})
  .input(accountInput(settleUsageSchema.shape))
  .output(settleAnswerSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(settleUsage, input, ctx.command());
    return answer;
  });

const release = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/release",
  summary: "Give a promise back unused",
})
  .input(accountInput(releaseUsageSchema.shape))
  .output(holdSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(releaseUsage, input, ctx.command());
    return answer;
  });

const extend = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/extend",
  summary: "Let a hold live longer",
})
  .input(accountInput(extendUsageSchema.shape))
  .output(holdSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(extendUsage, input, ctx.command());
    return answer;
  });

const record = procedureFor("usage.record", {
  method: "post",
  path: "/usage/events",
  summary: "Record usage, up to a thousand events; each has its own result",
})
  .input(accountInput(recordUsageSchema.shape))
  .output(recordUsageAnswerSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(recordUsage, input, ctx.command());
    return answer;
  });

const list = procedureFor("usage.read", {
  method: "get",
  path: "/usage/events",
  summary: "List usage, newest first",
})
  .input(accountInput({ ...listUsageShape, ...pageShape }))
  .output(pageOf(usageEventSchema))
  .query(({ ctx: { account, read }, input }) =>
    read(async (tx) => {
      const { limit, cursor, ...filter } = input;
      const rows = await listEvents(tx, account.id, filter, { limit: limit + 1, cursor });
      return toPage(rows, limit, (row) => showEvent(row, account.currency));
    }),
  );

/** Usage: promises before a request runs, and what it came to. */
export const usageRouter = router({ authorize, settle, release, extend, record, list });
