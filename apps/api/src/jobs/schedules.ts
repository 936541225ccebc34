import type { PgBoss } from "pg-boss";
import type { JobName } from "./outbox.ts";

/** Jobs that run by the clock: `everySeconds` for short beats, `cron` (UTC) for the rest. Once per beat in all. */
const SCHEDULES: readonly (
  | { readonly job: JobName; readonly everySeconds: number }
  | { readonly job: JobName; readonly cron: string }
)[] = [
  { job: "orders.expire", everySeconds: 5 },
  { job: "usage.expire_holds", everySeconds: 5 },
  { job: "wallet.expire_lots", everySeconds: 5 },
  { job: "subscriptions.finish", everySeconds: 5 },
  { job: "subscriptions.renew", everySeconds: 5 },
  { job: "renewals.sweep", everySeconds: 5 },
  { job: "referrals.decide", everySeconds: 5 },
  { job: "webhook_endpoints.sweep", everySeconds: 5 },
  { job: "gift_subscriptions.sweep", everySeconds: 15 },
  { job: "subject_changes.sweep", everySeconds: 15 },
  { job: "wallet.warn_expiring", everySeconds: 15 },
  { job: "add_ons.sweep", everySeconds: 60 },
  { job: "payment_methods.warn_expiring", everySeconds: 60 },
  { job: "auto_top_up.sweep", everySeconds: 60 },
  { job: "accounts.forfeit", everySeconds: 60 },
  { job: "data_exports.sweep", everySeconds: 60 },
  { job: "distributors.sweep", cron: "23 * * * *" },
  { job: "price_changes.sweep", cron: "27 * * * *" },
  { job: "ledger.check", cron: "17 3 * * *" },
  // A payer whose notification was lost waits for this.
  { job: "payments.catch_up", cron: "7,22,37,52 * * * *" },
  { job: "reconciliations.nightly", cron: "41 2 * * *" },
  { job: "refund_cases.remind", cron: "13 * * * *" },
  { job: "refunds.reconcile", cron: "7 * * * *" },
  { job: "subjects.ask", cron: "*/10 * * * *" },
  { job: "subjects.sweep", cron: "41 4 * * *" },
  { job: "webhook_endpoints.forget", cron: "53 4 * * *" },
];

/** Names of the jobs that run by the clock. */
export const SCHEDULED_JOBS: readonly JobName[] = SCHEDULES.map((each) => each.job);

/** All scheduled jobs share this key: while one waits, the next beat adds none. */
const SCHEDULE_KEY = "schedule";

/** Registers the cron schedules; each process may, the queue keeps one of each. */
export async function registerCrons(boss: PgBoss): Promise<void> {
  for (const each of SCHEDULES)
    if ("cron" in each)
      await boss.schedule(each.job, each.cron, {}, { tz: "UTC", singletonKey: SCHEDULE_KEY });
}

/** Adds what the present beat asks for. Every worker does; the queue takes one per beat. */
export async function beat(boss: PgBoss): Promise<void> {
  for (const each of SCHEDULES)
    if ("everySeconds" in each)
      await boss.send(each.job, {}, { singletonKey: SCHEDULE_KEY, singletonSeconds: each.everySeconds });
}
