import { moneySchema } from "@tenure/core/money";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { bookMoney } from "./show-journal.ts";

/** The usage events that a journal settles: those of its batch and account, in the order they were decided. */
export const listBatchEvents = staffProcedureFor("ledger.read")
  .input(z.strictObject({ journalId: z.uuid(), ...pageShape }))
  .output(
    pageOf(
      z.strictObject({
        id: z.uuid(),
        clientEventId: z.string(),
        kind: z.enum(["usage", "reversal"]),
        model: z.string(),
        occurredAt: instantSchema,
        /** What it is worth, and how it was paid. */
        value: moneySchema,
        planPart: moneySchema,
        creditPart: moneySchema,
        debtPart: moneySchema,
      }),
    ),
  )
  .query(async ({ ctx, input: { journalId, limit, cursor } }) => {
    const rows = await ctx.read(
      (tx) => tx.$queryRaw<
        {
          id: string;
          clientEventId: string;
          kind: "usage" | "reversal";
          model: string;
          occurredAt: string;
          currency: string;
          amount: bigint;
          plan: bigint;
          credit: bigint;
          debt: bigint;
        }[]
      >`
        SELECT e.id, e.client_event_id AS "clientEventId", e.kind, e.model, tenure_iso(e.occurred_at) AS "occurredAt",
               a.currency, e.amount_nanos AS amount, e.plan_nanos AS plan, e.credit_nanos AS credit, e.debt_nanos AS debt
          FROM ledger_journal j JOIN usage_event e ON e.batch_id = j.batch_id AND e.account_id = j.account_id
          JOIN account a ON a.id = e.account_id
         WHERE j.id = ${journalId}::uuid AND (${cursor ?? null}::uuid IS NULL OR e.id > ${cursor ?? null}::uuid)
         ORDER BY e.id LIMIT ${limit + 1}`,
    );
    return toPage(rows, limit, ({ currency, amount, plan, credit, debt, ...event }) => ({
      ...event,
      value: bookMoney(amount, currency),
      planPart: bookMoney(plan, currency),
      creditPart: bookMoney(credit, currency),
      debtPart: bookMoney(debt, currency),
    }));
  });
