import { decisionJsonSchema, orderKinds } from "@tenure/core/contract";
import { actionsFor } from "@tenure/core/lifecycle";
import { isCurrency, minorToNanos, toMoney } from "@tenure/core/money";
import {
  businessDaysLeft,
  CASE_DECLINE_REASONS,
  instantOfLocal,
  type ParsedRequest,
  parseRequest,
  refundCaseLifecycle,
  refundCaseStatesOpen,
} from "@tenure/core/refund-cases";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { lineOfText, linesOfText } from "../accounts/input.ts";
import { ownerOf } from "../accounts/owner.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { isTopUp } from "../refunds/top-up-facts.ts";
import type { Services } from "../runtime/services.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { walletOf } from "../wallet/balance.ts";
import { approveCase, approveFields, approveTopUpCase, overridesSchema } from "./approve.ts";
import { caseState } from "./case-row.ts";
import { declineCase, declineFields, declineTopUpCase, declineUnlinkedCase } from "./decline.ts";
import { fieldsOf, storedFields } from "./fields.ts";
import { canBeRefundedByCase } from "./match-order.ts";
import { attachmentsSchema, receiveCase } from "./receive.ts";
import { messagesOf, ordersOfCases, showCase } from "./show.ts";
import {
  assignCase,
  assignFields,
  linkCase,
  linkFields,
  noteCase,
  noteFields,
  resumeCase,
  writeFields,
  writeToCustomer,
} from "./staff-commands.ts";
import { queuedCaseSchema, showStated, staffCaseSchema } from "./staff-show.ts";

const movedSchema = z.strictObject({ caseId: z.uuid(), state: caseState });

/** The account that a command on a case works on. @throws AppError not_found */
async function accountOfCase({ db }: Services, caseId: string): Promise<string | null> {
  const row = await db.within(PLATFORM, (tx) =>
    tx.refundCase.findUnique({ where: { id: caseId }, select: { accountId: true } }),
  );
  if (row === null) throw new AppError("not_found", "No such case.");
  return row.accountId;
}

/** The account and the kind of the order that a case is decided about; no kind while it is linked to none. */
async function decidedOn({ db }: Services, caseId: string) {
  return db.within(PLATFORM, async (tx) => {
    const row = await tx.refundCase.findUnique({
      where: { id: caseId },
      select: { accountId: true, orderId: true },
    });
    if (row === null) throw new AppError("not_found", "No such case.");
    const order =
      row.orderId === null
        ? null
        : await tx.order.findUniqueOrThrow({ where: { id: row.orderId }, select: { kind: true } });
    return { accountId: row.accountId, kind: order?.kind ?? null };
  });
}

type Row = NonNullable<Awaited<ReturnType<Tx["refundCase"]["findUnique"]>>>;

/** Rows of the queue with the names that go with them. */
async function showQueue(tx: Tx, rows: readonly Row[]) {
  const orders = await ordersOfCases(tx, rows);
  const people = await namesOf(
    tx,
    rows.map(({ assigneeId }) => assigneeId),
  );
  const accounts = await tx.account.findMany({
    where: { id: { in: rows.flatMap(({ accountId }) => accountId ?? []) } },
    select: { id: true, name: true },
  });
  // One reading for all: the queue shows days.
  const now = await readClock(tx, null);
  const { businessCalendar } = policyAt(now);
  return (row: Row): z.infer<typeof queuedCaseSchema> => ({
    ...showCase(row, orders),
    requester: row.requester,
    accountId: row.accountId,
    accountName: accounts.find(({ id }) => id === row.accountId)?.name ?? null,
    assignee: personOf(people, row.assigneeId),
    waitsForSecond: row.decidedAt === null && row.firstApproverId !== null,
    businessDaysLeft: businessDaysLeft(now, row.dueAt.toISOString(), businessCalendar),
  });
}

async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const logins = await tx.authUser.findMany({
    where: { id: { in: ids.flatMap((id) => id ?? []) } },
    select: { id: true, name: true },
  });
  return new Map(logins.map(({ id, name }) => [id, name]));
}

const personOf = (names: ReadonlyMap<string, string>, id: string | null) =>
  id === null ? null : { id, name: names.get(id) ?? id };

