import { currencySchema } from "@tenure/core/money";
import { zoneSchema } from "@tenure/core/subscriptions";
import { z } from "zod";
import { type Done, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { recordInvitation } from "../referrals/record-invitation.ts";
import { NO_VISIT, readVisit, type Visit } from "../referrals/visit.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { loginProcedureFor } from "../trpc/procedures.ts";
import { languageSchema, lineOfText } from "./input.ts";

const input = z.strictObject({
  /** The login's name where none is given. */
  name: lineOfText(120).optional(),
  /** Of the wallet and of everything bought; never changes. */
  currency: currencySchema,
  timeZone: zoneSchema,
  language: languageSchema,
  /** The version of the terms that was shown and agreed to (T4.1). */
  termsVersion: z.string().max(40),
});

const output = z.strictObject({
  accountId: z.uuid(),
  /** False when the login had an account already: then nothing was made. */
  created: z.boolean(),
});

/** Opens an account for a login: its legal person, the first holder period, ownership and consent, all or nothing. */
export const createAccount = (livemode: boolean, visit: Visit = NO_VISIT) =>
  plainCommand({
    name: "accounts.create",
    input,
    async apply(
      { tx, now, policy, context },
      { name, currency, timeZone, language, termsVersion },
    ): Promise<Done<{ accountId: string; created: boolean }>> {
      // One at a time per login: two tabs that open for the first time make one account.
      await tx.$queryRaw`SELECT 1 FROM auth_user WHERE id = ${context.actor.id}::uuid FOR NO KEY UPDATE`;
      const login = await tx.authUser.findUniqueOrThrow({
        where: { id: context.actor.id },
        include: { members: { where: { role: "owner", endedAt: null } } },
      });
      const [owned] = login.members;
      if (owned !== undefined)
        return {
          answer: { accountId: owned.accountId, created: false },
          target: { kind: "account", id: owned.accountId },
        };
      const terms = termsOf(policy, language);
      if (termsVersion !== terms.version)
        throw new AppError("conflict", `The terms have changed; please read version ${terms.version}.`, [
          { path: "termsVersion", message: `current: ${terms.version}` },
        ]);
      const [accountId, subjectId, holderPeriodId] = [newId(), newId(), newId()];
      const at = new Date(now);
      await tx.subject.createMany({
        data: { id: subjectId, kind: "individual", displayName: login.name, createdAt: at },
      });
      await tx.account.createMany({
        data: {
          id: accountId,
          name: name ?? login.name,
          currency,
          timeZone,
          language,
          livemode,
          createdAt: at,
        },
      });
      await tx.holderPeriod.createMany({ data: { id: holderPeriodId, accountId, subjectId, startedAt: at } });
      await tx.member.createMany({
        data: { id: newId(), accountId, loginId: login.id, role: "owner", createdAt: at },
      });
      await tx.consent.createMany({
        data: {
          id: newId(),
          accountId,
          holderPeriodId,
          loginId: login.id,
          kind: "terms",
          version: terms.version,
          textHash: terms.hash,
          language,
          givenAt: at,
        },
      });
      const referralId = await recordInvitation(tx, { id: accountId, livemode }, visit, now);
      return {
        answer: { accountId, created: true },
        target: { kind: "account", id: accountId },
        after: {
          subjectId,
          holderPeriodId,
          currency,
          timeZone,
          language,
          livemode,
          termsVersion,
          referralId,
        },
      };
    },
  });

/** Opens the account of whoever is signed in. Called again, it answers with the account there is. */
export const create = loginProcedureFor("account.create", {
  method: "post",
  path: "/accounts",
  status: 201,
  summary: "Open an account",
})
  .input(input)
  .output(output)
  .mutation(async ({ ctx, input: given }) => {
    const { services } = ctx;
    const { answer } = await services.runner.run(
      createAccount(services.env.livemode, readVisit(ctx.headers, services.env)),
      given,
      ctx.command(),
    );
    return answer;
  });
