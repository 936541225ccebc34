import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../../accounts/account-facts.ts";
import { ownerOf } from "../../accounts/owner.ts";
import { type Acting, plainCommand } from "../../command/command.ts";
import { systemContext } from "../../command/system.ts";
import { PLATFORM } from "../../db/database.ts";
import type { Env } from "../../env.ts";
import { queueNotice } from "../../notices/queue.ts";
import { policyAt } from "../../policy-versions/in-force.ts";
import type { Services } from "../../runtime/services.ts";
import { LIABILITY_LINK_DAYS, liabilityUrl } from "../liability-link.ts";

const input = z.strictObject({ changeId: z.uuid(), holderPeriodId: z.uuid() });

/** A handover that is done, as its letters tell of it. */
async function readHandover({ tx }: Acting, { changeId, holderPeriodId }: z.output<typeof input>) {
  const change = await tx.subjectChange.findUniqueOrThrow({ where: { id: changeId } });
  const period = await tx.holderPeriod.findUniqueOrThrow({ where: { id: holderPeriodId } });
  const before = await tx.holderPeriod.findFirstOrThrow({
    where: { accountId: change.accountId, endedAt: period.startedAt },
  });
  return {
    change,
    at: period.startedAt,
    beforePeriodId: before.id,
    // A revocation hands the account back: the same letters would tell somebody of a change they never asked for.
    isRevocation: period.subjectId === change.fromSubjectId,
  };
}

/** Writes the letters of a handover (C3.10, C4): to whoever stood for the old side, and to the new holder. */
const tell = (env: Pick<Env, "publicUrl" | "secret">) =>
  plainCommand({
    name: "subject_changes.tell",
    input,
    async apply(acting, given) {
      const { tx, now, outbox } = acting;
      const { change, at, beforePeriodId, isRevocation } = await readHandover(acting, given);
      const account = await readAccount(tx, change.accountId);
      const common = { now, zone: account.timeZone };
      const key = `handover:${given.holderPeriodId}`;
      const expiresAt = plusHours(now, LIABILITY_LINK_DAYS * 24);
      const url = liabilityUrl(env, { accountId: account.id, holderPeriodId: beforePeriodId, expiresAt });
      const instant = at.toISOString();
      const shared = { account: account.name, at: instant, url, until: expiresAt };
      const methods = await tx.paymentMethod.count({
        where: { holderPeriodId: beforePeriodId, endedAt: at },
      });
      const left = await tx.member.findMany({
        where: { accountId: account.id, endedAt: at, role: { in: ["owner", "representative"] } },
        include: { login: { select: { email: true, name: true, language: true } } },
        orderBy: { id: "asc" },
      });
      for (const { loginId, login } of left) {
        const letter = {
          ...common,
          dedupeKey: `${key}:old:${loginId}`,
          // The account's list of mails is the new holder's.
          accountId: null,
          to: { ...login, language: login.language === "zh" ? ("zh" as const) : ("en" as const) },
        };
        if (isRevocation)
          await queueNotice(tx, outbox, { ...letter, kind: "subject_change_revoked_old", params: shared });
        else
          await queueNotice(tx, outbox, {
            ...letter,
            kind: "subject_change_effective_old",
            params: { ...shared, methods: String(methods) },
          });
      }
      const letter = {
        ...common,
        dedupeKey: `${key}:new`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
      };
      if (isRevocation)
        await queueNotice(tx, outbox, {
          ...letter,
          kind: "subject_change_revoked_new",
          params: { account: account.name, at: instant },
        });
      else
        await queueNotice(tx, outbox, {
          ...letter,
          kind: "subject_change_effective_new",
          params: {
            account: account.name,
            at: instant,
            keysEndAt: (change.keysEndAt ?? at).toISOString(),
            graceDays: String(policyAt(now).subscriptions.dunning.graceDays),
          },
        });
      return {
        answer: { told: left.length + 1 },
        target: { kind: "subject_change", id: change.id },
        after: { holderPeriodId: given.holderPeriodId, told: left.length + 1 },
      };
    },
  });

/** Handler of `subject_changes.tell`: both sides of a handover are written to, once. */
export async function tellHandover(
  { env, db, runner }: Pick<Services, "env" | "db" | "runner">,
  { changeId, holderPeriodId }: z.output<typeof input>,
): Promise<void> {
  const { accountId } = await db.within(PLATFORM, (tx) =>
    tx.subjectChange.findUniqueOrThrow({ where: { id: changeId }, select: { accountId: true } }),
  );
  await runner.run(
    tell(env),
    { changeId, holderPeriodId },
    systemContext("subject_changes.tell", accountId, `handover:${holderPeriodId}`),
  );
}
