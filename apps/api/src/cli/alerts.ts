import type { Command } from "commander";
import { PLATFORM } from "../db/database.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";

/** `tenure alerts list` */
export function alertCommands(program: Command): void {
  program
    .command("alerts")
    .description("what a person has to look at; docs/guides/operator.md says what to do for each")
    .command("list")
    .description("open alerts, oldest first")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const alerts = await db.within(PLATFORM, (tx) =>
          tx.operatorAlert.findMany({ where: { resolvedAt: null }, orderBy: { openedAt: "asc" }, take: 500 }),
        );
        if (options.json === true) {
          printJson(alerts);
          return;
        }
        for (const each of alerts)
          print(
            `${each.openedAt.toISOString()}  ${each.kind}  ${each.reference}  ${JSON.stringify(each.detail)}`,
          );
        print(alerts.length === 0 ? "No open alerts." : `${alerts.length} open alerts.`);
      }),
    );
}