/** The queue: what is due soonest first; decided ones newest first. */
export const queue = staffProcedureFor("refund_case.review")
  .input(
    z.strictObject({
      ...pageShape,
      show: z.enum(["open", "mine", "unassigned", "second_approval", "decided"]).default("open"),
      search: lineOfText(320, 0).optional(),
    }),
  )
  .output(
    z.strictObject({
      ...pageOf(queuedCaseSchema).shape,
      counts: z.strictObject({ open: z.int(), mine: z.int(), unassigned: z.int(), overdue: z.int() }),
    }),
  )
  .query(({ ctx, input: { limit, cursor, show, search } }) =>
    ctx.read(async (tx) => {
      const open = { state: { in: [...refundCaseStatesOpen] } };
      const filters = {
        open,
        mine: { ...open, assigneeId: ctx.login.loginId },
        unassigned: { ...open, assigneeId: null },
        second_approval: { ...open, firstApproverId: { not: null } },
        decided: { decidedAt: { not: null } },
      };
      const words = search === undefined || search === "" ? null : search;
      const found =
        words === null
          ? {}
          : {
              OR: [
                { number: { contains: words, mode: "insensitive" as const } },
                { requester: { contains: words.toLowerCase() } },
                { subject: { contains: words, mode: "insensitive" as const } },
              ],
            };
      const where = { ...filters[show], ...found };
      // Sorted by due date, a page ends at a row; ids tell rows of one moment apart.
      const after = cursor === undefined ? null : await tx.refundCase.findUnique({ where: { id: cursor } });
      const decided = show === "decided";
      const rows = await tx.refundCase.findMany({
        where:
          after === null
            ? where
            : {
                AND: [
                  where,
                  decided
                    ? { id: { lt: after.id } }
                    : { OR: [{ dueAt: { gt: after.dueAt } }, { dueAt: after.dueAt, id: { gt: after.id } }] },
                ],
              },
        orderBy: decided ? [{ id: "desc" }] : [{ dueAt: "asc" }, { id: "asc" }],
        take: limit + 1,
      });
      const now = await readClock(tx, null);
      return {
        ...toPage(rows, limit, await showQueue(tx, rows)),
        counts: {
          open: await tx.refundCase.count({ where: open }),
          mine: await tx.refundCase.count({ where: filters.mine }),
          unassigned: await tx.refundCase.count({ where: filters.unassigned }),
          overdue: await tx.refundCase.count({ where: { ...open, dueAt: { lt: new Date(now) } } }),
        },
      };
    }),
  );

/** A case as its reviewer sees it: what is said beside what is known. */
export const getForStaff = staffProcedureFor("refund_case.review")
  .input(z.strictObject({ caseId: z.uuid() }))
  .output(staffCaseSchema)
  .query(({ ctx, input: { caseId } }) =>
    ctx.read(async (tx) => {
      const row = await tx.refundCase.findUnique({ where: { id: caseId } });
      if (row === null) throw new AppError("not_found", "No such case.");
      const fields = fieldsOf(row.fields);
      const messages = await messagesOf(tx, caseId);
      const notes = await tx.refundCaseNote.findMany({
        where: { caseId },
        orderBy: { id: "asc" },
        take: 500,
      });
      const names = await namesOf(tx, [
        row.firstApproverId,
        row.deciderId,
        ...notes.map(({ authorId }) => authorId),
        ...messages.map(({ row: message }) => message.authorId),
      ]);
      const first = personOf(names, row.firstApproverId);
      const overrides = overridesOf(row.overrides);
      const refund =
        row.refundId === null ? null : await tx.refund.findUnique({ where: { id: row.refundId } });
      return {
        ...(await showQueue(tx, [row]))(row),
        language: staffCaseSchema.shape.language.parse(row.language),
        stated: showStated(fields),
        facts: row.accountId === null ? null : await knownFacts(tx, row.accountId, row.requester, fields),
        suggestion: row.accountId === null ? await suggestedAccount(tx, fields) : null,
        messages: messages.map(({ row: message, notice }) => ({
          id: message.id,
          direction: staffCaseSchema.shape.messages.element.shape.direction.parse(message.direction),
          sender: message.sender,
          author: message.authorId === null ? null : (names.get(message.authorId) ?? null),
          subject: notice?.subject ?? null,
          body: message.body === "" ? (notice?.text ?? "") : message.body,
          attachments: attachmentsSchema.parse(message.attachments),
          sentAt: message.sentAt.toISOString(),
        })),
        notes: notes.map((note) => ({
          id: note.id,
          author: names.get(note.authorId) ?? "",
          body: note.body,
          writtenAt: note.writtenAt.toISOString(),
        })),
        firstApproval:
          first === null || row.firstApprovedAt === null
            ? null
            : { by: first, at: row.firstApprovedAt.toISOString(), overrides },
        overrides,
        decider: personOf(names, row.deciderId),
        decision: row.decisionId === null ? null : await decisionBody(tx, row.decisionId),
        refundNumber: refund?.number ?? null,
        declineReasons: z.array(z.enum(CASE_DECLINE_REASONS)).parse(row.declineReasons),
        actions: actionsFor(refundCaseLifecycle, caseState.parse(row.state), ctx.role).flatMap((action) =>
          action === "answer" ? [] : [action],
        ),
      };
    }),
  );

