import { endAgreement as rule } from "@tenure/core/pricing";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand } from "../command/command.ts";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const fields = {
  agreementId: z.uuid(),
  /** Null: now, or where it would have begun. */
  endsAt: instantSchema.nullable(),
  /** Why; kept with the audit row, the customer reads it too. */
  reason: lineOfText(500, 3),
};

/** Ends a price agreement; usage from then on is rated by the list, or by another agreement (T1.1). */
export const endAgreement = decisionCommand({
  name: "agreements.end",
  input: z.strictObject(fields),
  rule,
  async facts({ tx, now, context }, { agreementId, endsAt }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const row = await readRow(tx, account.id, agreementId);
    return {
      now,
      currency: account.currency,
      effectiveFrom: row.effectiveFrom.toISOString(),
      endsAt: row.endsAt?.toISOString() ?? null,
      wantedEnd: endsAt,
    };
  },
  async apply({ tx, now, context, decisionId, outbox }, { agreementId, reason }, effects, decision) {
    if (effects === null) throw new Error("granted without effects");
    const account = await readAccount(tx, context.accountId ?? "");
    const before = await readRow(tx, account.id, agreementId);
    await tx.priceAgreement.update({
      where: { id: agreementId, accountId: account.id },
      data: { endsAt: new Date(effects.endsAt) },
    });
    await queueNotice(tx, outbox, {
      kind: "price_agreement_ended",
      dedupeKey: `price_agreement_ended:${agreementId}:${effects.endsAt}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        reference: before.reference,
        models: before.models.join(", "),
        endsAt: effects.endsAt,
        reason,
      },
      decision,
    });
    return {
      answer: { agreementId, endsAt: effects.endsAt, decisionId },
      target: { kind: "price_agreement", id: agreementId },
      before: { endsAt: before.endsAt?.toISOString() ?? null },
      after: { endsAt: effects.endsAt },
      reason,
    };
  },
});

/** @throws AppError not_found for an agreement that is absent or another account's */
async function readRow(tx: Tx, accountId: string, agreementId: string) {
  const row = await tx.priceAgreement.findFirst({ where: { id: agreementId, accountId } });
  if (row === null) throw new AppError("not_found", "No such price agreement.");
  return row;
}

/** An administrator ends a price agreement. */
export const end = procedureFor("price.manage")
  .input(accountInput(fields))
  .output(z.strictObject({ agreementId: z.uuid(), endsAt: instantSchema, decisionId: z.uuid().nullable() }))
  .mutation(async ({ ctx, input: { accountId: _, ...input } }) => {
    const { answer } = await ctx.services.runner.run(endAgreement, input, ctx.command());
    return answer;
  });
