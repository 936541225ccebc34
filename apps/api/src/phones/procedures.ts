import { CODE_DIGITS, codePurposes } from "@tenure/core/phones";
import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import type { CommandContext } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput } from "../trpc/account-input.ts";
import { type AccountContext, procedureFor } from "../trpc/procedures.ts";
import type { Context } from "../trpc/context.ts";
import { confirmCode, sendCode } from "./code-commands.ts";
import { addPhone, giveUpPhone, removePhone } from "./keep-commands.ts";
import { readPhoneNumber } from "./number.ts";
import { phonesSchema, showPhones } from "./show.ts";

/** Codes are counted across accounts; the commands name the caller's account in every other look. */
const acrossAccounts = (context: CommandContext): CommandContext => ({ ...context, asPlatform: true });

/** @throws AppError unavailable where no SMS service is set up */
function requireSms({ sms }: Services): void {
  if (sms === null) throw new AppError("unavailable", "Text messages cannot be sent here yet.");
}

/** The phones of the account's holder. */
export const getPhones = procedureFor("phone.read")
  .input(accountInput({}))
  .output(phonesSchema)
  .query(({ ctx: { account, role, read, services } }) =>
    read(async (tx) =>
      showPhones(
        tx,
        services.vault,
        {
          id: account.id,
          isStaff: role === "reviewer" || role === "administrator",
          available: services.sms !== null,
        },
        policyAt(await readClock(tx, account.id)),
      ),
    ),
  );

const numberInput = accountInput({
  /** As people write it; without a plus it is read as one of the country of the billing details. */
  number: lineOfText(40),
});
const added = z.strictObject({ phoneId: z.uuid() });

async function add(
  ctx: Context & AccountContext,
  how: "first" | "replace",
  text: string,
): Promise<{ phoneId: string }> {
  const { runner, vault } = ctx.services;
  requireSms(ctx.services);
  const billing = await ctx.read((tx) =>
    tx.billingDetails.findUnique({ where: { accountId: ctx.account.id }, select: { country: true } }),
  );
  const phone = readPhoneNumber(text, billing?.country ?? null);
  const { answer } = await runner.run(
    addPhone(vault, phone, how),
    { loginId: loginIdOf(ctx.caller), numberMac: vault.mac("phone", phone.number) },
    acrossAccounts(ctx.command()),
  );
  return answer;
}

/** Adds the first phone; its code is sent. */
export const addPhoneProcedure = procedureFor("phone.verify")
  .input(numberInput)
  .output(added)
  .mutation(({ ctx, input: { number } }) => add(ctx, "first", number));

/** Another phone takes the verified one's place once its code comes back. */
export const replacePhoneProcedure = procedureFor("phone.change")
  .input(numberInput)
  .output(added)
  .mutation(({ ctx, input: { number } }) => add(ctx, "replace", number));

const named = accountInput({ phoneId: z.uuid() });

/** Gives up the phone that waits. */
export const giveUpPhoneProcedure = procedureFor("phone.verify")
  .input(named)
  .output(added)
  .mutation(async ({ ctx, input: { phoneId } }) => {
    const { answer } = await ctx.services.runner.run(giveUpPhone, { phoneId }, ctx.command());
    return answer;
  });

/** Removes the verified phone. */
export const removePhoneProcedure = procedureFor("phone.change")
  .input(named)
  .output(added)
  .mutation(async ({ ctx, input: { phoneId } }) => {
    const { answer } = await ctx.services.runner.run(removePhone, { phoneId }, ctx.command());
    return answer;
  });

const about = { purpose: z.enum(codePurposes), ref: z.uuid() };

/** Sends a code: to the phone that waits (`ref` names it), or to the verified one for a change of subject. */
export const sendCodeProcedure = procedureFor("phone.verify")
  .input(accountInput(about))
  .output(z.strictObject({ resendAfterSeconds: z.int(), codeMinutes: z.int() }))
  .mutation(async ({ ctx, input: { purpose, ref } }) => {
    requireSms(ctx.services);
    await ctx.services.runner.run(
      sendCode,
      { loginId: loginIdOf(ctx.caller), purpose, refId: ref },
      acrossAccounts(ctx.command()),
    );
    const { phones } = policyAt(await ctx.read((tx) => readClock(tx, ctx.account.id)));
    return { resendAfterSeconds: phones.resendSeconds, codeMinutes: phones.codeMinutes };
  });

/** Enters a code. Whatever is the matter with one that does not confirm, the answer is the same. */
export const confirmCodeProcedure = procedureFor("phone.verify")
  .input(accountInput({ ...about, code: z.string().regex(new RegExp(`^\\d{${CODE_DIGITS}}$`)) }))
  .output(z.strictObject({ confirmedAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { purpose, ref, code } }) => {
    const { runner, vault } = ctx.services;
    const { answer } = await runner.run(
      confirmCode(vault, code),
      { purpose, refId: ref, codeMac: vault.mac("phone-code-entered", `${ref}\n${code}`) },
      ctx.command(),
    );
    if (answer.confirmedAt === null)
      throw new AppError("validation_failed", "This code is wrong, or it is over. Ask for a new one.", [
        { path: "code", message: "wrong or over" },
      ]);
    return { confirmedAt: answer.confirmedAt };
  });
