import { createHash } from "node:crypto";
import { EFFECT_STEPS, effectPlan } from "@tenure/core/subject-changes";
import { plusHours } from "@tenure/core/time";
import { z } from "zod";
import { plainCommand } from "../../src/command/command.ts";
import { systemContext } from "../../src/command/system.ts";
import { newId } from "../../src/db/ids.ts";
import { newKey } from "../../src/partners/create-key.ts";
import { hashKey } from "../../src/partners/read-key.ts";
import { readContents } from "../../src/subject-changes/effect/contents.ts";
import { performPlan } from "../../src/subject-changes/effect/perform-plan.ts";
import type { TestApp } from "../support/app.ts";

/** A change of account subject, written as the owner of the database: the commands that lead to it have tests of their own. */
export interface OpenChange {
  readonly changeId: string;
  readonly accountId: string;
  readonly toSubjectId: string;
  readonly newOwnerId: string;
  /** Key that the new side prepared, as it was shown. */
  readonly preparedKey: string;
}

type World = Pick<TestApp, "database" | "services">;

/** Opens a change of an account to a login; `accepted`: the new subject accepted at that instant of the account's clock. */
export async function openChange(
  { database: { sql } }: World,
  accountId: string,
  newOwnerId: string,
  { accepted = true, overlapHours = 0 }: { readonly accepted?: boolean; readonly overlapHours?: number } = {},
): Promise<OpenChange> {
  const [changeId, toSubjectId, keyId] = [newId(), newId(), newId()];
  const preparedKey = newKey(false);
  await sql("INSERT INTO subject (id, kind, display_name) VALUES ($1, 'company', '')", [toSubjectId]);
  await sql(
    `INSERT INTO subject_change (id, account_id, holder_period_id, from_subject_id, to_subject_id, state, review_state, ground,
       capacity, scope, form_record_id, form_sha256, applicant_login_id, agreement_consent_id, commitments_consent_id,
       created_at, submitted_at, expires_at)
     SELECT $1, $2, p.id, p.subject_id, $3, 'open', 'agreed', 'merger', 'holder', 'whole', $4, $5, m.login_id, $4, $4,
            tenure_now($2), tenure_now($2), tenure_now($2) + interval '30 days'
       FROM holder_period p JOIN member m ON m.account_id = p.account_id AND m.role = 'owner' AND m.ended_at IS NULL
      WHERE p.account_id = $2 AND p.ended_at IS NULL LIMIT 1`,
    [changeId, accountId, toSubjectId, newId(), "0".repeat(64)],
  );
  await sql(
    `INSERT INTO subject_change_invitation (change_id, account_id, state, email, language, token_hash, attempts_left, sendings,
       sent_at, expires_at, login_id, claimed_at, proven_by_subject_id, verified_at, accepted_at, accepted_wording,
       accepted_language, accepted_hash, overlap_hours)
     SELECT $1, $2, CASE WHEN $4 THEN 'complete' ELSE 'invited' END, 'new@example.com', 'en', 'x', 5, 1, now, now + interval '7 days',
            $3, now, CASE WHEN $4 THEN $5::uuid END, CASE WHEN $4 THEN now END, CASE WHEN $4 THEN now END,
            CASE WHEN $4 THEN '1' END, CASE WHEN $4 THEN 'en' END, CASE WHEN $4 THEN 'h' END, $6
       FROM (SELECT tenure_now($2) AS now) AS clock`,
    [changeId, accountId, newOwnerId, accepted, toSubjectId, overlapHours],
  );
  await sql(
    `INSERT INTO subject_change_key (id, account_id, change_id, name, prefix, key_hash, scopes, lifetime_days, created_at)
     VALUES ($1, $2, $3, 'new gateway', 'tnr_test_new', $4, '{usage:write,wallet:read}', 30, now())`,
    [keyId, accountId, changeId, hashKey(preparedKey)],
  );
  return { changeId, accountId, toSubjectId, newOwnerId, preparedKey };
}

/** The new subject accepts now. */
export const acceptChange = ({ database: { sql } }: World, { changeId, accountId }: OpenChange) =>
  sql(
    `UPDATE subject_change_invitation SET state = 'accepted', accepted_at = tenure_now($2), accepted_wording = '1',
            accepted_language = 'en', accepted_hash = 'h' WHERE change_id = $1`,
    [changeId, accountId],
  );

/** The change ends without an effect. */
export const endChange = ({ database: { sql } }: World, { changeId }: OpenChange) =>
  sql("UPDATE subject_change SET state = 'withdrawn', ended_at = now() WHERE id = $1", [changeId]);

/** Carries a change out as the command that decided it does: everything in one transaction. `fail` throws after it all. */
export async function handOver(
  { services }: Pick<World, "services">,
  { changeId, accountId, toSubjectId }: OpenChange,
  { overlapHours = 0, fail = false, skip }: HandOver = {},
) {
  const command = plainCommand({
    name: "test.hand_over",
    input: z.strictObject({}),
    async apply(acting) {
      const { tx, now } = acting;
      const from = await tx.holderPeriod.findFirstOrThrow({ where: { accountId, endedAt: null } });
      const keys = await tx.subjectChangeKey.findMany({ where: { changeId } });
      const keysEndAt = plusHours(now, overlapHours);
      // Facts come first: what waits for the outcome is found while the change is open.
      const contents = await readContents(tx, accountId, now);
      await tx.subjectChange.update({
        where: { id: changeId, state: "open" },
        data: {
          state: "effective",
          effectiveAt: new Date(now),
          keysEndAt: new Date(keysEndAt),
          effectDecisionId: newId(),
        },
      });
      const plan = effectPlan({
        from: { subjectId: from.subjectId, periodId: from.id },
        toSubjectId,
        at: now,
        keysEndAt,
        preparedKeys: keys.map(({ id }) => id),
        contents,
      }).filter(({ step }) => step !== skip);
      const counts = await performPlan(acting, {
        change: { id: changeId, accountId },
        effects: { effectiveAt: now, toSubjectId, plan },
      });
      if (fail) throw new Error("the last step failed");
      return {
        answer: { at: now, counts },
        target: { kind: "subject_change", id: changeId },
        after: counts,
      };
    },
  });
  const { answer } = await services.runner.run(
    command,
    {},
    systemContext("test.hand_over", accountId, newId()),
  );
  return answer;
}

interface HandOver {
  readonly overlapHours?: number;
  readonly fail?: boolean;
  readonly skip?: (typeof EFFECT_STEPS)[number];
}

/** What every table of an account holds, as one digest: equal before and after something that did not happen. */
export async function digestOf({ database: { sql } }: World, accountId: string): Promise<string> {
  const tables = await sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await sql<{ rows: string }>(
      `SELECT coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '') AS rows FROM "${name}" t WHERE account_id::text = $1`,
      [accountId],
    );
    parts.push(`${name}: ${rows[0]?.rows ?? ""}`);
  }
  const sessions = await sql<{ rows: string }>(
    `SELECT coalesce(string_agg(s.id::text, ',' ORDER BY s.id), '') AS rows FROM auth_session s
       JOIN member m ON m.login_id = s.user_id AND m.account_id = $1`,
    [accountId],
  );
  return createHash("sha256")
    .update([...parts, sessions[0]?.rows].join("\n"))
    .digest("hex");
}
