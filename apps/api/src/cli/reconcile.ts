import { setTimeout as sleep } from "node:timers/promises";
import { isCurrency, minorToNanos, nanosToDecimal } from "@tenure/core/money";
import type { Command } from "commander";
import { type Database, PLATFORM } from "../db/database.ts";
import { startReconciliation } from "../reconciliations/start.ts";
import {
  MOST_DAYS,
  MOST_SETTLE_MINUTES,
  USUAL_PAYMENT_DAYS,
  USUAL_SETTLE_MINUTES,
} from "../reconciliations/period.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";
import { asTable } from "./table.ts";

const LOOK_EVERY_MS = 500;
/** More are in the file that the page offers. */
const MOST_ROWS = 100;

interface Options {
  readonly days: string;
  readonly settleMinutes: string;
  readonly takeOver?: boolean;
  readonly wait: boolean;
  readonly json?: boolean;
}

/** Minor units for people, in units where the currency is one of ours. */
const amountOf = (minor: string, currency: string): string =>
  isCurrency(currency)
    ? `${nanosToDecimal(minorToNanos(BigInt(minor), currency), currency)} ${currency}`
    : `${minor} ${currency}`;

/** @throws CommandFailure where it is none, or out of bounds */
function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isInteger(number) || number < least || number > most)
    throw new CommandFailure(`${option} takes a whole number from ${least} to ${most}, not ${text}.`);
  return number;
}

const readRun = (db: Database, reconciliationId: string) =>
  db.within(PLATFORM, async (tx) => ({
    run: await tx.reconciliation.findUniqueOrThrow({
      where: { id: reconciliationId },
      include: { totals: { orderBy: [{ channel: "desc" }, { object: "asc" }, { currency: "asc" }] } },
    }),
    open: await tx.reconciliationDifference.findMany({
      where: { state: "open" },
      orderBy: { id: "asc" },
      take: MOST_ROWS,
    }),
    count: await tx.reconciliationDifference.count({ where: { state: "open" } }),
  }));

/** `tenure reconcile` */
export function reconcileCommands(program: Command): void {
  program
    .command("reconcile")
    .description(
      "compare the payment providers' books with ours; the workers do it; exit code 1 while differences are open",
    )
    .option("--days <number>", "payments of so many days", String(USUAL_PAYMENT_DAYS))
    .option(
      "--settle-minutes <number>",
      "leave alone what is younger: its notification may be on its way",
      String(USUAL_SETTLE_MINUTES),
    )
    .option("--take-over", "take over at once what can be: lost notifications, refunds that came back")
    .option("--no-wait", "begin, and do not wait for the end")
    .option("--json", "the outcome as JSON")
    .action((options: Options) =>
      withDatabase(async (opened) => {
        const days = wholeNumber("--days", options.days, 1, MOST_DAYS);
        const settleMinutes = wholeNumber("--settle-minutes", options.settleMinutes, 0, MOST_SETTLE_MINUTES);
        const { answer } = await withRunner(opened, (runner) =>
          runner.run(
            startReconciliation,
            {
              days,
              takesOver: options.takeOver === true,
              settleMinutes,
              trigger: "operator" as const,
            },
            byOperator(),
          ),
        );
        const begun = answer.started ? "begun" : "one is under way already";
        process.stderr.write(`reconciliation ${answer.reconciliationId}: ${begun}\n`);
        if (!options.wait) return;
        for (;;) {
          const { run, open, count } = await readRun(opened.db, answer.reconciliationId);
          if (run.state !== "running") {
            show(options, run, open, count);
            return;
          }
          await sleep(LOOK_EVERY_MS);
        }
      }),
    );
}

type Outcome = Awaited<ReturnType<typeof readRun>>;

function show(options: Options, run: Outcome["run"], open: Outcome["open"], count: number): void {
  if (run.state === "failed")
    throw new CommandFailure(`It did not end: ${run.problem ?? "no reason is known"}`);
  if (count > 0) process.exitCode = 1;
  const totals = run.totals.map((each) => ({
    channel: each.channel,
    object: each.object,
    currency: each.currency,
    provider: each.thereMinor.toFixed(0),
    ours: each.hereMinor.toFixed(0),
    difference: each.hereMinor.minus(each.thereMinor).toFixed(0),
  }));
  const differences = open.map((each) => ({
    channel: each.channel,
    object: each.object,
    kind: each.kind,
    subject: each.subject,
    remedy: each.remedy,
  }));
  if (options.json === true) {
    printJson({
      reconciliationId: run.id,
      compared: run.compared,
      found: run.found,
      resolved: run.resolved,
      tookOver: run.tookOver,
      open: count,
      totals,
      differences,
    });
    return;
  }
  print(
    [
      asTable(
        ["channel", "of", "provider", "ours", "difference"],
        totals.map((each) => [
          each.channel,
          each.object,
          amountOf(each.provider, each.currency),
          amountOf(each.ours, each.currency),
          amountOf(each.difference, each.currency),
        ]),
      ),
      `${run.compared} payments compared; ${run.found} found, ${run.tookOver} taken over, ${run.resolved} gone, ${count} open`,
      ...differences.map(
        (each) => `${each.channel} ${each.object} ${each.kind} ${each.subject}: ${each.remedy}`,
      ),
    ].join("\n"),
  );
}
