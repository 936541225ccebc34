import { replay, verify as verifyReceipt } from "@tenure/core/decision";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { policies } from "../policy-versions/in-force.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readPublishedKeys } from "./published-keys.ts";
import { REGISTERED_RULES } from "./registered-rules.ts";

const output = z.strictObject({
  /** Whether the signature is that of a published key over exactly this decision. */
  signature: z.strictObject({ valid: z.boolean(), reason: z.string().nullable() }),
  /** Whether the same facts, policy and rules give the same decision again, byte by byte. */
  replay: z.strictObject({ same: z.boolean(), reason: z.string().nullable(), detail: z.string().nullable() }),
});

/** Checks a stored decision twice over: its signature, and that it would be decided the same again. */
export const verify = procedureFor("decision.read", {
  method: "get",
  path: "/decisions/{decisionId}/verification",
  summary: "Verify a decision's signature and replay it",
})
  .input(accountInput({ decisionId: z.uuid() }))
  .output(output)
  .query(async ({ ctx, input: { decisionId } }) => {
    const row = await ctx.read((tx) =>
      tx.decision.findFirst({
        where: { id: decisionId, accountId: ctx.account.id },
        select: { receipt: true },
      }),
    );
    if (row === null) throw new AppError("not_found", "No such decision of this account.");
    const signature = verifyReceipt(
      row.receipt,
      "tenure.decision.v1",
      await readPublishedKeys(ctx.services.db),
    );
    const receipt = z.object({ body: z.unknown() }).safeParse(row.receipt);
    const again = replay(receipt.data?.body, REGISTERED_RULES, policies());
    return {
      signature: { valid: signature.valid, reason: signature.valid ? null : signature.reason },
      replay: again.same
        ? { same: true, reason: null, detail: null }
        : { same: false, reason: again.reason, detail: again.detail },
    };
  });
