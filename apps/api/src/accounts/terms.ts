import { CLAUSES, publicPolicy } from "@tenure/core/policy";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import { termsOf } from "../subscriptions/terms-text.ts";
import { accountInput } from "../trpc/account-input.ts";
import { type AccountContext, procedureFor } from "../trpc/procedures.ts";
import { currentHolderPeriod } from "./holder.ts";
import { languageSchema } from "./input.ts";

/** The newest acceptance of the terms by this holder of the account (T4.1): another holder accepts anew. */
async function acceptedTerms(tx: Tx, accountId: string) {
  const holder = await currentHolderPeriod(tx, accountId);
  return tx.consent.findFirst({
    where: { accountId, holderPeriodId: holder.id, kind: "terms" },
    orderBy: [{ givenAt: "desc" }, { id: "desc" }],
  });
}

/**
 * Whoever enters into something new has accepted the terms in force (T4.1). Asked of people, never of keys: what runs
 * goes on. Never asked of refunds, cancelling, data and closing: those are rights under the terms that were accepted.
 * @throws AppError terms_outdated
 */
export async function requireCurrentTerms({ account, role, read }: AccountContext): Promise<void> {
  if (role !== "owner") return;
  const outdated = await read(async (tx) => {
    const accepted = await acceptedTerms(tx, account.id);
    return accepted?.version !== policyAt(await readClock(tx, account.id)).version;
  });
  if (outdated) throw new AppError("terms_outdated");
}

const clauseChange = z.strictObject({
  clause: z.string(),
  /** What it said in the version that was accepted; null: it is new, or that version is not known here. */
  before: z.string().nullable(),
  /** What it says now; null: it is gone. */
  after: z.string().nullable(),
});

/** Which terms are in force, which were accepted, and what differs. */
export const getTerms = procedureFor("terms.read", {
  method: "get",
  path: "/accounts/{accountId}/terms",
  summary: "Which terms are in force and which were accepted",
})
  .input(accountInput({ language: languageSchema }))
  .output(
    z.strictObject({
      current: z.strictObject({ version: z.string(), hash: z.string(), effectiveFrom: z.iso.datetime() }),
      accepted: z
        .strictObject({
          version: z.string(),
          hash: z.string(),
          language: z.string(),
          givenAt: z.iso.datetime(),
        })
        .nullable(),
      /** Whether they have to be accepted before anything new is bought. */
      outdated: z.boolean(),
      changes: z.array(clauseChange),
    }),
  )
  .query(({ ctx, input: { language } }) =>
    ctx.read(async (tx) => {
      const policy = policyAt(await readClock(tx, ctx.account.id));
      const accepted = await acceptedTerms(tx, ctx.account.id);
      const { version, hash } = termsOf(policy, language);
      const outdated = accepted?.version !== version;
      return {
        current: { version, hash, effectiveFrom: policy.effectiveFrom },
        accepted:
          accepted === null
            ? null
            : {
                version: accepted.version,
                hash: accepted.textHash,
                language: accepted.language,
                givenAt: accepted.givenAt.toISOString(),
              },
        outdated,
        changes: outdated ? changesSince(accepted?.version ?? null, version, language) : [],
      };
    }),
  );

/** Clause by clause, what the text of one version says otherwise than the other's. */
function changesSince(from: string | null, to: string, language: "en" | "zh") {
  const before = clausesOf(from, language);
  const after = clausesOf(to, language);
  return Object.keys(CLAUSES)
    .map((clause) => ({
      clause,
      before: before.get(clause) ?? null,
      after: after.get(clause) ?? null,
    }))
    .filter((each) => each.before !== each.after);
}

function clausesOf(version: string | null, language: "en" | "zh"): ReadonlyMap<string, string> {
  const policy = version === null ? null : policyByVersion(version);
  if (policy === null) return new Map();
  const { sections } = publicPolicy(policy, language);
  return new Map(
    sections.flatMap((section) =>
      section.groups.flatMap((group) =>
        group.clauses.map((clause): [string, string] => [clause.id, clause.text]),
      ),
    ),
  );
}

const acceptance = {
  version: z.string().max(40),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  language: languageSchema,
};

/** Keeps that the owner accepted exactly this text (T4.1). Accepting it again changes nothing. */
export const acceptTerms = plainCommand({
  name: "accounts.accept_terms",
  input: z.strictObject(acceptance),
  async apply({ tx, now, policy, context }, { version, hash, language }) {
    const accountId = context.accountId ?? "";
    const current = termsOf(policy, language);
    if (current.version !== version || current.hash !== hash)
      throw new AppError("conflict", `The terms in force are version ${current.version}; please read them.`);
    const accepted = await acceptedTerms(tx, accountId);
    const holder = await currentHolderPeriod(tx, accountId);
    if (accepted?.version !== version)
      await tx.consent.createMany({
        data: {
          id: newId(),
          accountId,
          holderPeriodId: holder.id,
          loginId: context.actor.id,
          kind: "terms",
          version,
          textHash: hash,
          language,
          givenAt: new Date(now),
        },
      });
    return {
      answer: { version },
      target: { kind: "account", id: accountId },
      before: { termsVersion: accepted?.version ?? null },
      after: { termsVersion: version },
    };
  },
});

/** Accepts the terms in force. */
export const acceptTermsProcedure = procedureFor("terms.accept", {
  method: "post",
  path: "/accounts/{accountId}/terms",
  summary: "Accept the terms in force",
})
  .input(accountInput(acceptance))
  .output(z.strictObject({ version: z.string() }))
  .mutation(async ({ ctx, input: { accountId: _, ...given } }) => {
    const { answer } = await ctx.services.runner.run(acceptTerms, given, ctx.command());
    return answer;
  });
