import { zoneSchema } from "@tenure/core/subscriptions";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readAccount, toAccountFacts } from "./account-facts.ts";
import { accountSchema, languageSchema, lineOfText } from "./input.ts";

/** What an owner may change. The currency is not among it: everything bought is in it. */
const changes = {
  name: lineOfText(120).optional(),
  timeZone: zoneSchema.optional(),
  language: languageSchema.optional(),
};

const command = plainCommand({
  name: "accounts.update",
  input: z.strictObject(changes),
  async apply({ tx, context }, { name, timeZone, language }) {
    const before = await readAccount(tx, context.accountId ?? "");
    if (before.state === "terminated" || before.state === "closed")
      throw new AppError("conflict", "This account is closed; nothing of it changes any more.");
    const after = toAccountFacts(
      await tx.account.update({
        where: { id: before.id },
        data: {
          ...(name === undefined ? {} : { name }),
          ...(timeZone === undefined ? {} : { timeZone }),
          ...(language === undefined ? {} : { language }),
        },
      }),
    );
    return {
      answer: { ...after },
      target: { kind: "account", id: before.id },
      // A name may be a person's: that it changed is recorded, not what it says.
      before: { timeZone: before.timeZone, language: before.language },
      after: { timeZone: after.timeZone, language: after.language, nameChanged: before.name !== after.name },
    };
  },
});

/** Changes an account's name, time zone or language. */
export const update = procedureFor("account.update", {
  method: "patch",
  path: "/accounts/{accountId}",
  summary: "Change an account's name, time zone or language",
})
  .input(accountInput(changes))
  .output(accountSchema)
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(command, given, ctx.command());
    return answer;
  });
