import { givenGiftSchema, receivedGiftSchema, refundSummarySchema } from "@tenure/core/contract";
import { cancelGiftSubscription } from "@tenure/core/gift-subscriptions";
import { moneySchema, nanosSchema, toMoney } from "@tenure/core/money";
import { giftSubscriptionStates } from "@tenure/core/gift-subscriptions";
import { decisionJsonSchema } from "@tenure/core/contract";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput, pageOf, pageShape } from "../trpc/account-input.ts";
import { procedureFor, staffProcedureFor } from "../trpc/procedures.ts";
import { recipientEmailSchema } from "./buy.ts";
import { cancelGift } from "./cancel.ts";
import { planOf } from "./row.ts";
import { sendGift } from "./send.ts";
import { showGiven } from "./show.ts";

/** Gifts that the account paid for, newest first. */
export const listGiven = procedureFor("gift_subscription.read", {
  method: "get",
  path: "/gifts",
  summary: "Subscriptions the account gave, newest first",
})
  .input(accountInput(pageShape))
  .output(pageOf(givenGiftSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.giftSubscription.findMany({
        where: { accountId: ctx.account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const now = await readClock(tx, ctx.account.id);
      return {
        items: await showGiven(tx, shown, ctx.role, now),
        nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
  );

/** One gift that the account paid for. */
export const getGiven = procedureFor("gift_subscription.read", {
  method: "get",
  path: "/gifts/{giftId}",
  summary: "One subscription the account gave",
})
  .input(accountInput({ giftId: z.uuid() }))
  .output(givenGiftSchema)
  .query(({ ctx, input: { giftId } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.giftSubscription.findMany({ where: { id: giftId, accountId: ctx.account.id } });
      const [shown] = await showGiven(tx, rows, ctx.role, await readClock(tx, ctx.account.id));
      if (shown === undefined) throw new AppError("not_found", "No such gift.");
      return shown;
    }),
  );

/** Gifts that the account redeemed, newest first. */
export const listReceived = procedureFor("gift_subscription.read", {
  method: "get",
  path: "/received-gifts",
  summary: "Subscriptions the account received as gifts",
})
  .input(accountInput({}))
  .output(z.array(receivedGiftSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.giftSubscription.findMany({
        where: { redeemedByAccountId: ctx.account.id },
        orderBy: { redeemedAt: "desc" },
        take: 100,
      });
      const prices = await tx.planPrice.findMany({
        where: { id: { in: rows.map((row) => row.planPriceId) } },
      });
      return rows.flatMap((row) => {
        const price = prices.find((each) => each.id === row.planPriceId);
        const { redeemedAt, redeemedOrderId, paidUntil, renews } = row;
        if (price === undefined || redeemedAt === null || redeemedOrderId === null) return [];
        if (paidUntil === null || renews === null) return [];
        return [
          {
            id: row.id,
            ...planOf(price),
            terms: row.terms,
            senderName: row.senderName,
            message: row.message,
            redeemedAt: redeemedAt.toISOString(),
            orderId: redeemedOrderId,
            paidUntil: paidUntil.toISOString(),
            renews,
          },
        ];
      });
    }),
  );

/** Sends the code again, to the same or another address; the code of the mail before ends with it. */
export const send = procedureFor("gift_subscription.send")
  .input(accountInput({ giftId: z.uuid(), recipientEmail: recipientEmailSchema.nullable().default(null) }))
  .output(z.strictObject({ giftId: z.uuid(), sendings: z.int() }))
  .mutation(async ({ ctx, input: { giftId, recipientEmail } }) => {
    const { answer } = await ctx.services.runner.run(
      sendGift(ctx.services.env.publicUrl),
      { giftId, recipientEmail, occasion: "again" },
      ctx.command(),
    );
    return answer;
  });

/** What taking a gift back would return now (R2.7, R3). */
export const previewCancel = procedureFor("gift_subscription.cancel")
  .input(accountInput({ giftId: z.uuid() }))
  .output(
    z.strictObject({
      decision: decisionJsonSchema,
      /** What would reach the payer; null where it is refused. */
      expected: moneySchema.nullable(),
      confirmedNanos: z.string().nullable(),
    }),
  )
  .query(async ({ ctx, input: { giftId } }) => {
    const decision = await ctx.services.runner.preview(
      cancelGift,
      { giftId, confirmedNanos: null },
      ctx.command("preview"),
    );
    const facts = cancelGiftSubscription.facts.parse(decision.facts);
    const effects = cancelGiftSubscription.effects.parse(decision.effects);
    return {
      decision,
      expected: effects && toMoney(effects.expected.finalNanos, facts.currency),
      confirmedNanos: effects && nanosSchema.encode(effects.expected.finalNanos),
    };
  });

/** Takes a gift back that nobody redeemed, within the window (R2.7). */
export const cancel = procedureFor("gift_subscription.cancel")
  .input(
    accountInput({
      giftId: z.uuid(),
      /** From the preview. */
      confirmedNanos: z.string().regex(/^\d{1,19}$/),
    }),
  )
  .output(z.strictObject({ giftId: z.uuid(), refundId: z.uuid(), number: refundSummarySchema.shape.number }))
  .mutation(async ({ ctx, input: { giftId, confirmedNanos } }) => {
    const { answer } = await ctx.services.runner.run(cancelGift, { giftId, confirmedNanos }, ctx.command());
    return answer;
  });

/** Gifts of every account, newest first, for staff; by state, or by the recipient's address or the order's number. */
export const search = staffProcedureFor("gift_subscription.search")
  .input(
    z.strictObject({
      ...pageShape,
      state: z.enum(giftSubscriptionStates).optional(),
      query: z.string().max(254).optional(),
    }),
  )
  .output(pageOf(z.strictObject({ ...givenGiftSchema.shape, accountId: z.uuid(), accountName: z.string() })))
  .query(({ ctx, input: { limit, cursor, state, query } }) =>
    ctx.read(async (tx) => {
      const text = query?.trim() ?? "";
      const order = text === "" ? null : await tx.order.findUnique({ where: { number: text.toUpperCase() } });
      const rows = await tx.giftSubscription.findMany({
        where: {
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
          ...(state === undefined ? {} : { state }),
          ...(text === ""
            ? {}
            : {
                OR: [
                  { recipientEmail: text.toLowerCase() },
                  ...(order === null ? [] : [{ orderId: order.id }]),
                ],
              }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const page = rows.slice(0, limit);
      const shown = await showGiven(tx, page, ctx.role, await readClock(tx, null));
      const accounts = await tx.account.findMany({
        where: { id: { in: page.map((row) => row.accountId) } },
        select: { id: true, name: true },
      });
      return {
        items: shown.map((gift, index) => {
          const accountId = page[index]?.accountId ?? "";
          return {
            ...gift,
            accountId,
            accountName: accounts.find((each) => each.id === accountId)?.name ?? "",
          };
        }),
        nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    }),
  );
