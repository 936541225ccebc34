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
  const findings = [
    ...report.unbalanced.map((id) => `journal ${id} does not sum to zero`),
    ...report.empty.map((id) => `journal ${id} has no postings`),
    ...report.wrongBalances.map(
      (each) => `ledger account ${each.ledgerAccountId} says ${each.stored}, its postings say ${each.summed}`,
    ),
    ...report.wrongReversals.map((id) => `journal ${id} is not the opposite of what it reverses`),
    ...report.wrongLots.map((id) => `credit lot ${id} disagrees with its ledger account`),
    ...report.trialBalance
      .filter((row) => row.debit !== row.credit)
      .map((row) => `${row.currency}: debits ${row.debit}, credits ${row.credit}`),
  ];
  const looked = `${report.journals} journals, ${report.postings} postings, ${report.accounts} ledger accounts`;
  return findings.length === 0
    ? `The ledger adds up: ${looked}.`
    : `${findings.join("\n")}\n${findings.length} findings in ${looked}.`;
}
