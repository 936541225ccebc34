import { sweepChanges } from "../../subject-changes/jobs.ts";
import { type AccountWork, onlyInstant } from "../work.ts";

/** An application that nobody finished, and an invitation that nobody accepted, end a millisecond after their last moment. */
export const subjectChangeEnd: AccountWork = {
  job: "subject_changes.sweep",
  next: async ({ tx, accountId, now }) =>
    onlyInstant(
      await tx.$queryRaw`
        SELECT min(at) AS at FROM (
          SELECT c.expires_at + interval '1 millisecond' AS at FROM subject_change c
            JOIN subject_change_invitation i ON i.change_id = c.id
           WHERE c.account_id = ${accountId}::uuid AND c.state = 'open'
             -- One that only a blocker holds back does not expire.
             AND (c.expires_at >= ${now}::timestamptz OR i.state <> 'complete')
          UNION ALL
          SELECT i.expires_at + interval '1 millisecond' FROM subject_change c
            JOIN subject_change_invitation i ON i.change_id = c.id
           WHERE c.account_id = ${accountId}::uuid AND c.state = 'open' AND i.state IN ('invited', 'verified')) AS due`,
    ),
  async run(services, accountId) {
    await sweepChanges(services, { accountId });
  },
};
