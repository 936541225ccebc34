import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const auditSchema = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid().nullable(),
  /** Null where the row is about no account. */
  accountName: z.string().nullable(),
  /** Whether the account is a sandbox one whose clock was moved: the times of its rows jump ahead. */
  sandboxClock: z.boolean(),
  actorKind: z.string(),
  actorId: z.string(),
  /** Name of the staff member or login, where the actor is one. */
  actorName: z.string().nullable(),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.string(),
  reason: z.string().nullable(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  decisionId: z.uuid().nullable(),
  requestId: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  /** Place in the chain; null until the sequencer took it, within a second. */
  sequence: z.string().nullable(),
});

const filters = {
  accountId: z.uuid().optional(),
  /** Start of the action: `wallet` finds `wallet.grant_gift`. */
  action: z.string().trim().min(1).max(100).optional(),
  actorKind: z.enum(["login", "staff", "api_key", "platform_key", "system", "anonymous"]).optional(),
  /** Login, key or job. */
  actorId: z.string().trim().min(1).max(200).optional(),
};

/** The audit trail, newest first; narrowed to an account, an action, an actor where asked. */
export const list = staffProcedureFor("audit.read")
  .input(z.strictObject({ ...pageShape, ...filters }))
  .output(pageOf(auditSchema))
  .query(({ ctx, input: { limit, cursor, accountId, action, actorKind, actorId } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.auditRow.findMany({
        where: {
          ...(accountId === undefined ? {} : { accountId }),
          ...(action === undefined ? {} : { action: { startsWith: literally(action) } }),
          ...(actorKind === undefined ? {} : { actorKind }),
          ...(actorId === undefined ? {} : { actorId }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const links = await tx.auditLink.findMany({
        where: { auditId: { in: rows.map((row) => row.id) } },
        select: { auditId: true, sequence: true },
      });
      const people = await tx.authUser.findMany({
        where: {
          id: { in: rows.filter((row) => row.actorKind !== "system").flatMap((row) => uuidOf(row.actorId)) },
        },
        select: { id: true, name: true },
      });
      const accounts = await tx.account.findMany({
        where: { id: { in: rows.flatMap((row) => row.accountId ?? []) } },
        select: { id: true, name: true, clockOffsetMs: true },
      });
      const accountOf = new Map(accounts.map((account) => [account.id, account]));
      const sequenceOf = new Map(links.map((link) => [link.auditId, link.sequence.toString()]));
      const nameOf = new Map(people.map((person) => [person.id, person.name]));
      return toPage(rows, limit, ({ recordedAt, holderPeriodId: _, before, after, ...row }) => {
        const account = row.accountId === null ? undefined : accountOf.get(row.accountId);
        return {
          ...row,
          accountName: account?.name ?? null,
          sandboxClock: (account?.clockOffsetMs ?? 0n) > 0n,
          before: z.json().nullable().parse(before),
          after: z.json().nullable().parse(after),
          actorName: nameOf.get(row.actorId) ?? null,
          recordedAt: recordedAt.toISOString(),
          sequence: sequenceOf.get(row.id) ?? null,
        };
      });
    }),
  );

/** Prisma hands a prefix to LIKE as it is: without this, `%` would find everything. */
const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

const uuidOf = (text: string): string[] => (z.uuid().safeParse(text).success ? [text] : []);
