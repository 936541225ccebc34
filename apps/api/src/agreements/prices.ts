import { accountPriceSchema } from "@tenure/core/contract";
import { agreementFor, discountBpsOf, modelRatesSchema, ownRates } from "@tenure/core/pricing";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readAgreements } from "./read-agreements.ts";

interface Row {
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly effective_from: Date;
  readonly rates: unknown;
}

/** What an account pays per model now, by name: the list in its currency with what was agreed in writing (T1.1). */
export const prices = procedureFor("price.read", {
  method: "get",
  path: "/prices",
  summary: "What you pay per model",
})
  .input(accountInput({ ...pageShape, search: z.string().trim().max(200).optional() }))
  .output(pageOf(accountPriceSchema))
  .query(({ ctx, input: { limit, cursor = null, search = null } }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, ctx.account.id);
      const agreements = await readAgreements(tx, ctx.account.id);
      const rows = await tx.$queryRaw<Row[]>`
        SELECT DISTINCT ON (model) id, model, version, effective_from, rates FROM model_price
         WHERE currency = ${ctx.account.currency} AND effective_from <= ${new Date(now)}
           AND (${cursor}::uuid IS NULL OR model > (SELECT model FROM model_price WHERE id = ${cursor}::uuid))
           AND (${search}::text IS NULL OR strpos(lower(model), lower(${search})) > 0)
         ORDER BY model, effective_from DESC, version DESC LIMIT ${limit + 1}`;
      return toPage(rows, limit, (row) => {
        const listRates = modelRatesSchema.parse(row.rates);
        const agreement = agreementFor(agreements, row.model, now);
        return {
          id: row.id,
          model: row.model,
          version: row.version,
          effectiveFrom: row.effective_from.toISOString(),
          rates: ownRates(listRates, agreement),
          listRates,
          agreement:
            agreement === null
              ? null
              : {
                  id: agreement.id,
                  reference: agreement.reference,
                  discountBps: "rates" in agreement.terms ? null : discountBpsOf(agreement),
                  endsAt: agreement.endsAt,
                },
        };
      });
    }),
  );
