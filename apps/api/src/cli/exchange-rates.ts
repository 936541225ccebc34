import type { Command } from "commander";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { addExchangeRate } from "../exchange-rates/add.ts";
import { withDatabase } from "./database.ts";
import { print, printJson } from "./print.ts";
import { withRunner } from "./runner.ts";

/** `tenure exchange-rates …` */
export function exchangeRateCommands(program: Command): void {
  const rates = program
    .command("exchange-rates")
    .description(
      "what one currency is in another, for wallets that charge in their own; docs/guides/billing.md",
    );
  rates
    .command("add")
    .description("add a rate; orders from now on are charged by it, earlier ones keep theirs")
    .argument("<base>", "currency of the account, such as USD")
    .argument("<quote>", "currency that is charged, such as CNY")
    .argument("<rate>", "what one unit of base is in quote, such as 7.1234")
    .requiredOption("--source <text>", "who says so, such as the central bank's reference rate of the day")
    .option("--as-of <instant>", "since when, such as 2026-11-27T08:00:00.000Z; now without it")
    .action((base: string, quote: string, rate: string, given: { source: string; asOf?: string }) =>
      withDatabase((database) =>
        withRunner(database, async (runner) => {
          const { answer } = await runner.run(
            addExchangeRate,
            { base, quote, rate, source: given.source, asOf: given.asOf ?? null },
            systemContext("cli.exchange_rates", null, newId()),
          );
          print(`1 ${base} = ${rate} ${quote} since ${answer.asOf}`);
        }),
      ),
    );
  rates
    .command("list")
    .description("the latest rate of each pair")
    .option("--json", "as JSON")
    .action(({ json }: { json?: boolean }) =>
      withDatabase(async ({ db }) => {
        const rows = await db.within(PLATFORM, (tx) =>
          tx.exchangeRate.findMany({
            distinct: ["base", "quote"],
            orderBy: [{ asOf: "desc" }, { id: "desc" }],
          }),
        );
        const shown = rows.map(({ base, quote, rate, source, asOf }) => ({
          base,
          quote,
          rate,
          source,
          asOf: asOf.toISOString(),
        }));
        if (json === true) printJson(shown);
        else
          print(
            shown
              .map((each) => `1 ${each.base} = ${each.rate} ${each.quote}  ${each.asOf}  ${each.source}`)
              .join("\n") || "no rate yet",
          );
      }),
    );
}
