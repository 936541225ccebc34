import { nanosToDecimal } from "@tenure/core/money";
import type { Command } from "commander";
import { z } from "zod";
import { type RerateReport, rerate } from "../catalog/rerate.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { instantOf } from "./instant-of.ts";
import { print, printJson } from "./print.ts";

interface RerateOptions {
  readonly account?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `tenure prices rerate` */
export function rerateCommand(prices: Command): void {
  prices
    .command("rerate")
    .description(
      "rate stored usage again from the versions of price and agreement it names; exit code 1 when a nano differs",
    )
    .option("--account <id>", "of one account only")
    .option("--from <instant>", "recorded at or after, such as 2026-11-01")
    .option("--to <instant>", "recorded before")
    .option("--json", "the report as JSON")
    .action((options: RerateOptions) =>
      withDatabase(async ({ db }) => {
        const scope = {
          accountId: accountIdOf(options.account),
          from: instantOf(options.from),
          to: instantOf(options.to),
        };
        const report = await rerate(db, scope);
        if (options.json === true) printJson(report);
        else print(describe(report));
        if (report.differing > 0) process.exitCode = 1;
      }),
    );
}

function accountIdOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const read = z.uuid().safeParse(text);
  if (!read.success) throw new CommandFailure(`${text} is no account id.`);
  return read.data;
}

function describe({ events, storedNanos, differing, findings }: RerateReport): string {
  const looked = `${events} events worth ${nanosToDecimal(storedNanos)}`;
  if (differing === 0) return `${looked}: each costs the same again, to the nano.`;
  return [
    ...findings.map((each) => {
      const found =
        each.ratedNanos === null
          ? (each.problem ?? "")
          : `now ${each.ratedNanos}, difference ${each.differenceNanos}`;
      return `${each.eventId}  account ${each.accountId}  ${each.model}: stored ${each.storedNanos} nanos, ${found}`;
    }),
    `${differing} of ${looked} differ.`,
  ].join("\n");
}
