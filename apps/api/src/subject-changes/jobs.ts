import { systemContext } from "../command/system.ts";
import { plainCommand } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";
import { readAccount } from "../accounts/account-facts.ts";
import { queueNotice } from "../notices/queue.ts";
import type { Services } from "../runtime/services.ts";
import { expireChange } from "./end.ts";
import { letterTo } from "./letters.ts";
import { moveInvitation, readChange, requireInvitation } from "./row.ts";
import { settleChange } from "./take-effect.ts";
import { z } from "zod";

/** Changes that one run looks at; the next beat goes on. */
const PER_RUN = 200;

/** An invitation that nobody accepted in time ends; the applicant may invite anew. */
const lapseInvitation = plainCommand({
  name: "subject_changes.lapse",
  input: z.strictObject({ changeId: z.uuid() }),
  async apply(acting, { changeId }) {
    const { tx, now, outbox, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    const invitation = await requireInvitation(tx, changeId);
    if (change.state !== "open" || invitation.expiresAt.toISOString() >= now)
      throw new AppError("conflict", "It is not over.");
    const state = moveInvitation(invitation.state, "lapse");
    await tx.subjectChangeInvitation.update({ where: { changeId }, data: { state } });
    const account = await readAccount(tx, change.accountId);
    await queueNotice(tx, outbox, {
      ...(await letterTo(acting, "original", change, account, `lapsed:${invitation.sendings}`)),
      kind: "subject_change_lapsed",
      params: { account: account.name },
    });
    return {
      answer: { state },
      target: { kind: "subject_change", id: changeId },
      before: { invitation: invitation.state },
      after: { invitation: state },
    };
  },
});

interface Due {
  readonly id: string;
  readonly accountId: string;
  readonly lapsed: boolean;
  readonly expired: boolean;
  readonly ready: boolean;
}

/**
 * Handler of `subject_changes.sweep`: ends what is over, and tries the effect of what may be ready, so that one whose last
 * blocker went by itself (a refund, a debt, a dispute) does not wait for somebody to look.
 */
export async function sweepChanges(
  services: Services,
  only: { readonly accountId?: string } = {},
): Promise<void> {
  const { db, runner } = services;
  const due = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<Due[]>`
      SELECT c.id, c.account_id AS "accountId",
             i.state IN ('invited', 'verified') AND i.expires_at < tenure_now(c.account_id) AS lapsed,
             c.expires_at < tenure_now(c.account_id) AS expired,
             i.state = 'complete' AND c.review_state = 'agreed' AS ready
        FROM subject_change c JOIN subject_change_invitation i ON i.change_id = c.id
       WHERE c.state = 'open'
         AND (${only.accountId ?? null}::uuid IS NULL OR c.account_id = ${only.accountId ?? null}::uuid)
         AND (c.expires_at < tenure_now(c.account_id)
           OR (i.state IN ('invited', 'verified') AND i.expires_at < tenure_now(c.account_id))
           OR (i.state = 'complete' AND c.review_state = 'agreed'))
       ORDER BY c.id LIMIT ${PER_RUN}`,
  );
  for (const { id, accountId, lapsed, expired, ready } of due) {
    const context = systemContext("subject_changes.sweep", accountId, crypto.randomUUID());
    if (ready) await settleChange(services, { changeId: id });
    // Looked at first: one that only a blocker holds back is refused at every beat, and is not written down each time.
    if (expired && (await runner.preview(expireChange, { changeId: id }, context)).outcome === "granted")
      await unlessRefused(runner.run(expireChange, { changeId: id }, context));
    else if (lapsed) await unlessRefused(runner.run(lapseInvitation, { changeId: id }, context));
  }
}

/** Somebody was quicker: the next beat looks again. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (error instanceof RefusedError || (error instanceof AppError && error.code === "conflict")) return;
    throw error;
  });
}
