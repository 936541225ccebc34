import { holderOf } from "@tenure/core/subjects";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import type { Prisma } from "../generated/prisma/client.ts";
import { verifiedNamesOf } from "../subjects/names-of.ts";
import type { Vault } from "../vault/vault.ts";
import { toAccountFacts } from "./account-facts.ts";
import { accountSchema } from "./input.ts";

/** An account in a list of the admin. */
export const staffAccountSchema = accountSchema.extend({
  createdAt: z.iso.datetime(),
  holder: z.string().nullable(),
  owner: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
});

/** What that list reads. */
export const staffAccountInclude = {
  holderPeriods: { where: { endedAt: null }, include: { subject: true } },
  members: {
    where: { endedAt: null, role: "owner" },
    include: { login: { select: { name: true, email: true } } },
    orderBy: { createdAt: "asc" },
    take: 1,
  },
} as const satisfies Prisma.AccountInclude;

type StaffAccountRow = Prisma.AccountGetPayload<{ include: typeof staffAccountInclude }>;

/** How rows of it are shown: each holder by the verified name where there is one (C2.1). */
export async function showStaffAccounts(
  tx: Tx,
  vault: Vault,
  rows: readonly StaffAccountRow[],
): Promise<(row: StaffAccountRow) => z.infer<typeof staffAccountSchema>> {
  const subjectOf = (row: StaffAccountRow) => row.holderPeriods[0]?.subject;
  const names = await verifiedNamesOf(
    tx,
    vault,
    rows.flatMap((row) => subjectOf(row) ?? []),
  );
  return (row) => {
    const subject = subjectOf(row);
    return {
      ...toAccountFacts(row),
      createdAt: row.createdAt.toISOString(),
      holder:
        subject === undefined
          ? null
          : holderOf({
              profileName: subject.displayName,
              verifiedName: names.get(subject.id) ?? null,
            }).name,
      owner: row.members[0]?.login ?? null,
    };
  };
}
