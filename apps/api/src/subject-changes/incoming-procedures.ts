import { decisionJsonSchema } from "@tenure/core/contract";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { languageSchema } from "../accounts/input.ts";
import type { CommandContext } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { newKey } from "../partners/create-key.ts";
import type { Services } from "../runtime/services.ts";
import { verifiedNameOf } from "../subjects/names-of.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { type LoginContext, loginProcedureFor } from "../trpc/procedures.ts";
import { acceptChange, claimInvitation, declineChange, proveNewSubject, requireMine } from "./new-side.ts";
import { readAt } from "./own-procedures.ts";
import { prepareKey, preparedKeyFields } from "./prepared-keys.ts";
import { changeState, groundSchema, invitationState, readChange } from "./row.ts";
import { shownForm } from "./show.ts";
import { settleChange } from "./take-effect.ts";
import { agreementSchema, consentInput, showAcceptance } from "./terms.ts";

const about = { changeId: z.uuid() };
const instant = z.iso.datetime();

/** The account that a change is about. @throws AppError not_found */
async function accountOf({ db }: Services, changeId: string): Promise<string> {
  const row = await db.within(PLATFORM, (tx) =>
    tx.subjectChange.findUnique({ where: { id: changeId }, select: { accountId: true } }),
  );
  if (row === null) throw new AppError("not_found", "No such change of account subject.");
  return row.accountId;
}

/**
 * The context of a command of the new side: a login that is no member of the account acts on it, within its invitation and
 * nothing else; each command looks at that itself.
 */
async function asInvited(
  services: Services,
  ctx: Pick<LoginContext, "command">,
  changeId: string,
): Promise<CommandContext> {
  return { ...ctx.command(await accountOf(services, changeId)), asPlatform: true };
}

/** Takes an invitation up by the secret of its mail. */
export const claim = loginProcedureFor("subject_change.accept")
  .input(z.strictObject({ ...about, secret: z.string().min(1).max(200) }))
  .output(z.strictObject({ claimed: z.literal(true) }))
  .mutation(async ({ ctx, input: { changeId, secret } }) => {
    const { services, login } = ctx;
    const { answer } = await services.runner.run(
      claimInvitation(secret),
      { changeId, loginId: login.loginId, secretMac: services.vault.mac("change-secret", secret) },
      await asInvited(services, ctx, changeId),
    );
    if (!answer.claimed)
      throw new AppError(
        "not_found",
        "This invitation is not valid any more, or another one was sent since. Ask whoever applied to invite you anew.",
      );
    return { claimed: true as const };
  });

const listed = z.strictObject({
  id: z.uuid(),
  accountName: z.string(),
  state: changeState,
  invitation: invitationState,
  expiresAt: instant,
  effectiveAt: instant.nullable(),
});

/** Invitations that the caller took up, the newest first. */
export const listIncoming = loginProcedureFor("subject_change.accept")
  .input(z.strictObject(pageShape))
  .output(pageOf(listed))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.services.db.within(PLATFORM, async (tx) => {
      const rows = await tx.subjectChangeInvitation.findMany({
        where: { loginId: ctx.login.loginId, ...(cursor === undefined ? {} : { changeId: { lt: cursor } }) },
        orderBy: { changeId: "desc" },
        take: limit + 1,
      });
      const changes = await tx.subjectChange.findMany({
        where: { id: { in: rows.map(({ changeId }) => changeId) } },
      });
      const accounts = await tx.account.findMany({
        where: { id: { in: rows.map(({ accountId }) => accountId) } },
        select: { id: true, name: true },
      });
      return toPage(
        rows.map((row) => ({ ...row, id: row.changeId })),
        limit,
        (row) => {
          const change = changes.find(({ id }) => id === row.id);
          return {
            id: row.id,
            accountName: accounts.find(({ id }) => id === row.accountId)?.name ?? "",
            state: changeState.parse(change?.state),
            invitation: invitationState.parse(row.state),
            expiresAt: row.expiresAt.toISOString(),
            effectiveAt: change?.effectiveAt?.toISOString() ?? null,
          };
        },
      );
    }),
  );

const incomingSchema = z.strictObject({
  id: z.uuid(),
  account: z.strictObject({ id: z.uuid(), name: z.string(), timeZone: z.string(), currency: z.string() }),
  state: changeState,
  ground: groundSchema,
  invitation: z.strictObject({
    state: invitationState,
    expiresAt: instant,
    verifiedAt: instant.nullable(),
    acceptedAt: instant.nullable(),
    overlapHours: z.int(),
  }),
  /** Who the application says the new subject is: what has to be proven. */
  named: shownForm.shape.newSubject.nullable(),
  /** Accounts of the caller, by whose verified holder they can prove who they are. */
  ownAccounts: z.array(
    z.strictObject({ id: z.uuid(), name: z.string(), verifiedName: z.string().nullable() }),
  ),
  preparedKeys: z.array(z.strictObject({ id: z.uuid(), name: z.string(), prefix: z.string() })),
  maxKeyOverlapHours: z.int(),
  effectiveAt: instant.nullable(),
  endReason: z.string().nullable(),
});

