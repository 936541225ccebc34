import type { Command } from "commander";
import type { CommandRunner } from "../command/runner.ts";
import type { Database } from "../db/database.ts";
import { issueFor, type Undocumented, undocumented } from "../invoices/back-fill.ts";
import { checkInvoices } from "../invoices/check.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";
import { withRunner } from "./runner.ts";

/** Documents between two looks for more. */
const PAGE_ROWS = 200;
/** More than anybody reads. */
const ALL = 10_000;

const named = (money: Undocumented): string =>
  "paymentId" in money ? `a payment of ${money.number}` : `refund ${money.number}`;

/** Issues one after the other, saying each. @returns how many */
async function issueAll(db: Database, runner: CommandRunner): Promise<number> {
  let issued = 0;
  for (;;) {
    const missing = await undocumented(db, PAGE_ROWS);
    if (missing.length === 0) return issued;
    for (const money of missing) {
      print(`${await issueFor(runner, money)}: ${named(money)}`);
      issued += 1;
    }
  }
}

/** `tenure invoices …` */
export function invoiceCommands(program: Command): void {
  const invoices = program.command("invoices").description("numbered documents; docs/guides/billing.md");
  invoices
    .command("issue-missing")
    .description(
      "issue a document for each payment and refund that has none, such as those of before documents were numbered",
    )
    .option("--dry-run", "say which, and issue nothing")
    .action(({ dryRun }: { dryRun?: boolean }) =>
      withDatabase(async (database) => {
        if (dryRun === true) {
          const missing = await undocumented(database.db, ALL);
          print([...missing.map(named), `${missing.length} without a document`].join("\n"));
          return;
        }
        const issued = await withRunner(database, (runner) => issueAll(database.db, runner));
        print(`${issued} issued`);
      }),
    );
  invoices
    .command("check")
    .description(
      "numbers without a gap, contents as issued, a document per payment and refund, sums equal to the books; exit code 1 when something is found",
    )
    .option("--json", "the report as JSON")
    .action(({ json }: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const report = await checkInvoices(db);
        if (json === true) printJson(report);
        else
          print(
            [
              `${report.documents} documents`,
              ...report.series.map(({ kind, year, last }) => `  ${kind} ${year}: 1 to ${last}`),
              ...report.findings.map(({ kind, subject, detail }) => `${kind}: ${subject}: ${detail}`),
              report.findings.length === 0 ? "all well" : `${report.findings.length} findings`,
            ].join("\n"),
          );
        if (report.findings.length > 0) process.exitCode = 1;
      }),
    );
}
