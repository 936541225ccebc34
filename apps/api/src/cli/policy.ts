import { closeSync, openSync, writeSync } from "node:fs";
import { formatMoney } from "@tenure/core/money";
import { diffPolicies, type PolicyDiff } from "@tenure/core/policy";
import { type ShadowDifference, type ShadowReport, shadowRun } from "@tenure/core/refunds";
import type { Command } from "commander";
import { csvText } from "../csv/csv-text.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { REGISTERED_RULES } from "../decisions/registered-rules.ts";
import { policies, policyAt } from "../policy-versions/in-force.ts";
import { SHADOW_HEAD, shadowCells, shadowStoredRequests } from "../refunds/shadow.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";
import { problemsOf, readJson, readPolicy } from "./read-json.ts";
import { asTable } from "./table.ts";

interface ShadowOptions {
  readonly days: string;
  readonly sandbox?: boolean;
  readonly csv?: string;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 3660;

/** `tenure policy diff` and `tenure policy shadow` */
export function policyCommands(program: Command): void {
  const commands = program.command("policy").description("what a policy means; docs/guides/deciding.md");
  commands
    .command("diff")
    .description(
      "what a changed policy says otherwise than the one in force: values, and clauses in both languages",
    )
    .argument("<file>", "JSON: what differs, with a version of its own")
    .option("--json", "the difference as JSON")
    .action((file: string, { json }: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const inForce = policyAt(await db.within(PLATFORM, (tx) => readClock(tx, null)));
        const diff = diffPolicies(inForce, readPolicy(file, inForce, policies()));
        if (json === true) printJson(diff);
        else print(toldDifference(diff));
      }),
    );
  commands
    .command("shadow")
    .description("decide the refund requests of the last days again under a changed policy; changes nothing")
    .argument("<file>", "JSON: what differs, with a version of its own")
    .option("--days <number>", "how far back", "30")
    .option("--sandbox", "requests of sandbox accounts, in place of live ones")
    .option("--csv <file>", "write every request that would be decided otherwise there")
    .option("--json", "the report as JSON")
    .action((file: string, options: ShadowOptions) =>
      withDatabase(async ({ db }) => {
        const days = Number(options.days);
        if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
          throw new CommandFailure(
            `--days takes a whole number from 1 to ${MOST_DAYS}, not ${options.days}.`,
          );
        const now = await db.within(PLATFORM, (tx) => readClock(tx, null));
        const run = shadowRun(policyAt(now), readJson(file), REGISTERED_RULES, policies());
        if ("problems" in run) throw problemsOf(file, run.problems);
        const to = new Date(now);
        const scope = {
          from: new Date(to.getTime() - days * DAY_MS),
          to,
          livemode: options.sandbox !== true,
        };
        const differences = differencesFile(options.csv);
        try {
          await shadowStoredRequests(db, run, scope, (page, requests) => {
            differences.write(page);
            if (process.stderr.isTTY) process.stderr.write(`\r${requests} requests`);
          });
        } finally {
          differences.close();
          if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
        }
        const report = run.report();
        if (options.json === true) printJson({ days, ...report });
        else print(told(report, days));
      }),
    );
}

function toldDifference({ values, clauses }: PolicyDiff): string {
  if (values.length === 0) return "Nothing differs.";
  const shown = (value: unknown): string => (value === undefined ? "–" : JSON.stringify(value));
  return [
    ...values.map(({ field, before, after }) => `${field}: ${shown(before)} → ${shown(after)}`),
    ...clauses.flatMap(({ clause, before, after }) => [
      "",
      clause,
      ...(["en", "zh"] as const).flatMap((language) => [`  − ${before[language]}`, `  + ${after[language]}`]),
    ]),
  ].join("\n");
}

/** Takes differences page by page; nowhere where no file was asked for. */
function differencesFile(path: string | undefined) {
  if (path === undefined) return { write: () => undefined, close: () => undefined };
  let file: number;
  try {
    file = openSync(path, "w");
  } catch {
    throw new CommandFailure(`The file ${path} cannot be written.`);
  }
  writeSync(file, csvText([SHADOW_HEAD]));
  return {
    write: (page: readonly ShadowDifference[]) => writeSync(file, csvText(page.map(shadowCells))),
    close: () => closeSync(file),
  };
}

function told({ requests, changed, unreadable, outcomes, currencies }: ShadowReport, days: number): string {
  return [
    `${requests} refund requests of the last ${days} days: ${changed} would be decided otherwise.`,
    ...Object.entries(outcomes).map(([way, count]) => `  ${way}: ${count}`),
    ...(unreadable === 0 ? [] : [`  ${unreadable} left out: no rule of this build can decide them again.`]),
    ...(currencies.length === 0
      ? []
      : [
          "",
          asTable(
            ["Currency", "Requests", "Otherwise", "Paid out", "Would be", "Moved"],
            currencies.map((each) => [
              each.currency,
              String(each.requests),
              String(each.changed),
              ...[each.beforeNanos, each.afterNanos, each.movedNanos].map((amountNanos) =>
                formatMoney(amountNanos, each.currency, "en"),
              ),
            ]),
          ),
        ]),
  ].join("\n");
}