/** An invitation that the caller took up. */
export const getIncoming = loginProcedureFor("subject_change.accept")
  .input(z.strictObject(about))
  .output(incomingSchema)
  .query(async ({ ctx: { services, login }, input: { changeId } }) =>
    readAt(services, await accountOf(services, changeId), async (tx, { policy }) => {
      const invitation = await requireMine(tx, changeId, login.loginId);
      const change = await readChange(tx, changeId, invitation.accountId);
      const account = await readAccount(tx, change.accountId);
      const form = await services.vault.get(tx, "change_form", change.formRecordId);
      const keys = await tx.subjectChangeKey.findMany({ where: { changeId }, orderBy: { id: "asc" } });
      const periods = await tx.holderPeriod.findMany({
        where: {
          endedAt: null,
          accountId: { not: change.accountId },
          account: { members: { some: { loginId: login.loginId, role: "owner", endedAt: null } } },
        },
        include: { account: { select: { id: true, name: true } }, subject: true },
        take: 50,
      });
      const ownAccounts = [];
      for (const { account: own, subject } of periods)
        ownAccounts.push({
          id: own.id,
          name: own.name,
          verifiedName: await verifiedNameOf(tx, services.vault, subject),
        });
      return {
        id: changeId,
        account: {
          id: account.id,
          name: account.name,
          timeZone: account.timeZone,
          currency: account.currency,
        },
        state: change.state,
        ground: change.ground,
        invitation: {
          state: invitation.state,
          expiresAt: invitation.expiresAt.toISOString(),
          verifiedAt: invitation.verifiedAt?.toISOString() ?? null,
          acceptedAt: invitation.acceptedAt?.toISOString() ?? null,
          overlapHours: invitation.overlapHours,
        },
        named: form?.newSubject ?? null,
        ownAccounts,
        preparedKeys: keys.map(({ id, name, prefix }) => ({ id, name, prefix })),
        maxKeyOverlapHours: policy.subjectChange.maxKeyOverlapHours,
        effectiveAt: change.effectiveAt?.toISOString() ?? null,
        endReason: change.endReason,
      };
    }),
  );

const overlap = { overlapHours: z.int().min(0).max(10_000) };

/** What will happen, as the applicant saw it, and the agreement in full: before anything is accepted. */
export const previewAccept = loginProcedureFor("subject_change.accept")
  .input(z.strictObject({ ...about, ...overlap, language: languageSchema }))
  .output(z.strictObject({ decision: decisionJsonSchema, agreement: agreementSchema }))
  .query(async ({ ctx, input: { changeId, overlapHours, language } }) => {
    const { services, login } = ctx;
    const context = await asInvited(services, ctx, changeId);
    const agreement = await readAt(services, context.accountId ?? "", async (tx) => {
      const invitation = await requireMine(tx, changeId, login.loginId);
      const change = await readChange(tx, changeId, invitation.accountId);
      return showAcceptance(change, await readAccount(tx, change.accountId), overlapHours, language);
    });
    const decision = await services.runner.preview(
      acceptChange,
      { changeId, consent: null, overlapHours },
      context,
    );
    return { decision, agreement };
  });

/** Proves who the new subject is, by an account of the caller's own. */
export const prove = loginProcedureFor("subject_change.accept")
  .input(z.strictObject({ ...about, ownAccountId: z.uuid() }))
  .output(z.strictObject({ state: invitationState }))
  .mutation(async ({ ctx, input: { changeId, ownAccountId } }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      proveNewSubject(services.vault),
      { changeId, ownAccountId },
      await asInvited(services, ctx, changeId),
    );
    await settleChange(services, { changeId });
    return answer;
  });

/** Accepts to take the account over (C1.2 c). */
export const accept = loginProcedureFor("subject_change.accept")
  .input(z.strictObject({ ...about, ...overlap, consent: consentInput }))
  .output(z.strictObject({ state: invitationState }))
  .mutation(async ({ ctx, input: { changeId, overlapHours, consent } }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      acceptChange,
      { changeId, overlapHours, consent },
      await asInvited(services, ctx, changeId),
    );
    await settleChange(services, { changeId });
    return { state: answer.state };
  });

/** Says no. */
export const decline = loginProcedureFor("subject_change.accept")
  .input(z.strictObject(about))
  .output(z.strictObject({ state: invitationState }))
  .mutation(async ({ ctx, input: { changeId } }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      declineChange,
      { changeId },
      await asInvited(services, ctx, changeId),
    );
    return answer;
  });

/** Prepares an API key that starts at the moment of effect; shown once: asked again with the same key, `key` is null. */
export const prepareKeyProcedure = loginProcedureFor("subject_change.accept")
  .input(z.strictObject({ ...about, ...preparedKeyFields }))
  .output(z.strictObject({ id: z.uuid(), key: z.string().nullable() }))
  .mutation(async ({ ctx, input: { changeId, ...fields } }) => {
    const { services } = ctx;
    const context = await asInvited(services, ctx, changeId);
    const account = await services.db.within(PLATFORM, (tx) => readAccount(tx, context.accountId ?? ""));
    const key = newKey(account.livemode);
    const { answer, replayed } = await services.runner.run(prepareKey(key), { changeId, ...fields }, context);
    return { id: answer.id, key: replayed ? null : key };
  });
