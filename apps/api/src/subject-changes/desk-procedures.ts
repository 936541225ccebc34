import { conditionsOf, TERMINATION_GROUNDS } from "@tenure/core/subject-changes";
import { CHANGE_CHECKS } from "@tenure/core/text";
import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { type AccountContext, procedureFor, staffProcedureFor } from "../trpc/procedures.ts";
import { loginIdOf } from "../identity/login-id.ts";
import { placeBlocker, placedKinds, settleByHand, waiveDispute } from "./blockers.ts";
import { deskSchema, holdsOf, showOnDesk } from "./desk-show.ts";
import { changeSchema } from "./show.ts";
import { rejectChange, terminateChange } from "./end.ts";
import { conditionFacts, contactsToldAt } from "./facts.ts";
import { readAt } from "./own-procedures.ts";
import { endRepresentative, letRepresentativeIn } from "./representatives.ts";
import { agreeToChange, askForProof, noteOnChange, takeChange } from "./review.ts";
import { changeState, groundSchema, invitationState, readChange, reviewState, typed } from "./row.ts";
import { settleChange } from "./take-effect.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { readClock } from "../db/clock.ts";

const about = { changeId: z.uuid() };
const instant = z.iso.datetime();
const text = linesOfText(4000);

const queued = z.strictObject({
  id: z.uuid(),
  account: z.strictObject({ id: z.uuid(), name: z.string() }),
  state: changeState,
  review: reviewState,
  ground: groundSchema,
  invitation: invitationState,
  /** The three conditions at a glance (C1.2); empty where it is decided. */
  conditions: z.array(changeSchema.shape.conditions.element.pick({ condition: true, holds: true })),
  submittedAt: instant,
  /** The platform agrees no earlier (C3.10); null while a contact still is to be told. */
  earliestAgreementAt: instant.nullable(),
  /** It ends by itself. */
  expiresAt: instant,
  assignedTo: z.string().nullable(),
  mine: z.boolean(),
});

/** Applications by state: what is open in the order of submission, what is decided the newest first. */
export const changeQueue = staffProcedureFor("subject_change.review")
  .input(z.strictObject({ ...pageShape, state: changeState.exclude(["draft"]).default("open") }))
  .output(pageOf(queued))
  .query(({ ctx, input: { limit, cursor, state } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.subjectChange.findMany({
        where: {
          state,
          ...(cursor === undefined ? {} : { id: state === "open" ? { gt: cursor } : { lt: cursor } }),
        },
        orderBy: { id: state === "open" ? "asc" : "desc" },
        take: limit + 1,
      });
      const accounts = await tx.account.findMany({
        where: { id: { in: rows.map(({ accountId }) => accountId) } },
        select: { id: true, name: true },
      });
      const invitations = await tx.subjectChangeInvitation.findMany({
        where: { changeId: { in: rows.map(({ id }) => id) } },
        select: { changeId: true, state: true },
      });
      const people = await tx.authUser.findMany({
        where: { id: { in: rows.flatMap(({ assignedTo }) => assignedTo ?? []) } },
        select: { id: true, name: true },
      });
      const told = new Map<string, string | null>();
      const conditions = new Map<string, z.output<typeof queued>["conditions"]>();
      for (const row of rows.slice(0, limit)) {
        const { id, accountId } = row;
        if (state === "open")
          conditions.set(
            id,
            conditionsOf(await conditionFacts(tx, typed(row))).map(({ condition, holds }) => ({
              condition,
              holds,
            })),
          );
        const at = await contactsToldAt(tx, id);
        const { noticeHours } = policyAt(await readClock(tx, accountId)).subjectChange;
        told.set(id, at === null ? null : plusHours(at, noticeHours));
      }
      return toPage(rows, limit, (row) => {
        const change = typed(row);
        return {
          id: row.id,
          account: accounts.find(({ id }) => id === row.accountId) ?? { id: row.accountId, name: "" },
          state: change.state,
          review: change.reviewState,
          ground: change.ground,
          invitation: invitationState.parse(invitations.find(({ changeId }) => changeId === row.id)?.state),
          conditions: conditions.get(row.id) ?? [],
          submittedAt: (row.submittedAt ?? row.createdAt).toISOString(),
          earliestAgreementAt: told.get(row.id) ?? null,
          expiresAt: (row.expiresAt ?? row.createdAt).toISOString(),
          assignedTo: people.find(({ id }) => id === row.assignedTo)?.name ?? null,
          mine: row.assignedTo === ctx.login.loginId,
        };
      });
    }),
  );

/** One application, as staff read it. */
export const deskGet = procedureFor("subject_change.review")
  .input(accountInput(about))
  .output(deskSchema)
  .query(({ ctx, input: { changeId } }) =>
    readAt(ctx.services, ctx.account.id, async (tx, clock) =>
      showOnDesk(
        tx,
        ctx.services.vault,
        await readChange(tx, changeId, ctx.account.id),
        loginIdOf(ctx.caller),
        clock,
      ),
    ),
  );

const done = z.strictObject({ ok: z.literal(true) });

/** Takes it onto the caller's desk. */
export const take = procedureFor("subject_change.review")
  .input(accountInput(about))
  .output(done)
  .mutation(async ({ ctx, input: { changeId } }) => {
    await ctx.services.runner.run(takeChange, { changeId }, ctx.command());
    return { ok: true as const };
  });

