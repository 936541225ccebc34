import { pageOf, pageShape } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { policyAt } from "./in-force.ts";
import { policyVersionSchema, showPolicyVersion } from "./show.ts";

/** Every version of the policy, the newest proposal first, with what became of each. */
export const list = staffProcedureFor("policy_version.read")
  .input(z.strictObject(pageShape))
  .output(pageOf(policyVersionSchema))
  .query(({ ctx, input: { limit, cursor } }) =>
    ctx.read(async (tx) => {
      const now = await readClock(tx, null);
      const rows = await tx.policyVersion.findMany({
        where: cursor === undefined ? {} : { id: { lt: cursor } },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const names = await namesOf(
        tx,
        shown.flatMap((row) => [row.proposedBy, row.decidedBy, row.calledOffBy]),
      );
      const caller = { id: ctx.login.loginId, role: ctx.role };
      const inForce = policyAt(now).version;
      return {
        items: shown.map((row) => showPolicyVersion(row, { now, inForce, names, caller })),
        nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    }),
  );

/** Names of logins, by id. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const logins = await tx.authUser.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  });
  return new Map(logins.map(({ id, name }) => [id, name]));
}
