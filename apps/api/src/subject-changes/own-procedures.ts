import { decisionJsonSchema, subjectChangeSchema } from "@tenure/core/contract";
import { type Policy } from "@tenure/core/policy";
import { z } from "zod";
import { languageSchema, linesOfText } from "../accounts/input.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { type AccountContext, procedureFor } from "../trpc/procedures.ts";
import { beginChange, fillForm } from "./begin.ts";
import { removeEvidence } from "./evidence.ts";
import { fileOf } from "./facts.ts";
import { formInput, formSha256, toForm } from "./form.ts";
import { inviteAgain } from "./invite.ts";
import { answerRequest } from "./review.ts";
import {
  type ChangeRow,
  changeState,
  groundSchema,
  invitationState,
  readChange,
  reviewState,
  typed,
} from "./row.ts";
import { changeSchema, type ShownChange, showChange, type Viewer } from "./show.ts";
import { submitChange } from "./submit.ts";
import { acceptAgreement, agreementSchema, consentInput, showApplication, showCommitments } from "./terms.ts";
import { withdrawChange } from "./withdraw.ts";

const about = { changeId: z.uuid() };

/** What is read with the account's clock and the policy in force by it. */
export async function readAt<T>(
  { db }: Pick<Services, "db">,
  accountId: string,
  work: (tx: Tx, at: { readonly now: string; readonly policy: Policy }) => Promise<T>,
): Promise<T> {
  return db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, accountId);
    return work(tx, { now, policy: policyAt(now) });
  });
}

/**
 * Commands that reach beyond the account: they make the new subject, write to the new side, read ties with other accounts.
 * Who may call them was looked at when the account was entered.
 */
const forPlatform = (ctx: Pick<AccountContext, "command">, key?: string) => ({
  ...ctx.command(key),
  asPlatform: true,
});

/** Reads a change for whoever entered the account; who holds it by now sees less of what was before. */
async function shown(
  services: Services,
  { account, role }: Pick<AccountContext, "account" | "role">,
  changeId: string,
): Promise<ShownChange> {
  return readAt(services, account.id, async (tx, at) => {
    const change = await readChange(tx, changeId, account.id);
    const period = await tx.holderPeriod.findFirstOrThrow({
      where: { accountId: account.id, endedAt: null },
      select: { id: true },
    });
    const isStaff = role === "reviewer" || role === "administrator";
    const viewer: Viewer = isStaff
      ? "staff"
      : period.id === change.holderPeriodId
        ? "original"
        : "later_holder";
    return showChange(tx, services.vault, change, viewer, at);
  });
}

/** One application. */
export const getChange = procedureFor("subject_change.read")
  .input(accountInput(about))
  .output(changeSchema)
  .query(({ ctx, input: { changeId } }) => shown(ctx.services, ctx, changeId));

