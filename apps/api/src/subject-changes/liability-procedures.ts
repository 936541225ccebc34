import { signedSchema } from "@tenure/core/decision";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { prepareStatement } from "./liability-file.ts";
import { liabilityStatementSchema } from "./liability-statement.ts";

/** Of which time; each end may be open. */
export const liabilitySpan = z.strictObject({
  from: instantSchema.nullable().default(null),
  until: instantSchema.nullable().default(null),
});

/** What each holder of the account answers for (C4.8): signed, and cut so that the parts add up to the whole. */
export const liability = procedureFor("liability.read")
  .input(accountInput(liabilitySpan.shape))
  .output(z.strictObject({ statement: liabilityStatementSchema, signed: signedSchema }))
  .query(async ({ ctx, input: { from, until } }) => {
    const reader = ctx.role === "owner" ? "holder" : "staff";
    const { statement, signed } = await prepareStatement(
      ctx.services,
      ctx.account.id,
      { from, until },
      reader,
    );
    return { statement, signed };
  });