/** Writes a note that staff alone read. */
export const note = procedureFor("subject_change.review")
  .input(accountInput({ ...about, text }))
  .output(done)
  .mutation(async ({ ctx, input }) => {
    await ctx.services.runner.run(
      noteOnChange,
      { changeId: input.changeId, text: input.text },
      ctx.command(),
    );
    return { ok: true as const };
  });

/** Asks the applicant for proof (C5.2). */
export const ask = procedureFor("subject_change.review")
  .input(accountInput({ ...about, text }))
  .output(z.strictObject({ review: reviewState }))
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(
      askForProof,
      { changeId: input.changeId, text: input.text },
      ctx.command(),
    );
    return { review: answer.review };
  });

/** Agrees to the file that was read (C5.3); the second agreement is the platform's. */
export const agree = procedureFor("subject_change.decide")
  .input(
    accountInput({
      ...about,
      fileVersion: z.string().max(128),
      checked: z.array(z.enum(CHANGE_CHECKS)).max(100),
      note: text.nullable(),
    }),
  )
  .output(z.strictObject({ review: reviewState, platformAgrees: z.boolean() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(agreeToChange, given, ctx.command());
    await settleChange(services, given);
    return answer;
  });

const ended = z.strictObject({ changeId: z.uuid(), state: changeState });

/** Refuses the application (C5.3). */
export const reject = procedureFor("subject_change.decide")
  .input(accountInput({ ...about, reason: text }))
  .output(ended)
  .mutation(async ({ ctx, input: { changeId, reason } }) => {
    const { answer } = await ctx.services.runner.run(rejectChange, { changeId, reason }, ctx.command());
    return answer;
  });

/** Ends the procedure for a cause (C3.8, C5.5). */
export const terminate = procedureFor("subject_change.terminate")
  .input(accountInput({ ...about, ground: z.enum(TERMINATION_GROUNDS), reason: text }))
  .output(ended)
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(terminateChange, given, ctx.command());
    return answer;
  });

const reasons = { reason: linesOfText(2000), documentRef: lineOfText(200).nullable() };

/** The role that staff decide as. @throws AppError forbidden for anybody else, whom the permission keeps out already */
function staffRole({ role }: Pick<AccountContext, "role">): "reviewer" | "administrator" {
  if (role === "reviewer" || role === "administrator") return role;
  throw new AppError("forbidden");
}

/** Holds of an account (C3.8). */
export const listHolds = procedureFor("subject_change.review")
  .input(accountInput({}))
  .output(z.strictObject({ holds: deskSchema.shape.holds }))
  .query(({ ctx }) => ctx.read(async (tx) => ({ holds: await holdsOf(tx, ctx.account.id) })));

/** Places a hold on an account. */
export const placeHold = procedureFor("subject_change.decide")
  .input(accountInput({ kind: placedKinds.exclude(["contested"]), ...reasons }))
  .output(z.strictObject({ blockerId: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(
      placeBlocker,
      { ...given, role: staffRole(ctx) },
      ctx.command(),
    );
    return answer;
  });

/** Lifts a hold, or waives one that ends with the change. */
export const settleHold = procedureFor("subject_change.decide")
  .input(accountInput({ blockerId: z.uuid(), step: z.enum(["lift", "waive"]), ...reasons }))
  .output(z.strictObject({ state: z.enum(["open", "lifted", "waived"]) }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(
      settleByHand,
      { ...given, role: staffRole(ctx) },
      ctx.command(),
    );
    return answer;
  });

/** Waives waiting for a payment dispute (C4.10). */
export const waiveDisputeProcedure = procedureFor("subject_change.decide")
  .input(accountInput({ ...about, reason: linesOfText(2000) }))
  .output(z.strictObject({ blockerId: z.uuid() }))
  .mutation(async ({ ctx, input: { changeId, reason } }) => {
    const { answer } = await ctx.services.runner.run(
      waiveDispute,
      { changeId, reason, role: staffRole(ctx) },
      ctx.command(),
    );
    return answer;
  });

/** Lets a representative act for a holder who cannot (C3.9). */
export const letIn = procedureFor("subject_change.represent")
  .input(accountInput({ email: z.email().max(254), reason: linesOfText(2000), documentRef: lineOfText(200) }))
  .output(z.strictObject({ memberId: z.uuid() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(letRepresentativeIn, given, ctx.command());
    return answer;
  });

/** Ends a representative's access. */
export const endRepresentation = procedureFor("subject_change.represent")
  .input(accountInput({ memberId: z.uuid(), reason: linesOfText(2000) }))
  .output(z.strictObject({ memberId: z.uuid() }))
  .mutation(async ({ ctx, input: { memberId, reason } }) => {
    const { answer } = await ctx.services.runner.run(endRepresentative, { memberId, reason }, ctx.command());
    return answer;
  });

/** Who represents the account's holder now. */
export const listRepresentatives = procedureFor("subject_change.review")
  .input(accountInput({}))
  .output(
    z.strictObject({
      representatives: z.array(
        z.strictObject({ memberId: z.uuid(), name: z.string(), email: z.string(), since: instant }),
      ),
    }),
  )
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.member.findMany({
        where: { accountId: ctx.account.id, role: "representative", endedAt: null },
        include: { login: { select: { name: true, email: true } } },
        orderBy: { createdAt: "asc" },
      });
      return {
        representatives: rows.map(({ id, login, createdAt }) => ({
          memberId: id,
          ...login,
          since: createdAt.toISOString(),
        })),
      };
    }),
  );
