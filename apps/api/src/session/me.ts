import { z } from "zod";
import { currencySchema } from "@tenure/core/money";
import { openProcedureFor } from "../trpc/procedures.ts";

const accountSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(["active", "suspended", "terminated", "closed"]),
  currency: currencySchema,
  timeZone: z.string(),
  language: z.enum(["en", "zh"]),
  livemode: z.boolean(),
  role: z.enum(["member", "owner", "representative"]),
});

const output = z.strictObject({
  /** Null when nobody is signed in. */
  login: z
    .strictObject({
      id: z.uuid(),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean(),
      language: z.enum(["en", "zh"]),
      secondFactor: z.strictObject({
        enrolled: z.boolean(),
        /** Proven in this session. */
        proven: z.boolean(),
        /** Proven within the last minutes: what needs a step-up works now. */
        recent: z.boolean(),
      }),
    })
    .nullable(),
  accounts: z.array(accountSchema),
  staffRole: z.enum(["reviewer", "administrator"]).nullable(),
});

/** Who is signed in: login, accounts with roles, staff role, second factor. Answers for nobody, too. */
export const me = openProcedureFor("session.read")
  .output(output)
  .query(({ ctx: { caller } }) => {
    if (caller.kind !== "login") return { login: null, accounts: [], staffRole: null };
    return {
      login: {
        id: caller.loginId,
        name: caller.name,
        email: caller.email,
        emailVerified: caller.emailVerified,
        language: caller.language,
        secondFactor: {
          enrolled: caller.secondFactorEnrolled,
          proven: caller.secondFactorProven,
          recent: caller.steppedUp,
        },
      },
      accounts: caller.memberships.map(({ account, role }) => ({ ...account, role })),
      staffRole: caller.staffRole,
    };
  });
