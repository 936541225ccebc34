import { readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  type CountUnit,
  countUnits,
  majorPerMillion,
  majorPerUnit,
  type RateChange,
  rateChanges,
  UNIT_TEXTS,
} from "@tenure/core/pricing";
import type { Command } from "commander";
import { importPrices } from "../catalog/import-prices.ts";
import { type PlannedImport, planImport } from "../catalog/plan-import.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { instantOf } from "./instant-of.ts";
import { print, printJson } from "./print.ts";
import { rerateCommand } from "./rerate.ts";
import { byOperator, withRunner } from "./runner.ts";
import { asTable } from "./table.ts";

interface ImportOptions {
  readonly json?: boolean;
  readonly preview?: boolean;
  readonly effectiveFrom?: string;
}

/** `tenure prices import` and `tenure prices rerate` */
export function priceCommands(program: Command): void {
  const prices = program.command("prices").description("model prices");
  prices
    .command("import")
    .description("import a price list in LiteLLM's format; a changed model gets a new version")
    .argument("<file>", "JSON: model name → prices in USD per token")
    .option("--effective-from <instant>", "from when changed prices hold, such as 2027-01-01; default: now")
    .option("--preview", "say what would change, old and new per million tokens, and change nothing")
    .option("--json", "the report as JSON")
    .action((file: string, options: ImportOptions) =>
      withDatabase((opened) => {
        const list = readList(file);
        const wantedFrom = instantOf(options.effectiveFrom);
        return refusedInWords(async () => {
          // The plan is read first, so that what is told is what was found before anything changed.
          const planned = await opened.db.within(PLATFORM, async (tx) =>
            planImport(tx, await readClock(tx, null), list, wantedFrom),
          );
          if (options.preview === true) {
            tell(planned, options.json === true, null);
            return;
          }
          await withRunner(opened, async (runner) => {
            const input = { source: basename(file), list, effectiveFrom: wantedFrom };
            const { answer } = await runner.run(importPrices, input, byOperator());
            tell(planned, options.json === true, answer);
          });
        });
      }),
    );
  rerateCommand(prices);
}

/** What an import did, or would do: `done` is null where it was only a preview. */
function tell(planned: PlannedImport, asJson: boolean, done: Readonly<Record<string, unknown>> | null): void {
  const { changed, unchanged, skipped, warnings, effectiveFrom } = planned;
  if (asJson) {
    printJson({
      ...(done ?? { imported: changed.length, unchanged, effectiveFrom, preview: true }),
      changes: changed.map(({ model, before, rates }) => ({ model, changes: rateChanges(before, rates) })),
      skipped,
      warnings,
    });
    return;
  }
  for (const each of skipped)
    print(`left out  ${each.model}: ${each.reason}${each.field === null ? "" : ` (${each.field})`}`);
  for (const each of warnings) print(`note      ${each.model}: ${each.reason} (${each.field})`);
  const rows = changed.flatMap(({ model, before, rates, currency }) =>
    rateChanges(before, rates).map((each) => [
      model,
      placeOf(each),
      shown(each, each.before),
      shown(each, each.after),
      isCount(each.unit) ? `${currency} each` : `${currency} per million`,
    ]),
  );
  if (rows.length > 0) print(asTable(["model", "price", "old", "new", "unit"], rows));
  for (const { model, untilLater } of changed)
    if (untilLater !== null)
      print(`note      ${model}: a price announced earlier takes over at ${untilLater}`);
  print(
    `${changed.length} models ${done === null ? "would change" : "imported"}, ${unchanged} unchanged, ${skipped.length} left out, ${warnings.length} notes. In force from ${effectiveFrom}.`,
  );
}

const isCount = (unit: RateChange["unit"]): unit is CountUnit =>
  countUnits.some((each: string) => each === unit);

const shown = ({ unit }: RateChange, rate: string | null): string =>
  rate === null ? "–" : isCount(unit) ? majorPerUnit(rate) : majorPerMillion(rate);

const placeOf = ({ unit, tier, thresholdTokens }: RateChange): string =>
  [
    UNIT_TEXTS[unit].en,
    tier === null || tier === "standard" ? "" : `, ${tier}`,
    thresholdTokens === null ? "" : `, above ${thresholdTokens} tokens`,
  ].join("");

/** Runs work whose refusal by the product is one sentence to the operator. */
async function refusedInWords(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof AppError ? new CommandFailure(error.message) : error;
  }
}

function readList(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CommandFailure(`The file ${file} cannot be read.`);
  }
}
