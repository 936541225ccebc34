import { existsSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { moveClock } from "../accounts/move-clock.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { readEnv } from "../env.ts";
import { AppError } from "../errors/app-error.ts";
import { type OpenedDatabase, sandboxDatabaseDir, withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";
import { byOperator, withRunner } from "./runner.ts";

/** `tenure sandbox reset`, `tenure sandbox clock` */
export function sandboxCommands(program: Command): void {
  const sandbox = program.command("sandbox").description("the sandbox on this machine");
  addClock(sandbox);
  sandbox
    .command("reset")
    .description("delete the sandbox's data folder; the next start makes a new demo world")
    .option("--yes", "do not ask")
    .action(async (options: { yes?: boolean }) => {
      const env = readEnv();
      if (!env.sandbox)
        throw new CommandFailure("DATABASE_URL is set: this is no sandbox, and nothing was deleted.");
      refuseForeignFolder(env.dataDir);
      if (!existsSync(env.dataDir)) {
        print(`There is nothing in ${env.dataDir}.`);
        return;
      }
      if (options.yes !== true && !(await confirmed(env.dataDir))) {
        print("Nothing was deleted.");
        return;
      }
      const { discardPostgres } = await import("@tenure/sandbox/postgres");
      if (!(await discardPostgres(sandboxDatabaseDir(env))))
        throw new CommandFailure(
          "Tenure is running on this data: stop it first (Ctrl-C where it runs), then reset.",
        );
      rmSync(env.dataDir, { recursive: true, force: true });
      print(`Deleted ${env.dataDir}. The next start makes a new one.`);
    });
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `25h`, `-30m`, `31d` as milliseconds. */
function durationMs(text: string): number {
  const match = /^(-?\d{1,5})([mhd])$/.exec(text);
  const unit = match?.[2];
  if (match === null || (unit !== "m" && unit !== "h" && unit !== "d"))
    throw new InvalidArgumentError("It is a number with m, h or d, such as 25h.");
  return Number(match[1]) * UNIT_MS[unit];
}

function addClock(sandbox: Command): void {
  sandbox
    .command("clock")
    .description("move the clock of a sandbox account, to see what a window or a term does")
    .argument("<account>", "account id, or the e-mail address of an owner")
    .requiredOption("--advance <duration>", "how far, such as 25h, 31d or -30m", durationMs)
    .action((account: string, { advance }: { advance: number }) =>
      withDatabase((opened) =>
        withRunner(opened, async (runner) => {
          const accountId = await accountOf(opened, account);
          await runner.run(moveClock, { byMs: advance }, byOperator(accountId)).catch((error: unknown) => {
            throw error instanceof AppError ? new CommandFailure(error.message) : error;
          });
          const now = await opened.db.within(PLATFORM, (tx) => readClock(tx, accountId));
          print(`For ${account} it is now ${now}.`);
        }),
      ),
    );
}

async function accountOf({ db }: OpenedDatabase, named: string): Promise<string> {
  const id = z.uuid().safeParse(named);
  const found = await db.within(PLATFORM, (tx) =>
    id.success
      ? tx.account.findUnique({ where: { id: id.data }, select: { id: true } })
      : tx.member
          .findFirst({
            where: { role: "owner", endedAt: null, login: { email: named } },
            select: { accountId: true },
          })
          .then((member) => (member === null ? null : { id: member.accountId })),
  );
  if (found === null) throw new CommandFailure(`There is no account of ${named}.`);
  return found.id;
}

/** A mistyped TENURE_DATA_DIR must not cost anybody a home folder or a checkout. */
function refuseForeignFolder(dataDir: string): void {
  const holds = (inner: string) => {
    const way = relative(dataDir, inner);
    return way === "" || (!way.startsWith("..") && way !== inner);
  };
  const foreign =
    holds(homedir()) ||
    holds(process.cwd()) ||
    [".git", "package.json"].some((entry) => existsSync(join(dataDir, entry)));
  if (foreign)
    throw new CommandFailure(
      `${dataDir} is not a data folder of Tenure: check TENURE_DATA_DIR; nothing was deleted.`,
    );
}

async function confirmed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CommandFailure(`This deletes ${dataDir}: say --yes when nobody is there to be asked.`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question(`Delete everything in ${dataDir}? [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
