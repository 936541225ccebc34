import { statesOf } from "@tenure/core/lifecycle";
import { isCurrency, moneySchema, toMoney } from "@tenure/core/money";
import { refundCaseLifecycle } from "@tenure/core/refund-cases";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { cardLabels, readVelocity, VELOCITY_TRAITS } from "./velocity.ts";

const DAY_MS = 86_400_000;
const MOST_ROWS = 100;
/** More accounts and cases of one row are counted, not named. */
const NAMED = 10;

const caseState = z.enum(statesOf(refundCaseLifecycle));

const rowSchema = z.strictObject({
  trait: z.enum(VELOCITY_TRAITS),
  /** Id of the account or of the holder, the provider's fingerprint of the card, hash of the device. */
  value: z.string(),
  /** What a card is called, such as "Visa •••• 4242"; null where it is no card, or no payment method of it is kept. */
  cardLabel: z.string().nullable(),
  refunds: z.int(),
  newestAt: instantSchema,
  /** What was or will be paid back, before tax. */
  paid: z.array(moneySchema),
  accountCount: z.int(),
  accounts: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  cases: z.array(z.strictObject({ id: z.uuid(), number: z.string(), state: caseState })),
  /** R2.10: whether a person decides the next one; by what does not count together, never. */
  reviewed: z.boolean(),
});

/** Who buys and refunds in series: accounts, persons, cards and devices with the most refunds (R2.10). */
export const refundVelocity = staffProcedureFor("refund.velocity")
  .input(
    z.strictObject({ days: z.int().min(1).max(366).optional(), atLeast: z.int().min(1).max(100).default(2) }),
  )
  .output(
    z.strictObject({
      days: z.int(),
      /** The limit of the policy in force. */
      limit: z.strictObject({ refunds: z.int(), days: z.int() }),
      rows: z.array(rowSchema),
    }),
  )
  .query(async ({ ctx, input }) => {
    const now = await ctx.read((tx) => readClock(tx, null));
    const { review } = policyAt(now).refunds;
    const days = input.days ?? review.withinDays;
    const from = new Date(Date.parse(now) - days * DAY_MS);
    const found = await readVelocity(ctx.services.db, {
      from,
      livemode: ctx.services.env.livemode,
      atLeast: input.atLeast,
      limit: MOST_ROWS,
    });
    const ids = [...new Set(found.flatMap((row) => row.accountIds))];
    const fingerprints = found.flatMap(({ trait, value }) => (trait === "card" ? value : []));
    const [accounts, cases, labels] = await ctx.read(async (tx) => [
      await tx.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
      await tx.refundCase.findMany({
        where: { accountId: { in: ids }, receivedAt: { gte: from } },
        orderBy: { id: "desc" },
        select: { id: true, number: true, state: true, accountId: true },
      }),
      await cardLabels(tx, fingerprints),
    ]);
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    return {
      days,
      limit: { refunds: review.afterRefunds, days: review.withinDays },
      rows: found.map((row) => ({
        trait: row.trait,
        value: row.value,
        cardLabel: row.trait === "card" ? (labels.get(row.value) ?? null) : null,
        refunds: row.refunds,
        newestAt: row.newestAt.toISOString(),
        paid: row.paid.flatMap(({ currency, nanos }) =>
          isCurrency(currency) ? [toMoney(BigInt(nanos), currency)] : [],
        ),
        accountCount: row.accounts,
        accounts: row.accountIds.slice(0, NAMED).map((id) => ({ id, name: names.get(id) ?? "" })),
        cases: cases
          .filter(({ accountId }) => accountId !== null && row.accountIds.includes(accountId))
          .slice(0, NAMED)
          .map(({ id, number, state }) => ({ id, number, state: caseState.parse(state) })),
        reviewed:
          days <= review.withinDays &&
          row.refunds >= review.afterRefunds &&
          (row.trait === "account" || review.alsoBy.includes(row.trait)),
      })),
    };
  });
