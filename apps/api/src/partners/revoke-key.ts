import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

/** Ends a key of the account. */
export const revokeKey = plainCommand({
  name: "partners.keys.revoke",
  input: z.strictObject({ keyId: z.uuid() }),
  async apply({ tx, now, context }, { keyId }) {
    const { count } = await tx.apiKey.updateMany({
      where: { id: keyId, accountId: context.accountId ?? "", revokedAt: null },
      data: { revokedAt: new Date(now) },
    });
    if (count === 0) throw new AppError("not_found", "No active key of this account has that id.");
    return { answer: { revokedAt: now }, target: { kind: "api_key", id: keyId }, after: { revokedAt: now } };
  },
});

/** Revokes an API key: its next request is refused. */
export const revoke = procedureFor("key.manage", {
  method: "delete",
  path: "/keys/{keyId}",
  summary: "Revoke an API key",
})
  .input(accountInput({ keyId: z.uuid() }))
  .output(z.strictObject({ revokedAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { keyId } }) => {
    const { answer } = await ctx.services.runner.run(revokeKey, { keyId }, ctx.command());
    return answer;
  });
