import type { Command } from "commander";
import { checkInvoices } from "../invoices/check.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";

/** `tenure invoices …` */
export function invoiceCommands(program: Command): void {
  program
    .command("invoices")
    .description("numbered documents; docs/guides/billing.md")
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
