import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { CommandRunner } from "../command/runner.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { AppError, RefusedError } from "../errors/app-error.ts";

/** What an operator's Prometheus reads. */
export interface Metrics {
  readonly registry: Registry;
  /** Seconds per request, by route and status. */
  readonly httpSeconds: Histogram;
  /** Commands by name and outcome: done, replayed, refused, or the code of what went wrong. */
  readonly commands: Counter;
}

/** Opens a registry of its own: two servers in one process (tests) do not share counts. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "tenure_refunds",
    help: "Refunds by state",
    labelNames: ["state"],
    registers,
    async collect() {
      const rows = await db.within(PLATFORM, (tx) => tx.refund.groupBy({ by: ["state"], _count: true }));
      this.reset();
      for (const row of rows) this.set({ state: row.state }, row._count);
    },
  });
  new Gauge({
    name: "tenure_refund_cases_open",
    help: "Refund cases that are still to be decided, by state and whether their time is over (R5.2)",
    labelNames: ["state", "overdue"],
    registers,
    async collect() {
      const rows = await db.within(
        PLATFORM,
        (tx) => tx.$queryRaw<{ state: string; overdue: boolean; count: bigint }[]>`
          SELECT state, due_at < tenure_now(account_id) AS overdue, count(*) AS count FROM refund_case
           WHERE decided_at IS NULL GROUP BY 1, 2`,
      );
      this.reset();
      for (const row of rows) this.set({ state: row.state, overdue: String(row.overdue) }, Number(row.count));
    },
  });
  new Gauge({
    name: "tenure_alerts_open",
    help: "Operator alerts that nobody resolved yet, by kind",
    labelNames: ["kind"],
    registers,
    async collect() {
      const rows = await db.within(PLATFORM, (tx) =>
        tx.operatorAlert.groupBy({ by: ["kind"], where: { resolvedAt: null }, _count: true }),
      );
      this.reset();
      for (const row of rows) this.set({ kind: row.kind }, row._count);
    },
  });
  new Gauge({
    name: "tenure_jobs",
    help: "Background jobs by queue and state: created waits, retry waits again, active runs",
    labelNames: ["queue", "state"],
    registers,
    async collect() {
      const rows = await db.prisma.$queryRaw<{ name: string; state: string; count: bigint }[]>`
        SELECT name, state::text AS state, count(*) AS count FROM pgboss.job
         WHERE state IN ('created', 'retry', 'active') GROUP BY name, state`;
      this.reset();
      for (const row of rows) this.set({ queue: row.name, state: row.state }, Number(row.count));
    },
  });
  return {
    registry,
    httpSeconds: new Histogram({
      name: "tenure_http_request_seconds",
      help: "Duration of HTTP requests",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    commands: new Counter({
      name: "tenure_commands_total",
      help: "Commands by name and outcome",
      labelNames: ["command", "outcome"],
      registers,
    }),
  };
}

/** The runner, counted. */
export const countCommands = (
  runner: CommandRunner,
  { commands }: Pick<Metrics, "commands">,
): CommandRunner => ({
  async run(command, input, context) {
    try {
      const outcome = await runner.run(command, input, context);
      commands.inc({ command: command.name, outcome: outcome.replayed ? "replayed" : "done" });
      return outcome;
    } catch (error) {
      commands.inc({ command: command.name, outcome: outcomeOf(error) });
      throw error;
    }
  },
  preview: (command, input, context) => runner.preview(command, input, context),
});

const outcomeOf = (error: unknown): string =>
  error instanceof RefusedError ? "refused" : error instanceof AppError ? error.code : "internal";
