import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { chainAudit } from "../audit/chain.ts";
import { verifyAudit } from "../audit/verify.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";

const SAYS = {
  row_altered: "the audit row was altered",
  row_missing: "the audit row was deleted",
  row_unchained: "the audit row was never chained: is a worker running?",
  link_altered: "the link was altered",
  link_missing: "a link is missing here",
  chain_broken: "the link does not follow the one before it",
  usage_altered: "usage events of this batch are not what was recorded",
  renewals_altered: "a batch of renewals is not what was decided",
  head_missing: "the head that was kept is not in the chain: its end was cut off or rewritten",
} as const;

/** `tenure audit verify` */
export function auditCommands(program: Command): void {
  program
    .command("audit")
    .description("the audit trail")
    .command("verify")
    .description(
      "recompute the chain from the rows; exit code 1 when anything was altered, deleted, exchanged or cut",
    )
    .option("--head <head>", "a head that was kept: SEQUENCE:HASH, or a file that holds it")
    .option("--json", "the report as JSON")
    .action((options: { head?: string; json?: boolean }) =>
      withDatabase(async ({ db }) => {
        await chainAudit(db, { full: true });
        const report = await verifyAudit(
          db,
          options.head === undefined ? null : headFrom(options.head),
        ).catch((error: unknown) => {
          throw error instanceof RangeError ? new CommandFailure(error.message) : error;
        });
        if (report.findings.length > 0) process.exitCode = 1;
        if (options.json === true) {
          printJson(report);
          return;
        }
        for (const { kind, sequence, auditId } of report.findings)
          print(
            [sequence === null ? "" : `#${sequence}`, auditId ?? "", SAYS[kind]].filter(Boolean).join("  "),
          );
        print(
          report.findings.length === 0
            ? `The audit trail is whole: ${report.rows} rows.`
            : `${report.findings.length} findings in ${report.rows} rows.`,
        );
        if (report.head !== null)
          print(`Head to keep elsewhere: ${report.head.sequence}:${report.head.hash}`);
      }),
    );
}

const headFrom = (given: string): string => (existsSync(given) ? readFileSync(given, "utf8") : given);
