import { businessDaysLeft, refundCaseStatesOpen } from "@tenure/core/refund-cases";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { queueNotice } from "../notices/queue.ts";
import { openAlert } from "../payments/alerts.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import type { Services } from "../runtime/services.ts";
import { lockCase, isOpen } from "./case-row.ts";
import { languageOf } from "./mail.ts";

const JOB = "refund_cases.remind";

/** Reminds whoever looks after a case that it is due soon, once; when its time is over an alert stays until it is decided. */
const remindOfCase = (publicUrl: string) =>
  plainCommand({
    name: JOB,
    input: z.strictObject({ caseId: z.uuid() }),
    async apply({ tx, now, context, policy, outbox }, { caseId }) {
      const row = await lockCase(tx, caseId, context.accountId);
      const target = { kind: "refund_case", id: caseId };
      const done = { answer: { caseId, reminded: false }, target };
      if (!isOpen(row.state)) return done;
      const dueAt = row.dueAt.toISOString();
      if (now > dueAt)
        await openAlert(tx, "refund_case_overdue", caseId, row.number, row.accountId, { due: dueAt });
      const left = businessDaysLeft(now, dueAt, policy.businessCalendar);
      if (row.remindedAt !== null || left > policy.refunds.caseReminderBusinessDays) return done;
      await tx.refundCase.update({ where: { id: caseId }, data: { remindedAt: new Date(now) } });
      const assignee =
        row.assigneeId === null ? null : await tx.authUser.findUnique({ where: { id: row.assigneeId } });
      await queueNotice(tx, outbox, {
        kind: "refund_case_due",
        dedupeKey: `refund_case_due:${caseId}`,
        params: { case: row.number, due: dueAt, url: `${publicUrl}/admin/refund-cases/${caseId}` },
        accountId: null,
        to:
          assignee === null
            ? null
            : { email: assignee.email, name: assignee.name, language: languageOf(assignee.language) },
        now,
        zone: policy.businessCalendar.zone,
      });
      return { answer: { caseId, reminded: true }, target, after: { remindedAt: now } };
    },
  });

/** Handler of `refund_cases.remind`: every open case that is due within the days of the policy, or should be decided by now. */
export async function remindOfCases({ db, runner, env }: Services): Promise<void> {
  const due = await db.within(PLATFORM, async (tx) => {
    const rows = await tx.$queryRaw<
      { id: string; accountId: string | null; dueAt: Date; now: Date; remindedAt: Date | null }[]
    >`
      SELECT id, account_id AS "accountId", due_at AS "dueAt", tenure_now(account_id) AS now, reminded_at AS "remindedAt"
        FROM refund_case WHERE state = ANY(${[...refundCaseStatesOpen]}) ORDER BY due_at LIMIT 500`;
    return rows.filter(({ dueAt, now, remindedAt }) => {
      const policy = policyAt(now.toISOString());
      const left = businessDaysLeft(now.toISOString(), dueAt.toISOString(), policy.businessCalendar);
      return now > dueAt || (remindedAt === null && left <= policy.refunds.caseReminderBusinessDays);
    });
  });
  for (const { id, accountId, now, dueAt } of due)
    await runner.run(
      remindOfCase(env.publicUrl),
      { caseId: id },
      // Twice in all: before it is due, and once its time is over.
      systemContext(JOB, accountId, `${id}:${now > dueAt ? "over" : "soon"}`),
    );
}