/** The account's applications, the newest first. */
export const listChanges = procedureFor("subject_change.follow", {
  method: "get",
  path: "/subject-changes",
  summary: "List changes of the account's legal holder",
})
  .input(accountInput(pageShape))
  .output(pageOf(subjectChangeSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.subjectChange.findMany({
        where: { accountId: ctx.account.id, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const invitations = await tx.subjectChangeInvitation.findMany({
        where: { changeId: { in: rows.map(({ id }) => id) } },
        select: { changeId: true, state: true },
      });
      return toPage(rows, limit, (row) =>
        statusOf(typed(row), invitations.find(({ changeId }) => changeId === row.id)?.state ?? null),
      );
    }),
  );

/** How far one application is, without who and why. */
export const followChange = procedureFor("subject_change.follow", {
  method: "get",
  path: "/subject-changes/{changeId}",
  summary: "How far a change of the account's legal holder is",
})
  .input(accountInput(about))
  .output(subjectChangeSchema)
  .query(({ ctx, input: { changeId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.subjectChange.findFirst({ where: { id: changeId, accountId: ctx.account.id } });
      if (row === null) throw new AppError("not_found", "No such change.");
      const invitation = await tx.subjectChangeInvitation.findFirst({
        where: { changeId },
        select: { state: true },
      });
      return statusOf(typed(row), invitation?.state ?? null);
    }),
  );

function statusOf(
  change: Pick<
    ChangeRow,
    "id" | "state" | "reviewState" | "ground" | "createdAt" | "submittedAt" | "effectiveAt" | "endedAt"
  >,
  invitation: string | null,
): z.output<typeof subjectChangeSchema> {
  return {
    id: change.id,
    state: change.state,
    review: change.reviewState,
    ground: change.ground,
    invitation: invitation === null ? null : invitationState.parse(invitation),
    createdAt: change.createdAt.toISOString(),
    submittedAt: change.submittedAt?.toISOString() ?? null,
    effectiveAt: change.effectiveAt?.toISOString() ?? null,
    endedAt: change.endedAt?.toISOString() ?? null,
  };
}

/** Begins an application, or goes on with the one that this person has begun. */
export const begin = procedureFor("subject_change.apply", {
  method: "post",
  path: "/subject-changes",
  status: 201,
  summary: "Begin an application to change the account's legal holder (a person's)",
})
  .input(accountInput({ ground: groundSchema, form: formInput }))
  .output(z.strictObject({ changeId: z.uuid(), created: z.boolean() }))
  .mutation(async ({ ctx, input: { ground, form: given } }) => {
    const { runner, vault } = ctx.services;
    const form = toForm(vault, ctx.account.id, given);
    const { answer } = await runner.run(
      beginChange(vault, form),
      { ground, formSha256: formSha256(form) },
      forPlatform(ctx),
    );
    return answer;
  });

/** Saves the form. */
export const fill = procedureFor("subject_change.apply")
  .input(accountInput({ ...about, revision: z.int().min(0), ground: groundSchema, form: formInput }))
  .output(z.strictObject({ revision: z.int(), review: reviewState }))
  .mutation(async ({ ctx, input: { changeId, revision, ground, form: given } }) => {
    const { runner, vault } = ctx.services;
    const form = toForm(vault, ctx.account.id, given);
    const { answer } = await runner.run(
      fillForm(vault, form),
      { changeId, revision, ground, formSha256: formSha256(form) },
      ctx.command(),
    );
    return answer;
  });

/** Takes a piece of evidence away. */
export const removeEvidenceProcedure = procedureFor("subject_change.apply")
  .input(accountInput({ ...about, evidenceId: z.uuid() }))
  .output(z.strictObject({ review: reviewState }))
  .mutation(async ({ ctx, input: { changeId, evidenceId } }) => {
    const { answer } = await ctx.services.runner.run(removeEvidence, { changeId, evidenceId }, ctx.command());
    return answer;
  });

/** The agreement and the commitments, in full, as they are accepted now. */
export const words = procedureFor("subject_change.read")
  .input(accountInput({ ...about, language: languageSchema }))
  .output(z.strictObject({ application: agreementSchema, commitments: agreementSchema }))
  .query(({ ctx, input: { changeId, language } }) =>
    readAt(ctx.services, ctx.account.id, async (tx, at) => {
      const change = await readChange(tx, changeId, ctx.account.id);
      const { version } = await fileOf(tx, change);
      return {
        application: showApplication(change, ctx.account, at, language),
        commitments: showCommitments(change, ctx.account, version, language),
      };
    }),
  );

/** Accepts the agreement before the application (C1.1). */
export const acceptAgreementProcedure = procedureFor("subject_change.apply")
  .input(accountInput({ ...about, consent: consentInput }))
  .output(z.strictObject({ consentId: z.uuid() }))
  .mutation(async ({ ctx, input: { changeId, consent } }) => {
    const { answer } = await ctx.services.runner.run(acceptAgreement, { changeId, consent }, ctx.command());
    return answer;
  });

const submission = { ...about, commitments: consentInput.nullable() };

/** The page of what will happen, and what is missing before it can be submitted: the decision that submitting would make. */
export const previewSubmit = procedureFor("subject_change.read")
  .input(accountInput(submission))
  .output(z.strictObject({ decision: decisionJsonSchema }))
  .query(async ({ ctx, input: { changeId, commitments } }) => {
    const { runner, vault, env } = ctx.services;
    const command = submitChange(vault, env);
    return {
      decision: await runner.preview(command, { changeId, commitments }, forPlatform(ctx, "preview")),
    };
  });

/** Submits the application. */
export const submit = procedureFor("subject_change.submit")
  .input(accountInput(submission))
  .output(z.strictObject({ changeId: z.uuid(), state: changeState, expiresAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { changeId, commitments } }) => {
    const { runner, vault, env } = ctx.services;
    const { answer } = await runner.run(
      submitChange(vault, env),
      { changeId, commitments },
      forPlatform(ctx),
    );
    return answer;
  });

/** Answers what was asked, vouching for the file as it is. */
export const answer = procedureFor("subject_change.apply")
  .input(accountInput({ ...about, text: linesOfText(4000), commitments: consentInput }))
  .output(z.strictObject({ review: reviewState, entryId: z.uuid() }))
  .mutation(async ({ ctx, input: { changeId, text, commitments } }) => {
    const { answer: done } = await ctx.services.runner.run(
      answerRequest,
      { changeId, text, commitments },
      ctx.command(),
    );
    return done;
  });

/** Takes the application back (C3.5). */
export const withdraw = procedureFor("subject_change.withdraw", {
  method: "post",
  path: "/subject-changes/{changeId}/withdrawal",
  summary: "Withdraw an application to change the account's legal holder (a person's)",
})
  .input(accountInput(about))
  .output(z.strictObject({ changeId: z.uuid(), state: changeState }))
  .mutation(async ({ ctx, input: { changeId } }) => {
    const { answer: done } = await ctx.services.runner.run(withdrawChange, { changeId }, forPlatform(ctx));
    return done;
  });

/** Invites the new subject anew. */
export const invite = procedureFor("subject_change.apply")
  .input(accountInput({ ...about, email: z.email().max(254), language: languageSchema }))
  .output(z.strictObject({ state: invitationState, expiresAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { changeId, email, language } }) => {
    const { runner, env } = ctx.services;
    const { answer: done } = await runner.run(
      inviteAgain(env.publicUrl),
      { changeId, email, language },
      forPlatform(ctx),
    );
    return done;
  });
