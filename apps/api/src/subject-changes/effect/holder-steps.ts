import { newId } from "../../db/ids.ts";
import type { PerformStep } from "./step.ts";

/** The holder's period ends at the instant (C4.1). */
export const closeHolderPeriod: PerformStep = async ({ acting: { tx }, accountId, fromPeriodId, at }) => {
  const { count } = await tx.holderPeriod.updateMany({
    where: { id: fromPeriodId, accountId, endedAt: null },
    data: { endedAt: at },
  });
  if (count !== 1) throw new Error("the period that ends is not the one that is open");
  return count;
};

/** … and the new one begins at the same: no moment without a holder, none with two (invariant 27). */
export const openHolderPeriod: PerformStep = async ({
  acting: { tx },
  accountId,
  toPeriodId,
  toSubjectId,
  at,
}) => {
  const { count } = await tx.holderPeriod.createMany({
    data: { id: toPeriodId, accountId, subjectId: toSubjectId, startedAt: at },
  });
  return count;
};

/**
 * Sessions of people who work with no other account end. Whoever has another one keeps it, and is asked on every request
 * which accounts they belong to: this one is none of them any more (C4.5).
 */
export const endSessions: PerformStep = ({ acting: { tx }, accountId, ownerLoginId }, { ids }) =>
  tx.$executeRaw`
    DELETE FROM auth_session s USING member m
     WHERE m.id = ANY(${ids}::uuid[]) AND m.login_id = s.user_id AND m.login_id <> ${ownerLoginId}::uuid
       AND NOT EXISTS (SELECT 1 FROM member o WHERE o.login_id = s.user_id AND o.account_id <> ${accountId}::uuid
                          AND o.ended_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM staff WHERE login_id = s.user_id)`;

/** Memberships of the old side end, representatives' too (C4.5). */
export const endMembers: PerformStep = async ({ acting: { tx }, accountId, at }, { ids }) => {
  const { count } = await tx.member.updateMany({
    where: { id: { in: ids }, accountId, endedAt: null },
    data: { endedAt: at },
  });
  return count;
};

/** Nobody but the new holder's own person is in control (C4.5): mail, recovery and every decision go to them. */
export const giveControl: PerformStep = async ({ acting: { tx }, accountId, ownerLoginId, at }) => {
  const { count } = await tx.member.createMany({
    data: { id: newId(), accountId, loginId: ownerLoginId, role: "owner", createdAt: at },
  });
  return count;
};

/**
 * What leads into the account without signing in goes (C4.5): files with everything it holds, and their links. Links of
 * mails name the period they were written in, and mean nothing in another one.
 */
export const replaceRecoveryChannels: PerformStep = async ({ acting: { tx }, accountId }) => {
  const files = await tx.dataExport.findMany({
    where: { accountId, state: { in: ["preparing", "ready"] } },
    select: { id: true },
  });
  const ids = files.map(({ id }) => id);
  await tx.dataExportChunk.deleteMany({ where: { exportId: { in: ids } } });
  return tx.$executeRaw`
    UPDATE data_export SET state = CASE state WHEN 'ready' THEN 'expired' ELSE 'failed' END, run_id = NULL,
           link_hash = NULL, link_until = NULL WHERE id = ANY(${ids}::uuid[])`;
};

/** Both sides are told once it is done; their letters are written by a job that goes with this transaction. */
export const tellBothSides: PerformStep = async (
  { acting: { tx, outbox }, changeId, toPeriodId },
  { ids },
) => {
  await outbox.enqueue(tx, "subject_changes.tell", { changeId, holderPeriodId: toPeriodId });
  return ids.length;
};
