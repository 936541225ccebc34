import { signedSchema } from "@tenure/core/decision";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { decisionIn } from "./body.ts";
import { decisionHeads, decisionSheetSchema } from "./show.ts";

/** A stored decision: its lines with their clauses, and the signed receipt that verifies offline. */
export const get = procedureFor("decision.read", {
  method: "get",
  path: "/decisions/{decisionId}",
  summary: "Read a decision and its signed receipt",
})
  .input(accountInput({ decisionId: z.uuid() }))
  .output(decisionSheetSchema)
  .query(({ ctx, input: { decisionId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.decision.findFirst({ where: { id: decisionId, accountId: ctx.account.id } });
      if (row === null) throw new AppError("not_found", "No such decision of this account.");
      const head = await decisionHeads(tx, [row]);
      return {
        ...head(row),
        decision: decisionIn(row.receipt),
        receipt: signedSchema.parse(row.receipt),
      };
    }),
  );
