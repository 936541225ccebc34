import type { Command } from "commander";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { policyAt } from "../policy-versions/in-force.ts";
import { readVelocity } from "../refunds/velocity.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";
import { asTable } from "./table.ts";

interface VelocityOptions {
  readonly days?: string;
  readonly atLeast: string;
  readonly sandbox?: boolean;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 3660;
const MOST_ROWS = 200;

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new CommandFailure(`${name} takes a whole number from 1 to ${most}, not ${text}.`);
  return value;
}

/** `tenure refunds velocity` */
export function refundCommands(program: Command): void {
  program
    .command("refunds")
    .description("refunds across accounts")
    .command("velocity")
    .description("accounts, persons, cards and devices with the most refunds, most first (R2.10)")
    .option("--days <number>", "how far back; default: the days of the policy in force")
    .option("--at-least <number>", "leave out who had fewer", "2")
    .option("--sandbox", "sandbox accounts, in place of live ones")
    .option("--json", "the rows as JSON")
    .action((options: VelocityOptions) =>
      withDatabase(async ({ db }) => {
        const now = await db.within(PLATFORM, (tx) => readClock(tx, null));
        const { review } = policyAt(now).refunds;
        const days = wholeNumber("--days", options.days ?? String(review.withinDays), MOST_DAYS);
        const rows = await readVelocity(db, {
          from: new Date(Date.parse(now) - days * DAY_MS),
          livemode: options.sandbox !== true,
          atLeast: wholeNumber("--at-least", options.atLeast, MOST_ROWS),
          limit: MOST_ROWS,
        });
        if (options.json === true) {
          printJson(rows);
          return;
        }
        const limit = `From ${review.afterRefunds} refunds in ${review.withinDays} days on, a person decides.`;
        print(
          rows.length === 0
            ? `Nobody had so many refunds in ${days} days. ${limit}`
            : `${asTable(
                ["By", "Which", "Accounts", "Refunds", "Newest"],
                rows.map((row) => [
                  row.trait,
                  row.value,
                  String(row.accounts),
                  String(row.refunds),
                  row.newestAt.toISOString(),
                ]),
              )}\n${limit}`,
        );
      }),
    );
}