const overridesOf = (stored: unknown) =>
  z.array(z.strictObject({ override: z.json(), reason: z.string() })).parse(stored);

/** What the platform knows, to stand beside what the message says. */
async function knownFacts(tx: Tx, accountId: string, requester: string, fields: ParsedRequest) {
  const account = await readAccount(tx, accountId);
  const owner = await ownerOf(tx, accountId);
  const billing = await tx.billingDetails.findUnique({ where: { accountId }, select: { country: true } });
  const { balance } = await walletOf(tx, account, await readClock(tx, accountId));
  const at = fields.purchasedAt === null ? null : instantOfLocal(fields.purchasedAt, account.timeZone);
  const orders = await tx.order.findMany({
    where: { accountId, state: "paid" },
    orderBy: { id: "desc" },
    take: 50,
  });
  return {
    accountId,
    accountName: account.name,
    timeZone: account.timeZone,
    owner: owner?.email ?? null,
    askedByOwner: owner?.email === requester,
    country: billing?.country ?? null,
    balance,
    candidates: orders
      .filter(({ kind }) => canBeRefundedByCase(kind))
      .map((order) => {
        const currency = isCurrency(order.currency) ? order.currency : account.currency;
        const paidMs = order.paidAt?.getTime() ?? 0;
        const sinceMs = at === null ? -1 : paidMs - Date.parse(at);
        return {
          id: order.id,
          number: order.number,
          kind: z.enum(orderKinds).parse(order.kind),
          total: toMoney(minorToNanos(order.totalMinor, currency), currency),
          paidAt: order.paidAt?.toISOString() ?? null,
          fits: sinceMs >= 0 && sinceMs < 60_000,
        };
      }),
  };
}

/** The account that a message names: a claim, nothing more. */
async function suggestedAccount(tx: Tx, { account }: ParsedRequest) {
  if (account === null) return null;
  const found =
    account.kind === "id"
      ? await tx.account.findUnique({ where: { id: account.id }, select: { id: true, name: true } })
      : ((
          await tx.member.findFirst({
            where: { role: "owner", endedAt: null, login: { email: account.email } },
            select: { account: { select: { id: true, name: true } } },
          })
        )?.account ?? null);
  return found;
}

/** Everybody of the staff a case can be given to. */
export const reviewers = staffProcedureFor("refund_case.review")
  .input(z.strictObject({}))
  .output(z.array(z.strictObject({ id: z.uuid(), name: z.string() })))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const rows = await tx.staff.findMany({ include: { login: { select: { name: true } } }, take: 200 });
      return rows
        .map(({ loginId, login }) => ({ id: loginId, name: login.name }))
        .toSorted((one, other) => one.name.localeCompare(other.name));
    }),
  );

