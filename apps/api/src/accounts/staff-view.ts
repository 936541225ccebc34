import { z } from "zod";
import type { Prisma } from "../generated/prisma/client.ts";
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
  holderPeriods: { where: { endedAt: null }, include: { subject: { select: { displayName: true } } } },
  members: {
    where: { endedAt: null, role: "owner" },
    include: { login: { select: { name: true, email: true } } },
    orderBy: { createdAt: "asc" },
    take: 1,
  },
} as const satisfies Prisma.AccountInclude;

type StaffAccountRow = Prisma.AccountGetPayload<{ include: typeof staffAccountInclude }>;

/** Shows one row of it. */
export const toStaffAccount = (row: StaffAccountRow): z.infer<typeof staffAccountSchema> => ({
  ...toAccountFacts(row),
  createdAt: row.createdAt.toISOString(),
  holder: row.holderPeriods[0]?.subject.displayName ?? null,
  owner: row.members[0]?.login ?? null,
});
