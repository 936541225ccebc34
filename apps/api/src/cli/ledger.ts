import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { nanosToDecimal } from "@tenure/core/money";
import { type Instant, instantSchema } from "@tenure/core/time";
import type { Command } from "commander";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import {
  balancesAt,
  BEGINNING,
  type LedgerTime,
  trialBalance,
  type TrialBalance,
} from "../ledger/balances.ts";
import { checkLedger, isHealthy, type LedgerReport } from "../ledger/check.ts";
import { closeMonth, previewClose } from "../ledger/close.ts";
import { exportJournals } from "../ledger/export.ts";
import { monthEnd, monthSchema, monthStart } from "../ledger/month.ts";
import { checkPast, type PastReport } from "../ledger/past.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";
import { asTable } from "./table.ts";

interface JsonOption {
  readonly json?: boolean;
}

/** `tenure ledger …` */
export function ledgerCommands(program: Command): void {
  const ledger = program.command("ledger").description("the books; docs/guides/ledger.md");

  ledger
    .command("check")
    .description(
      "add up the whole of the books from their postings; exit code 1 when something does not add up",
    )
    .option("--at <instant>", "rebuild every balance as it was then, and check that instead")
    .option("--json", "the report as JSON")
    .action(({ at, json }: JsonOption & { at?: string }) =>
      withDatabase(async ({ db }) => {
        if (at === undefined) {
          const report = await checkLedger(db);
          if (json === true) printJson(report);
          else print(describe(report));
          if (!isHealthy(report)) process.exitCode = 1;
          return;
        }
        const report = await checkPast(db, read(instantSchema, at, "--at"));
        if (json === true) printJson(report);
        else print(describePast(report));
        if (report.findings.length > 0) process.exitCode = 1;
      }),
    );

  ledger
    .command("balance")
    .description("an account's balances as they were at an instant, rebuilt from the postings")
    .requiredOption("--account <id>", "the account")
    .option("--code <code>", "of one account of the chart, such as wallet.lot")
    .option("--at <instant>", "as they were then; now, without it")
    .option("--by <time>", "effective or recorded", "recorded")
    .option("--json", "as JSON")
    .action((options: JsonOption & { account: string; code?: string; at?: string; by: string }) =>
      withDatabase(({ db }) =>
        db.within(PLATFORM, async (tx) => {
          const accountId = read(z.uuid(), options.account, "--account");
          const at =
            options.at === undefined
              ? await readClock(tx, accountId)
              : read(instantSchema, options.at, "--at");
          const balances = await balancesAt(tx, {
            accountId,
            code: options.code,
            at,
            by: timeOf(options.by),
          });
          if (options.json === true) printJson({ accountId, at, balances });
          else
            print(
              balances.length === 0
                ? `Nothing had moved by ${at}.`
                : asTable(
                    ["account", "kept for", "currency", "balance", "journals"],
                    balances.map((each) => [
                      each.code,
                      each.reference ?? "",
                      each.currency,
                      nanosToDecimal(each.balanceNanos),
                      String(each.journals),
                    ]),
                  ),
            );
        }),
      ),
    );

  ledger
    .command("trial-balance")
    .description("every account of the chart, in a month or up to an instant, by effective time")
    .option("--month <month>", "such as 2026-10")
    .option("--at <instant>", "everything effective before then; now, without it")
    .option("--json", "as JSON")
    .action(({ month, at, json }: JsonOption & { month?: string; at?: string }) =>
      withDatabase(({ db }) =>
        db.within(PLATFORM, async (tx) => {
          const [from, to] = await periodOf(month, at, () => readClock(tx, null));
          const balance = await trialBalance(tx, from, to);
          if (json === true) printJson(balance);
          else print(describeBalance(balance));
        }),
      ),
    );

  ledger
    .command("preview <month>")
    .description("what closing a month would store, and what stands in its way; nothing is written")
    .option("--json", "as JSON")
    .action((given: string, { json }: JsonOption) =>
      withDatabase(async ({ db }) => {
        const preview = await previewClose(db, read(monthSchema, given, "the month"));
        if (json === true) printJson(preview);
        else
          print(
            [
              ...preview.books.map((each) => `${each.currency}  ${each.journals} journals  ${each.digest}`),
              ...preview.obstacles.map((each) => each.message),
              preview.obstacles.length === 0
                ? `${preview.month} can be closed.`
                : `${preview.month} cannot be closed.`,
            ].join("\n"),
          );
        if (preview.obstacles.length > 0) process.exitCode = 1;
      }),
    );

  ledger
    .command("close <month>")
    .description("close a month for good: nothing can be effective in it afterwards")
    .action((given: string) =>
      withDatabase(async (opened) => {
        const month = read(monthSchema, given, "the month");
        await withRunner(opened, async (runner) => {
          const { answer } = await closeMonth({ db: opened.db, runner }, month, byOperator()).catch(
            (error: unknown) => {
              throw error instanceof AppError ? new CommandFailure(error.message) : error;
            },
          );
          for (const { currency, digest } of answer.digests) print(`${currency}  ${digest}`);
          print(`${month} is closed.`);
        });
      }),
    );

  ledger
    .command("export")
    .description("the journals of a period as CSV, one line per posting")
    .requiredOption("--from <day>", "first day (UTC) or instant")
    .requiredOption("--to <day>", "first day (UTC) or instant behind the period")
    .option("--by <time>", "effective or recorded", "effective")
    .option("--out <file>", "a file instead of standard output")
    .action((options: { from: string; to: string; by: string; out?: string }) =>
      withDatabase(async ({ db }) => {
        const from = dayOrInstant(options.from, "--from");
        const to = dayOrInstant(options.to, "--to");
        if (from >= to) throw new CommandFailure("--to must come after --from.");
        const sink: Writable = options.out === undefined ? process.stdout : createWriteStream(options.out);
        await pipeline(Readable.from(exportJournals(db, { from, to, by: timeOf(options.by) })), sink, {
          end: options.out !== undefined,
        });
      }),
    );
}

