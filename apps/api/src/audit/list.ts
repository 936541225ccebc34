import { z } from "zod";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

const auditSchema = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid().nullable(),
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

/** The audit trail, newest first; of one account where one is named. */
export const list = staffProcedureFor("audit.read")
  .input(z.strictObject({ ...pageShape, accountId: z.uuid().optional() }))
  .output(pageOf(auditSchema))
  .query(({ ctx, input: { limit, cursor, accountId } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.auditRow.findMany({
        where: {
          ...(accountId === undefined ? {} : { accountId }),
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
      const sequenceOf = new Map(links.map((link) => [link.auditId, link.sequence.toString()]));
      const nameOf = new Map(people.map((person) => [person.id, person.name]));
      return toPage(rows, limit, ({ recordedAt, holderPeriodId: _, before, after, ...row }) => ({
        ...row,
        before: z.json().nullable().parse(before),
        after: z.json().nullable().parse(after),
        actorName: nameOf.get(row.actorId) ?? null,
        recordedAt: recordedAt.toISOString(),
        sequence: sequenceOf.get(row.id) ?? null,
      }));
    }),
  );

const uuidOf = (text: string): string[] => (z.uuid().safeParse(text).success ? [text] : []);
