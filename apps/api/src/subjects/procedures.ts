import { z } from "zod";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { RECORD_KINDS } from "../vault/vault.ts";
import { cancelVerification } from "./cancel-verification.ts";
import { eraseSubject } from "./erase.ts";
import { currentSubject } from "./current-subject.ts";
import { applyVerificationOf } from "./record-verification.ts";
import { holderSchema, showHolder } from "./show-holder.ts";
import { nameMacOf, openVerificationPage, startVerification } from "./start-verification.ts";

/** A provider that does not answer now is no fault of the request. */
function unlessSilent(error: unknown): null {
  if (error instanceof ProviderUnknown || error instanceof ProviderRejected) return null;
  throw error;
}

/** Who holds the account: verified over profile (C2.1), since when, and how the verification stands. */
export const getHolder = procedureFor("holder.read", {
  method: "get",
  path: "/accounts/{accountId}/holder",
  summary: "Who holds an account, and how that was proven",
})
  .input(accountInput({}))
  .output(holderSchema)
  .query(({ ctx: { account, role, read, services } }) =>
    read((tx) => showHolder(tx, services.vault, account, role)),
  );

/** Begins the verification of a person, or goes on with the one that waits: the provider's page to go to. */
export const verifyHolder = procedureFor("holder.verify")
  .input(
    accountInput({
      /** As the document has it; one who has a single name gives it as the family name. */
      given: z.union([z.literal(""), lineOfText(120)]),
      family: lineOfText(120),
    }),
  )
  .output(z.strictObject({ verificationId: z.uuid(), url: z.string().nullable() }))
  .mutation(async ({ ctx, input: { given, family } }) => {
    const { services } = ctx;
    const name = { given, family };
    const { answer } = await services.runner.run(
      startVerification(services.vault, name),
      { loginId: loginIdOf(ctx.caller), nameMac: nameMacOf(services.vault, name) },
      ctx.command(),
    );
    const { verificationId } = answer;
    return {
      verificationId,
      url: await openVerificationPage(services, verificationId).catch(unlessSilent),
    };
  });

/** The page of a verification that waits, to go back to. */
export const continueVerification = procedureFor("holder.verify")
  .input(accountInput({ verificationId: z.uuid() }))
  .output(z.strictObject({ url: z.string().nullable() }))
  .mutation(async ({ ctx, input: { verificationId } }) => {
    const row = await ctx.read((tx) =>
      tx.identityVerification.findFirst({ where: { id: verificationId, accountId: ctx.account.id } }),
    );
    if (row === null) throw new AppError("not_found", "No such verification.");
    return { url: await openVerificationPage(ctx.services, verificationId).catch(unlessSilent) };
  });

/** Asks the provider what became of a verification: the browser is often back before the notification is. */
export const checkVerification = procedureFor("holder.verify")
  .input(accountInput({ verificationId: z.uuid() }))
  .output(holderSchema)
  .mutation(async ({ ctx, input: { verificationId } }) => {
    const { account, role, read, services } = ctx;
    const row = await read((tx) =>
      tx.identityVerification.findFirst({ where: { id: verificationId, accountId: account.id } }),
    );
    if (row === null) throw new AppError("not_found", "No such verification.");
    if (row.providerSessionId !== null)
      await applyVerificationOf(services, row.providerSessionId).catch(unlessSilent);
    return read((tx) => showHolder(tx, services.vault, account, role));
  });

/** Gives a verification up. */
export const cancelVerificationProcedure = procedureFor("holder.verify")
  .input(accountInput({ verificationId: z.uuid() }))
  .output(z.strictObject({ state: z.string() }))
  .mutation(async ({ ctx, input: { verificationId } }) => {
    const { answer } = await ctx.services.runner.run(cancelVerification, { verificationId }, ctx.command());
    return answer;
  });

/** That somebody of staff reads an identity is an event of its own; what they read is not part of it. */
const revealIdentity = plainCommand({
  name: "subjects.reveal",
  input: z.strictObject({ reason: lineOfText(200) }),
  async apply({ tx, context }, { reason }) {
    const { subject } = await currentSubject(tx, context.accountId ?? "");
    if (subject.verifiedAt === null || subject.erasedAt !== null)
      throw new AppError("conflict", "Nothing is proven about this holder.");
    return { answer: { subjectId: subject.id }, target: { kind: "subject", id: subject.id }, reason };
  },
});

/** What was proven about the holder, to a member of staff who says why; each time is in the audit trail. */
export const revealHolder = procedureFor("holder.reveal")
  .input(accountInput({ reason: lineOfText(200) }))
  .output(z.strictObject({ person: RECORD_KINDS.proven_person.schema.nullable() }))
  .mutation(async ({ ctx, input: { reason } }) => {
    const { runner, vault } = ctx.services;
    const { answer } = await runner.run(revealIdentity, { reason }, ctx.command());
    return ctx.read(async (tx) => {
      const subject = await tx.subject.findUniqueOrThrow({ where: { id: answer.subjectId } });
      const person =
        subject.verifiedRecordId === null
          ? null
          : await vault.get(tx, "proven_person", subject.verifiedRecordId);
      return { person };
    });
  });

/** Makes a holder of the account unreadable for good, now or before; the reason is in the audit trail. */
export const eraseHolder = procedureFor("holder.erase")
  .input(accountInput({ holderPeriodId: z.uuid(), reason: linesOfText(500) }))
  .output(z.strictObject({ erasedAt: z.iso.datetime(), hadKey: z.boolean() }))
  .mutation(async ({ ctx, input: { holderPeriodId, reason } }) => {
    const period = await ctx.read((tx) =>
      tx.holderPeriod.findFirst({ where: { id: holderPeriodId, accountId: ctx.account.id } }),
    );
    if (period === null) throw new AppError("not_found", "No such holder.");
    const { answer } = await ctx.services.runner.run(
      eraseSubject(ctx.services.vault),
      { subjectId: period.subjectId, reason },
      ctx.command(),
    );
    return answer;
  });
