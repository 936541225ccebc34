import { holderOf } from "@tenure/core/subjects";
import { z } from "zod";
import { verifiedNameOf } from "../subjects/names-of.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { accountSchema } from "./input.ts";

const output = accountSchema.extend({
  createdAt: z.iso.datetime(),
  /** The caller's role on it. */
  role: z.enum(["member", "owner", "representative", "reviewer", "administrator"]),
  /** The legal person that holds it now: by its verified name where there is one (C2.1). */
  holder: z.strictObject({
    kind: z.enum(["individual", "company", "organisation"]),
    displayName: z.string(),
    verified: z.boolean(),
    since: z.iso.datetime(),
  }),
  people: z.array(
    z.strictObject({
      name: z.string(),
      email: z.string(),
      role: z.enum(["member", "owner", "representative"]),
    }),
  ),
});

/** One account: its settings, the legal person who holds it, and the people who work with it. */
export const get = procedureFor("account.read", {
  method: "get",
  path: "/accounts/{accountId}",
  summary: "Read an account",
})
  .input(accountInput({}))
  .output(output)
  .query(({ ctx: { account, role, read, services } }) =>
    read(async (tx) => {
      const row = await tx.account.findUniqueOrThrow({
        where: { id: account.id },
        include: {
          holderPeriods: { where: { endedAt: null }, include: { subject: true } },
          members: {
            where: { endedAt: null },
            include: { login: { select: { name: true, email: true } } },
            orderBy: { createdAt: "asc" },
          },
        },
      });
      const [period] = row.holderPeriods;
      if (period === undefined) throw new Error(`account ${account.id} has no holder`);
      return {
        ...account,
        createdAt: row.createdAt.toISOString(),
        role: output.shape.role.parse(role),
        holder: {
          kind: output.shape.holder.shape.kind.parse(period.subject.kind),
          displayName: holderOf({
            profileName: period.subject.displayName,
            verifiedName: await verifiedNameOf(tx, services.vault, period.subject),
          }).name,
          verified: period.subject.verifiedAt !== null,
          since: period.startedAt.toISOString(),
        },
        people: row.members.map((member) => ({
          name: member.login.name,
          email: member.login.email,
          role: output.shape.role.exclude(["reviewer", "administrator"]).parse(member.role),
        })),
      };
    }),
  );
