import { distributorEventLifecycle, type DistributorEventState } from "@tenure/core/distributors";
import { statesOf } from "@tenure/core/lifecycle";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import {
  distributorFields,
  distributorName,
  ignoreEvent,
  mapProduct,
  productFields,
  retryEvent,
  rotateSecret,
  saveDistributor,
} from "./manage.ts";
import { secretOf } from "./secrets.ts";

const links = z.strictObject({
  name: z.string(),
  title: z.string(),
  cancelLink: z.string(),
  refundLink: z.string(),
  billingLink: z.string(),
});

const distributorSchema = links.extend({
  products: z.array(
    z.strictObject({ productId: z.string(), planId: z.string(), interval: z.enum(["month", "year"]) }),
  ),
  secrets: z.array(z.strictObject({ createdAt: z.iso.datetime(), retiresAt: z.iso.datetime().nullable() })),
  runningSubscriptions: z.int(),
  problems: z.int(),
});

/** Every distributor, with what its products are and how much waits for a person. */
export const listDistributors = staffProcedureFor("distributor.read")
  .input(z.strictObject({}))
  .output(z.array(distributorSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.distributor.findMany({
        include: {
          products: { orderBy: { productId: "asc" } },
          secrets: { orderBy: { createdAt: "desc" }, take: 3 },
        },
        orderBy: { title: "asc" },
      });
      return Promise.all(
        rows.map(async ({ name, title, cancelLink, refundLink, billingLink, products, secrets }) => ({
          name,
          title,
          cancelLink,
          refundLink,
          billingLink,
          products: products.map(({ productId, planId, interval }) => ({
            productId,
            planId,
            interval: interval === "year" ? ("year" as const) : ("month" as const),
          })),
          secrets: secrets.map(({ createdAt, retiresAt }) => ({
            createdAt: createdAt.toISOString(),
            retiresAt: retiresAt?.toISOString() ?? null,
          })),
          runningSubscriptions: await tx.subscription.count({
            where: { distributor: name, state: { not: "ended" } },
          }),
          problems: await tx.distributorEvent.count({ where: { distributorName: name, state: "problem" } }),
        })),
      );
    }),
  );

const states = statesOf(distributorEventLifecycle);

const eventSchema = z.strictObject({
  id: z.uuid(),
  distributor: z.string(),
  eventId: z.string(),
  type: z.string(),
  purchaseId: z.string(),
  accountId: z.uuid().nullable(),
  accountName: z.string().nullable(),
  state: z.enum(states),
  problem: z.string().nullable(),
  attempts: z.int(),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  payload: z.record(z.string(), z.unknown()),
});

/** Notifications of distributors, newest first. */
export const listDistributorEvents = staffProcedureFor("distributor.read")
  .input(
    z.strictObject({
      ...pageShape,
      distributor: distributorName.optional(),
      state: z.enum(states).optional(),
    }),
  )
  .output(pageOf(eventSchema))
  .query(async ({ ctx, input: { limit, cursor, distributor, state } }) => {
    const { rows, accounts } = await ctx.read(async (tx) => {
      const found = await tx.distributorEvent.findMany({
        where: {
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
          ...(distributor === undefined ? {} : { distributorName: distributor }),
          ...(state === undefined ? {} : { state }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return {
        rows: found,
        accounts: await tx.account.findMany({
          where: { id: { in: found.flatMap(({ accountId }) => accountId ?? []) } },
          select: { id: true, name: true },
        }),
      };
    });
    const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
    return toPage(rows, limit, (row) => ({
      id: row.id,
      distributor: row.distributorName,
      eventId: row.eventId,
      type: row.type,
      purchaseId: row.purchaseId,
      accountId: row.accountId,
      accountName: row.accountId === null ? null : (nameOf.get(row.accountId) ?? null),
      state: row.state as DistributorEventState,
      problem: row.problem,
      attempts: row.attempts,
      occurredAt: row.occurredAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      payload: eventSchema.shape.payload.parse(row.payload),
    }));
  });

/** Adds a distributor, or changes its words and links. The secret is shown for a new one; `rotateSecret` shows another. */
export const saveDistributorProcedure = staffProcedureFor("distributor.manage")
  .input(z.strictObject(distributorFields))
  .output(z.strictObject({ name: z.string(), secret: z.string().nullable() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(saveDistributor, input, ctx.command());
    return {
      name: answer.name,
      secret:
        answer.secretId === null ? null : secretOf(ctx.services.env.secret, answer.name, answer.secretId),
    };
  });

/** Says which of our plans a product is. `again`: notifications that waited for it. */
export const mapProductProcedure = staffProcedureFor("distributor.manage")
  .input(z.strictObject(productFields))
  .output(z.strictObject({ productId: z.string(), again: z.int() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(mapProduct, input, ctx.command());
    return answer;
  });

/** Gives a distributor another secret and shows it. */
export const rotateSecretProcedure = staffProcedureFor("distributor.manage")
  .input(z.strictObject({ distributor: distributorName }))
  .output(z.strictObject({ secret: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(rotateSecret, input, ctx.command());
    return { secret: secretOf(ctx.services.env.secret, input.distributor, answer.secretId) };
  });

const done = z.strictObject({ eventId: z.uuid() });

/** Looks at a notification again. */
export const retryEventProcedure = staffProcedureFor("distributor.manage")
  .input(z.strictObject({ eventId: z.uuid() }))
  .output(done)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(retryEvent, input, ctx.command());
    return answer;
  });

/** Says that a notification is not to be followed. */
export const ignoreEventProcedure = staffProcedureFor("distributor.manage")
  .input(z.strictObject({ eventId: z.uuid(), reason: lineOfText(200) }))
  .output(done)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(ignoreEvent, input, ctx.command());
    return answer;
  });