/** Takes down a request that came some other way, by phone or letter. */
export const openForCustomer = staffProcedureFor("refund_case.review")
  .input(
    z.strictObject({
      accountId: z.uuid().nullable(),
      requester: z.email().max(320),
      language: z.enum(["en", "zh"]),
      subject: lineOfText(200, 0),
      text: linesOfText(5000),
    }),
  )
  .output(movedSchema)
  .mutation(async ({ ctx, input: { accountId, ...asked } }) => {
    const { answer } = await ctx.services.runner.run(
      receiveCase(ctx.services.env),
      {
        ...asked,
        requester: asked.requester.toLowerCase(),
        channel: "staff",
        fields: storedFields(parseRequest(asked.text)),
        orderId: null,
        mail: null,
      },
      ctx.command(accountId),
    );
    return { caseId: answer.caseId, state: caseState.parse(answer.state) };
  });

/** Gives a case to somebody. */
export const assign = staffProcedureFor("refund_case.review")
  .input(z.strictObject(assignFields))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const accountId = await accountOfCase(ctx.services, input.caseId);
    const { answer } = await ctx.services.runner.run(assignCase, input, ctx.command(accountId));
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** Goes on with a case that waits. */
export const resume = staffProcedureFor("refund_case.review")
  .input(z.strictObject({ caseId: z.uuid() }))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const accountId = await accountOfCase(ctx.services, input.caseId);
    const { answer } = await ctx.services.runner.run(resumeCase, input, ctx.command(accountId));
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** Writes a note for colleagues. */
export const note = staffProcedureFor("refund_case.review")
  .input(z.strictObject(noteFields))
  .output(z.strictObject({ noteId: z.uuid() }))
  .mutation(async ({ ctx, input }) => {
    const accountId = await accountOfCase(ctx.services, input.caseId);
    const { answer } = await ctx.services.runner.run(noteCase, input, ctx.command(accountId));
    return answer;
  });

/** Writes to the customer, asking for something or not. */
export const write = staffProcedureFor("refund_case.review")
  .input(z.strictObject(writeFields))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const accountId = await accountOfCase(ctx.services, input.caseId);
    const command = writeToCustomer(ctx.services.env);
    const { answer } = await ctx.services.runner.run(command, input, ctx.command(accountId));
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** Links a case to an account and an order. */
export const link = staffProcedureFor("refund_case.review")
  .input(z.strictObject(linkFields))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const { answer } = await ctx.services.runner.run(linkCase, input, ctx.command(input.linkTo));
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** The decision that approving would make now, by the same loader and rule. */
export const previewApproval = staffProcedureFor("refund_case.review")
  .input(z.strictObject({ caseId: z.uuid(), overrides: overridesSchema }))
  .output(z.strictObject({ decision: decisionJsonSchema }))
  .query(async ({ ctx, input: { caseId, overrides } }) => {
    const { runner, env } = ctx.services;
    const { accountId, kind } = await decidedOn(ctx.services, caseId);
    const asked = { caseId, overrides, message: "" };
    const context = ctx.command(accountId);
    return {
      decision: isTopUp(kind ?? "")
        ? await runner.preview(approveTopUpCase(env), asked, context)
        : await runner.preview(approveCase(env), asked, context),
    };
  });

/** Approves a case, first or second. */
export const approve = staffProcedureFor("refund_case.decide")
  .input(z.strictObject(approveFields))
  .output(
    z.strictObject({
      ...movedSchema.shape,
      refundId: z.uuid().nullable(),
      secondPersonNeeded: z.boolean(),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { runner, env } = ctx.services;
    const { accountId, kind } = await decidedOn(ctx.services, input.caseId);
    const context = ctx.command(accountId);
    const { answer } = isTopUp(kind ?? "")
      ? await runner.run(approveTopUpCase(env), input, context)
      : await runner.run(approveCase(env), input, context);
    return { ...answer, state: caseState.parse(answer.state) };
  });

/** Declines a case. */
export const decline = staffProcedureFor("refund_case.decide")
  .input(z.strictObject(declineFields))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const { runner, env } = ctx.services;
    const { accountId, kind } = await decidedOn(ctx.services, input.caseId);
    const context = ctx.command(accountId);
    const { answer } =
      kind === null
        ? await runner.run(declineUnlinkedCase(env), input, context)
        : isTopUp(kind)
          ? await runner.run(declineTopUpCase(env), input, context)
          : await runner.run(declineCase(env), input, context);
    return { ...answer, state: caseState.parse(answer.state) };
  });
