import { z } from "zod";
import { accountInput, pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { decisionHeads, decisionHeadSchema } from "./show.ts";

/** The account's decisions, newest first. */
export const list = procedureFor("decision.read", {
  method: "get",
  path: "/decisions",
  summary: "List decisions",
})
  .input(
    accountInput({
      ...pageShape,
      /** Every request of a gateway is a decision too: `leave_out` lists what a person has decided on. */
      usage: z.enum(["include", "leave_out"]).default("include"),
    }),
  )
  .output(pageOf(decisionHeadSchema))
  .query(({ ctx, input: { limit, cursor, usage } }) =>
    ctx.read(async (tx) => {
      const rows = await tx.decision.findMany({
        where: {
          accountId: ctx.account.id,
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
          ...(usage === "include" ? {} : { NOT: { kind: { startsWith: "usage." } } }),
        },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      return toPage(rows, limit, await decisionHeads(tx, rows));
    }),
  );
