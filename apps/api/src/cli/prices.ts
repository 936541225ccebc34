import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { importPrices } from "../catalog/import-prices.ts";
import { AppError } from "../errors/app-error.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

const skippedSchema = z.array(
  z.object({ model: z.string(), reason: z.string(), field: z.string().nullable() }),
);
const warningsSchema = z.array(z.object({ model: z.string(), reason: z.string(), field: z.string() }));

/** `tenure prices import` */
export function priceCommands(program: Command): void {
  program
    .command("prices")
    .description("model prices")
    .command("import")
    .description("import a price list in LiteLLM's format; a changed model gets a new version from now on")
    .argument("<file>", "JSON: model name → prices in USD per token")
    .option("--json", "the report as JSON")
    .action((file: string, options: { json?: boolean }) =>
      withDatabase((opened) =>
        withRunner(opened, async (runner) => {
          const { answer } = await runner
            .run(importPrices, { source: basename(file), list: readList(file) }, byOperator())
            .catch((error: unknown) => {
              throw error instanceof AppError ? new CommandFailure(error.message) : error;
            });
          const row = await opened.db.prisma.priceImport.findUniqueOrThrow({
            where: { id: answer.importId },
          });
          const skipped = skippedSchema.parse(row.skipped);
          const warnings = warningsSchema.parse(row.warnings);
          if (options.json === true) {
            printJson({ ...answer, skipped: row.skipped, warnings: row.warnings });
            return;
          }
          for (const each of skipped)
            print(`left out  ${each.model}: ${each.reason}${each.field === null ? "" : ` (${each.field})`}`);
          for (const each of warnings) print(`note      ${each.model}: ${each.reason} (${each.field})`);
          print(
            `${answer.imported} models imported, ${answer.unchanged} unchanged, ${answer.skipped} left out, ${answer.warnings} notes.`,
          );
        }),
      ),
    );
}

function readList(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CommandFailure(`The file ${file} cannot be read.`);
  }
}
