import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { newReferralCode, TRIES } from "./code.ts";
import { rememberDevice } from "./devices.ts";
import { readVisit } from "./visit.ts";

/** Gives an account its code, once and for good; whoever follows its link is invited by it. */
export const inviteFrom = (deviceHash: string | null) =>
  plainCommand({
    name: "referrals.invite",
    input: z.strictObject({}),
    async apply({ tx, now, context }): Promise<Done<{ code: string }>> {
      const accountId = context.accountId ?? "";
      const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
      if (account.state !== "active")
        throw new AppError("conflict", `A ${account.state} account cannot invite.`);
      await rememberDevice(tx, accountId, deviceHash, now);
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const known = await tx.referralCode.findUnique({ where: { accountId } });
        if (known !== null)
          return {
            answer: { code: known.code },
            target: { kind: "referral_code", id: accountId },
            after: { code: known.code },
          };
        await tx.referralCode.createMany({
          data: { accountId, code: newReferralCode(), createdAt: new Date(now) },
          skipDuplicates: true,
        });
      }
      throw new Error("no free referral code was found");
    },
  });

/** The account's code; made when it is first asked for. */
export const referralInvite = procedureFor("referral.invite", {
  method: "post",
  path: "/referral-code",
  summary: "Make or read the account's referral code",
})
  .input(accountInput({}))
  .output(z.strictObject({ code: z.string() }))
  .mutation(async ({ ctx }) => {
    const { deviceHash } = readVisit(ctx.headers, ctx.services.env);
    const { answer } = await ctx.services.runner.run(inviteFrom(deviceHash), {}, ctx.command());
    return answer;
  });
