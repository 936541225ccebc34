import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import type { Env } from "../env.ts";
import { noticeOfReturnPath } from "../notices/return-path.ts";
import { readFailureReport } from "./delivery-status.ts";
import { recordBounce } from "./record.ts";

/** What taking a report stands on. */
export interface BounceServices {
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly env: Pick<Env, "secret">;
}

/**
 * Takes a mail that arrived at a return path. Only an address that we signed names a notice; what the mail itself says
 * is believed no further than that: a report that quotes another Message-ID is about another mail.
 * @returns whether it recorded a bounce
 */
export async function takeReport(
  { db, runner, env }: BounceServices,
  source: Buffer,
  recipients: readonly string[],
): Promise<boolean> {
  const noticeId = recipients
    .map((address) => noticeOfReturnPath(address, env.secret))
    .find((found) => found !== null);
  if (noticeId === undefined || noticeId === null) return false;
  const report = await readFailureReport(source);
  if (report === null) return false;
  const notice = await db.within(PLATFORM, (tx) =>
    tx.notice.findUnique({ where: { id: noticeId }, select: { accountId: true, messageId: true } }),
  );
  if (notice === null || (report.messageId !== null && report.messageId !== notice.messageId)) return false;
  const { answer } = await runner.run(
    recordBounce,
    { noticeId, status: report.status },
    // A second report of the same mail, with another status, finds it bounced.
    systemContext("bounces", notice.accountId, `${noticeId}:${report.status}`),
  );
  return answer.bounced;
}
