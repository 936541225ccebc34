import { VIOLATION_GROUNDS } from "@tenure/core/text";
import { z } from "zod";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";

const states = ["active", "suspended", "terminated", "closed"] as const;

/** Code an API answers with while an account is not served; null while it is. */
const CODE_OF = {
  active: null,
  suspended: "account_suspended",
  terminated: "account_terminated",
  closed: "account_closed",
} as const;

/** How an account stands, and what its people were told of it (T4.2). The evidence stays with staff. */
export const standing = procedureFor("account.read", {
  method: "get",
  path: "/accounts/{accountId}/standing",
  summary: "Whether the account is served, and if not, why",
})
  .input(accountInput({}))
  .output(
    z.strictObject({
      state: z.enum(states),
      /** The code requests are declined with. */
      code: z.enum(["account_suspended", "account_terminated", "account_closed"]).nullable(),
      since: z.iso.datetime().nullable(),
      ground: z.enum(VIOLATION_GROUNDS).nullable(),
      reason: z.string().nullable(),
    }),
  )
  .query(({ ctx: { account, read } }) =>
    read(async (tx) => {
      const { state } = account;
      const nothing = { state, code: CODE_OF[state], since: null, ground: null, reason: null };
      if (state === "active") return nothing;
      if (state === "closed") {
        const closing = await tx.accountClosing.findUnique({ where: { accountId: account.id } });
        return { ...nothing, since: closing?.closedAt.toISOString() ?? null };
      }
      const measure = await tx.accountMeasure.findFirst({
        where: { accountId: account.id, kind: state === "suspended" ? "suspend" : "terminate" },
        orderBy: { takenAt: "desc" },
      });
      return {
        ...nothing,
        since: measure?.takenAt.toISOString() ?? null,
        ground: VIOLATION_GROUNDS.find((each) => each === measure?.ground) ?? null,
        reason: measure?.reason ?? null,
      };
    }),
  );
