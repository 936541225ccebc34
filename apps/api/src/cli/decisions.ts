import type { Command } from "commander";
import { z } from "zod";
import { replayStoredDecisions } from "../decisions/replay-stored.ts";
import { withDatabase } from "./database.ts";
import { CommandFailure } from "./failure.ts";
import { print, printJson } from "./print.ts";

/** `tenure decisions replay` */
export function decisionCommands(program: Command): void {
  program
    .command("decisions")
    .description("stored decisions")
    .command("replay")
    .description("decide anew from the stored facts and compare byte by byte; exit code 1 on any difference")
    .argument("[id]", "one decision; all without it")
    .option("--all", "every stored decision, as without an id")
    .option("--json", "the report as JSON")
    .action((id: string | undefined, options: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        if (id !== undefined && !z.uuid().safeParse(id).success)
          throw new CommandFailure(`${id} is no decision id: it looks like 0199a8c2-….`);
        const report = await replayStoredDecisions(db, id ?? null);
        if (id !== undefined && report.decisions === 0)
          throw new CommandFailure(`There is no decision ${id}.`);
        if (report.findings.length > 0) process.exitCode = 1;
        if (options.json === true) {
          printJson(report);
          return;
        }
        for (const each of report.findings)
          print(`${each.decisionId}  ${each.kind}  ${each.problem}: ${each.detail}`);
        print(
          report.findings.length === 0
            ? `${report.decisions} decisions replayed: all the same, byte by byte, signatures valid.`
            : `${report.findings.length} findings in ${report.decisions} decisions.`,
        );
      }),
    );
}
