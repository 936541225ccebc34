import type { Command } from "commander";
import { checkLedger, isHealthy, type LedgerReport } from "../ledger/check.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";

/** `tenure ledger check` */
export function ledgerCommands(program: Command): void {
  program
    .command("ledger")
    .description("the books")
    .command("check")
    .description("add up the whole ledger from its postings; exit code 1 when something does not add up")
    .option("--json", "the report as JSON")
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const report = await checkLedger(db);
        if (options.json === true) printJson(report);
        else print(describe(report));
        if (!isHealthy(report)) process.exitCode = 1;
      }),
    );
}

function describe(report: LedgerReport): string {
  const { journals, postings, accounts, events, closes } = report;
  const looked = `${journals} journals, ${postings} postings, ${accounts} ledger accounts, ${events} usage events, ${closes} closes`;
  if (isHealthy(report)) return `The ledger adds up: ${looked}.`;
  const findings = report.findings.map((each) => `${each.check}: ${each.subject} ${each.problem}`);
  return `${findings.join("\n")}\n${findings.length} findings in ${looked}.`;
}
