import { z } from "zod";
import { seenSince } from "../accounts/own-periods.ts";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const noticeSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.string(),
    subject: z.string(),
    recipient: z.string(),
    language: z.enum(["en", "zh"]),
    state: z.enum(["queued", "sent", "failed"]),
    /** What the mail server said, where it failed. */
    problem: z.string().nullable(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Notice" });

/** The e-mails written about an account, newest first. */
export const list = procedureFor("notice.read", { method: "get", path: "/notices", summary: "List notices" })
  .input(accountInput(pageShape))
  .output(pageOf(noticeSchema))
  .query(async ({ ctx, input: { limit, cursor } }) => {
    const rows = await ctx.read(async (tx) => {
      const since = await seenSince(tx, ctx.account.id, ctx.role);
      return tx.notice.findMany({
        where: {
          accountId: ctx.account.id,
          ...(since === null ? {} : { createdAt: { gte: since } }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
    });
    return toPage(rows, limit, (row) => ({
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      recipient: row.recipient,
      language: noticeSchema.shape.language.parse(row.language),
      state: noticeSchema.shape.state.parse(row.state),
      problem: row.problem,
      createdAt: row.createdAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
    }));
  });
