import { z } from "zod";
import { plainCommand } from "../../src/command/command.ts";

/** A command without a rule, for histories: it changes a fact and is audited like any other. */
export const rename = plainCommand({
  name: "test.rename",
  input: z.strictObject({ name: z.string() }),
  async apply({ tx, context }, { name }) {
    const id = context.accountId ?? "";
    await tx.account.update({ where: { id }, data: { name } });
    return { answer: { name }, target: { kind: "account", id }, after: { name } };
  },
});
