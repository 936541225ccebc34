import {
  authorizeUsageSchema,
  extendUsageSchema,
  holdDetailSchema,
  holdSchema,
  listHoldsShape,
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
import type { AccountContext } from "../trpc/procedures.ts";
import { listEvents, showEvent } from "./events.ts";
import type { UsageCaller } from "./engine/types.ts";
import { listHolds, showHold } from "./holds.ts";

/** The guard ladder has climbed already: the engine need not ask about the key again. */
const callerOf = (ctx: AccountContext): UsageCaller => ({
  accountId: ctx.account.id,
  actor: ctx.command().actor,
  checkKey: false,
});

const authorize = procedureFor("usage.record", {
  method: "post",
  path: "/usage/authorize",
  status: 201,
  summary: "Promise the most a request can cost, before it runs",
})
  .input(accountInput(authorizeUsageSchema.shape))
  .output(holdSchema)
  .mutation(({ ctx, input: { accountId: _, ...input } }) =>
    ctx.services.usage.authorize(
      callerOf(ctx),
      authorizeUsageSchema.parse(input),
      ctx.command().idempotencyKey,
    ),
  );

const settle = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/settle",
  summary: "Settle a hold with what was really used, at once or in parts",
})
  .input(accountInput(settleUsageSchema.shape))
  .output(settleAnswerSchema)
  .mutation(({ ctx, input: { accountId: _, ...input } }) =>
    ctx.services.usage.settle(callerOf(ctx), settleUsageSchema.parse(input)),
  );

const release = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/release",
  summary: "Give a promise back unused",
})
  .input(accountInput(releaseUsageSchema.shape))
  .output(holdSchema)
  .mutation(({ ctx, input: { holdId } }) => ctx.services.usage.release(callerOf(ctx), { holdId }));

const extend = procedureFor("usage.record", {
  method: "post",
  path: "/usage/holds/{holdId}/extend",
  summary: "Let a hold live longer",
})
  .input(accountInput(extendUsageSchema.shape))
  .output(holdSchema)
  .mutation(({ ctx, input: { holdId, timeToLiveSeconds } }) =>
    ctx.services.usage.extend(callerOf(ctx), { holdId, timeToLiveSeconds }),
  );

const record = procedureFor("usage.record", {
  method: "post",
  path: "/usage/events",
  summary: "Record usage, up to a thousand events; each has its own result",
})
  .input(accountInput(recordUsageSchema.shape))
  .output(recordUsageAnswerSchema)
  .mutation(({ ctx, input: { events } }) => ctx.services.usage.record(callerOf(ctx), { events }));

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

const holds = procedureFor("usage.read", {
  method: "get",
  path: "/usage/holds",
  summary: "List holds, newest first: open, ended and declined ones",
})
  .input(accountInput({ ...listHoldsShape, ...pageShape }))
  .output(pageOf(holdDetailSchema))
  .query(({ ctx: { account, read }, input: { state, limit, cursor } }) =>
    read(async (tx) => {
      const rows = await listHolds(tx, account.id, state, { limit: limit + 1, cursor });
      return toPage(rows, limit, (row) => showHold(row, account.currency));
    }),
  );

/** Usage: promises before a request runs, and what it came to. */
export const usageRouter = router({ authorize, settle, release, extend, record, list, holds });
