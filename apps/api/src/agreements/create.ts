import { decisionJsonSchema } from "@tenure/core/contract";
import { agreePrices as rule, modelRatesSchema } from "@tenure/core/pricing";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const modelName = z.string().trim().min(1).max(200);

const fields = {
  /** Where the written agreement can be found; the customer reads it too. */
  reference: lineOfText(200, 2),
  /** Null: every model. */
  models: z.array(modelName).min(1).max(200).nullable(),
  /** Off the list price, basis points; null where rates are given. */
  discountBps: z.int().nullable(),
  /** Laid over the list, price by price; null where a discount is given. */
  rates: modelRatesSchema.nullable(),
  /** Null: from now. */
  effectiveFrom: instantSchema.nullable(),
  /** Null: no end was agreed. */
  endsAt: instantSchema.nullable(),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

/** Puts prices that were agreed in writing into force for one account (T1.1). */
export const createAgreement = decisionCommand({
  name: "agreements.create",
  input: z.strictObject(fields),
  rule,
  async facts({ tx, now, context }, { models, discountBps, rates, effectiveFrom, endsAt }: Fields) {
    requireOne(discountBps, rates);
    const account = await readAccount(tx, context.accountId ?? "");
    const named = models === null ? null : [...new Set(models)].toSorted();
    return {
      now,
      currency: account.currency,
      accountState: account.state,
      models: named,
      unpricedModels: named === null ? [] : await unpriced(tx, named, account.currency),
      discountBps,
      rates,
      effectiveFrom: effectiveFrom ?? now,
      endsAt,
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, input, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const id = newId();
    const models = [...new Set(input.models ?? [])].toSorted();
    await tx.priceAgreement.createMany({
      data: {
        id,
        accountId: account.id,
        reference: input.reference,
        models,
        discountBps: input.discountBps,
        ...(input.rates === null ? {} : { rates: input.rates }),
        effectiveFrom: new Date(effects.effectiveFrom),
        endsAt: effects.endsAt === null ? null : new Date(effects.endsAt),
        decisionId,
        createdAt: new Date(now),
      },
    });
    await queueNotice(tx, outbox, {
      kind: "price_agreement_made",
      dedupeKey: `price_agreement_made:${id}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        reference: input.reference,
        terms: input.discountBps?.toString() ?? "",
        models: models.join(", "),
        effectiveFrom: effects.effectiveFrom,
        endsAt: effects.endsAt ?? "",
      },
      decision,
    });
    return {
      answer: { agreementId: id, decisionId },
      target: { kind: "price_agreement", id },
      after: {
        reference: input.reference,
        models,
        discountBps: input.discountBps,
        ownRates: input.rates !== null,
        effectiveFrom: effects.effectiveFrom,
        endsAt: effects.endsAt,
      },
      reason: input.reference,
    };
  },
});

/** @throws AppError validation_failed unless exactly one of the two is given */
function requireOne(discountBps: number | null, rates: unknown): void {
  if ((discountBps === null) === (rates === null))
    throw new AppError("validation_failed", "State either a discount or rates.", [
      { path: "discountBps", message: "either discountBps or rates" },
    ]);
}

/** Those of the models that have no list price in a currency, not even an announced one. */
async function unpriced(tx: Tx, models: readonly string[], currency: string): Promise<string[]> {
  const rows = await tx.modelPrice.findMany({
    where: { model: { in: [...models] }, currency },
    distinct: ["model"],
    select: { model: true },
  });
  const priced = new Set(rows.map((row) => row.model));
  return models.filter((model) => !priced.has(model));
}

/** What an agreement would do, before it is made. */
export const preview = procedureFor("price.manage")
  .input(accountInput(fields))
  .output(decisionJsonSchema)
  .query(({ ctx, input: { accountId: _, ...input } }) =>
    ctx.services.runner.preview(createAgreement, input, ctx.command("preview")),
  );

/** An administrator puts agreed prices into force. */
export const create = procedureFor("price.manage")
  .input(accountInput(fields))
  .output(z.strictObject({ agreementId: z.uuid(), decisionId: z.uuid().nullable() }))
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(createAgreement, input, ctx.command());
    return answer;
  });