function read<T>(schema: z.ZodType<T>, given: string, what: string): T {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new CommandFailure(`${what} is not understood: ${given}`);
  return parsed.data;
}

const timeOf = (given: string): LedgerTime => read(z.enum(["effective", "recorded"]), given, "--by");

const dayOrInstant = (given: string, what: string): Instant =>
  read(instantSchema, /^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00.000Z` : given, what);

async function periodOf(
  month: string | undefined,
  at: string | undefined,
  now: () => Promise<Instant>,
): Promise<readonly [Instant, Instant]> {
  if (month === undefined)
    return [BEGINNING, at === undefined ? await now() : read(instantSchema, at, "--at")];
  const asked = read(monthSchema, month, "--month");
  return [monthStart(asked), monthEnd(asked)];
}

function describe(report: LedgerReport): string {
  const { journals, postings, accounts, events, closes } = report;
  const looked = `${journals} journals, ${postings} postings, ${accounts} ledger accounts, ${events} usage events, ${closes} closes`;
  if (isHealthy(report)) return `The ledger adds up: ${looked}.`;
  const findings = report.findings.map((each) => `${each.check}: ${each.subject} ${each.problem}`);
  return `${findings.join("\n")}\n${findings.length} findings in ${looked}.`;
}

function describePast({ at, accounts, journals, findings, balance }: PastReport): string {
  const looked = `${accounts} balances rebuilt from ${journals} journals, as they were at ${at}`;
  const said = findings.map((each) => `${each.check}: ${each.subject} ${each.problem}`);
  return findings.length === 0
    ? `${describeBalance(balance)}\nThe ledger added up: ${looked}.`
    : `${said.join("\n")}\n${findings.length} findings in ${looked}.`;
}

const describeBalance = ({ lines, sums }: TrialBalance): string =>
  [
    asTable(
      ["account", "currency", "opening", "debits", "credits", "closing"],
      lines.map((each) => [
        each.code,
        each.currency,
        nanosToDecimal(each.openingNanos),
        nanosToDecimal(each.debitNanos),
        nanosToDecimal(each.creditNanos),
        nanosToDecimal(each.closingNanos),
      ]),
    ),
    ...sums.map(
      (each) =>
        `${each.currency}: debits ${nanosToDecimal(each.debitNanos)}, credits ${nanosToDecimal(each.creditNanos)}; ` +
        `debit balances ${nanosToDecimal(each.debitBalancesNanos)}, credit balances ${nanosToDecimal(each.creditBalancesNanos)}`,
    ),
  ].join("\n");
