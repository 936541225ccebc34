import { erasureRefusal, keptUntil, type RetentionClass, retentionClasses } from "@tenure/core/subjects";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM, type Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { erasePhones } from "../phones/end-phone.ts";
import type { Services } from "../runtime/services.ts";
import type { Vault } from "../vault/vault.ts";

/** How many persons one run of the sweep erases; the next day goes on. */
const PER_RUN = 100;

const WHY = {
  already_erased: "Nothing is known about this person any more.",
  holds_account: "This person holds an account; it is closed, or passes on, first.",
  legal_hold: "A dispute, a refund case or a measure of an account of theirs is open.",
} as const;

/** What stands in the way of erasing a person. */
async function erasureFacts(tx: Tx, subjectId: string) {
  const [row] = await tx.$queryRaw<{ erased: boolean; held: number; hold: boolean }[]>`
    WITH theirs AS (
      SELECT a.id, a.state, p.ended_at FROM holder_period p JOIN account a ON a.id = p.account_id
       WHERE p.subject_id = ${subjectId}::uuid)
    SELECT s.erased_at IS NOT NULL AS erased,
           (SELECT count(*)::int FROM theirs WHERE ended_at IS NULL AND state IN ('active', 'suspended')) AS held,
           EXISTS (SELECT 1 FROM theirs t JOIN refund_case c ON c.account_id = t.id
                    WHERE c.state IN ('received', 'in_review', 'needs_info'))
             OR EXISTS (SELECT 1 FROM theirs t JOIN payment y ON y.account_id = t.id WHERE y.dispute_state = 'open')
             OR EXISTS (SELECT 1 FROM theirs t WHERE t.state = 'suspended') AS hold
      FROM subject s WHERE s.id = ${subjectId}::uuid`;
  if (row === undefined) throw new AppError("not_found", "No such person.");
  return { erased: row.erased, heldAccounts: row.held, legalHold: row.hold };
}

/**
 * Makes a person unreadable: their key is destroyed, the name the account called them by and the digest they were known
 * again by go. Ledger, decisions and the audit chain know them by an id, and stay as they are (invariant 35).
 */
export const eraseSubject = (vault: Vault) =>
  plainCommand({
    name: "subjects.erase",
    input: z.strictObject({ subjectId: z.uuid(), reason: linesOfText(500) }),
    async apply({ tx, now, outbox }, { subjectId, reason }) {
      const rows = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM subject WHERE id = ${subjectId}::uuid FOR UPDATE`;
      if (rows.length === 0) throw new AppError("not_found", "No such person.");
      const refused = erasureRefusal(await erasureFacts(tx, subjectId));
      if (refused !== null) throw new AppError("conflict", WHY[refused]);
      const destroyed = await vault.destroyKey(tx, subjectId, now);
      await erasePhones(tx, subjectId, now);
      await tx.subject.update({
        where: { id: subjectId },
        data: { displayName: "", personDigest: null, erasedAt: new Date(now) },
      });
      await tx.$executeRaw`
        DELETE FROM former_billing_details f USING holder_period p
         WHERE p.id = f.holder_period_id AND p.subject_id = ${subjectId}::uuid`;
      const checks = await tx.identityVerification.findMany({
        where: { subjectId, providerSessionId: { not: null } },
        select: { id: true },
      });
      for (const { id } of checks) await outbox.enqueue(tx, "subjects.redact_check", { verificationId: id });
      return {
        answer: { erasedAt: now, hadKey: destroyed },
        target: { kind: "subject", id: subjectId },
        after: { erasedAt: now, keyDestroyed: destroyed },
        reason,
      };
    },
  });

/** Handler of `subjects.redact_check`: the provider forgets what it collected, too. */
export async function redactCheck(
  { db, identity }: Services,
  { verificationId }: { readonly verificationId: string },
): Promise<void> {
  const row = await db.within(PLATFORM, (tx) =>
    tx.identityVerification.findUnique({ where: { id: verificationId } }),
  );
  if (row?.providerSessionId != null) await identity.redactCheck(row.providerSessionId);
}

/**
 * Handler of `subjects.sweep`: erases persons whose time to be kept is over: none of their accounts is open, and the
 * longest retention class of what is kept has run since the last one ended. Who was to hold an account and never did is
 * kept for nothing: a change that ends forgets them, and one from before it did is caught up with here.
 */
export async function sweepSubjects(services: Services): Promise<void> {
  const { db, runner, vault } = services;
  const due = await db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, null);
    const rows = await tx.$queryRaw<{ id: string; since: Date; classes: string[] }[]>`
      SELECT s.id, max(coalesce(p.ended_at, c.closed_at, m.taken_at)) AS since,
             (SELECT array_agg(DISTINCT kept.retention)
                FROM (SELECT r.retention FROM vault_record r WHERE r.subject_id = s.id
                      UNION SELECT f.retention FROM vault_file f WHERE f.subject_id = s.id AND f.sealed IS NOT NULL) kept) AS classes
        FROM subject s
        JOIN vault_key k ON k.subject_id = s.id AND k.destroyed_at IS NULL
        JOIN holder_period p ON p.subject_id = s.id
        JOIN account a ON a.id = p.account_id
        LEFT JOIN account_closing c ON c.account_id = a.id
        LEFT JOIN account_measure m ON m.account_id = a.id AND m.kind = 'terminate'
       WHERE s.erased_at IS NULL
       GROUP BY s.id
      HAVING bool_and(p.ended_at IS NOT NULL OR a.state IN ('closed', 'terminated'))
       ORDER BY since LIMIT ${PER_RUN * 5}`;
    const never = await tx.$queryRaw<{ id: string }[]>`
      SELECT c.to_subject_id AS id
        FROM subject_change c JOIN vault_key k ON k.subject_id = c.to_subject_id AND k.destroyed_at IS NULL
       WHERE c.state IN ('withdrawn', 'rejected', 'terminated', 'expired')
         AND NOT EXISTS (SELECT 1 FROM holder_period p WHERE p.subject_id = c.to_subject_id)
       ORDER BY id LIMIT ${PER_RUN}`;
    return [...never, ...rows.filter((row) => isOver(row, now))].slice(0, PER_RUN);
  });
  for (const { id } of due)
    await runner
      .run(
        eraseSubject(vault),
        { subjectId: id, reason: "The time this is kept is over." },
        systemContext("subjects.sweep", null, `erase:${id}:${crypto.randomUUID()}`),
      )
      .catch((error) => {
        // Something of theirs is open: the next day looks again.
        if (!(error instanceof AppError) || error.code !== "conflict") throw error;
      });
}

function isOver(
  row: { readonly since: Date | null; readonly classes: string[] | null },
  now: Instant,
): boolean {
  if (row.since === null) return false;
  const classes = retentionClasses.filter(
    (each): each is RetentionClass => row.classes?.includes(each) === true,
  );
  return keptUntil(classes, row.since.toISOString()) <= now;
}
