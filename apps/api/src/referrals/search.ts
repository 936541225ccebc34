import { isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { decideReferral, referralStates, traits } from "@tenure/core/referrals";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";
import { NOT_BY_THE_RULES } from "../refunds/by-the-rules.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const side = z.strictObject({ accountId: z.uuid(), name: z.string() });

const staffReferralSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum(referralStates),
  referrer: side,
  referred: side,
  order: z
    .strictObject({
      id: z.uuid(),
      number: z.string(),
      kind: z.string(),
      amount: moneySchema,
      refundState: z.string().nullable(),
      disputeState: z.string().nullable(),
    })
    .nullable(),
  /** Code of the refusal. */
  reason: z.string().nullable(),
  /** What the two accounts had in common when it was decided. */
  shared: z.array(z.enum(traits)),
  decisionId: z.uuid().nullable(),
  rewardLotId: z.uuid().nullable(),
  createdAt: instantSchema,
  dueAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
});

/** All referrals, newest first; narrowed to a state, a reason, or an account on either side. */
export const referralSearch = staffProcedureFor("referral.search")
  .input(
    z.strictObject({
      ...pageShape,
      state: z.enum(referralStates).optional(),
      reason: z.string().min(1).max(60).optional(),
      accountId: z.uuid().optional(),
    }),
  )
  .output(pageOf(staffReferralSchema))
  .query(({ ctx, input: { limit, cursor, state, reason, accountId } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.referral.findMany({
        where: {
          ...(state === undefined ? {} : { state }),
          ...(reason === undefined ? {} : { reason }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
          ...(accountId === undefined
            ? {}
            : { OR: [{ referrerAccountId: accountId }, { referredAccountId: accountId }] }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const accounts = await tx.account.findMany({
        where: { id: { in: rows.flatMap((row) => [row.referrerAccountId, row.referredAccountId]) } },
        select: { id: true, name: true },
      });
      const orders = await tx.order.findMany({
        where: { id: { in: rows.flatMap((row) => row.orderId ?? []) } },
        include: {
          refunds: {
            where: { kind: { notIn: [...NOT_BY_THE_RULES] } },
            orderBy: { submittedAt: "desc" },
            take: 1,
          },
          payments: { where: { purpose: "order" }, take: 1 },
        },
      });
      const shared = await sharedByDecision(
        tx,
        rows.flatMap((row) => row.decisionId ?? []),
      );
      const nameOf = new Map(accounts.map((account) => [account.id, account.name]));
      const orderOf = new Map(orders.map((order) => [order.id, order]));
      const sideOf = (id: string) => ({ accountId: id, name: nameOf.get(id) ?? "" });
      return toPage(rows, limit, (row) => {
        const order = orderOf.get(row.orderId ?? "");
        return {
          id: row.id,
          state: z.enum(referralStates).parse(row.state),
          referrer: sideOf(row.referrerAccountId),
          referred: sideOf(row.referredAccountId),
          order:
            order === undefined
              ? null
              : {
                  id: order.id,
                  number: order.number,
                  kind: order.kind,
                  amount: toMoney(order.amountNanos, isCurrency(order.currency) ? order.currency : "USD"),
                  refundState: order.refunds[0]?.state ?? null,
                  disputeState: order.payments[0]?.disputeState ?? null,
                },
          reason: row.reason,
          shared: shared.get(row.decisionId ?? "") ?? [],
          decisionId: row.decisionId,
          rewardLotId: row.rewardLotId,
          createdAt: row.createdAt.toISOString(),
          dueAt: row.dueAt?.toISOString() ?? null,
          decidedAt: row.decidedAt?.toISOString() ?? null,
        };
      });
    }),
  );

/** What decisions about referrals said the two sides have in common; other decisions say nothing of it. */
async function sharedByDecision(tx: Tx, decisionIds: readonly string[]) {
  const found = new Map<string, (typeof traits)[number][]>();
  for (const id of decisionIds) {
    const body = await decisionBody(tx, id);
    if (body.kind !== decideReferral.kind) continue;
    const facts = z.object({ shared: z.array(z.enum(traits)) }).safeParse(body.facts);
    if (facts.success) found.set(id, facts.data.shared);
  }
  return found;
}
