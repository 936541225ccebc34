import { existsSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { readEnv } from "../env.ts";
import { sandboxDatabaseDir } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print } from "./print.ts";

/** `tenure sandbox reset` */
export function sandboxCommands(program: Command): void {
  const sandbox = program.command("sandbox").description("the sandbox on this machine");
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
