import { Command } from "commander";
import { CommandFailure } from "./failure.ts";
import { StartError } from "../env.ts";

/** Exit codes: 0 all well, 1 something was found, 2 the command could not be run. */
const COULD_NOT = 2;

/** What each first word adds. Only the part that was named is loaded: each needs much of the product, none of it all. */
const PARTS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  ledger: async () => (await import("./ledger.ts")).ledgerCommands,
  audit: async () => (await import("./audit.ts")).auditCommands,
  decide: async () => (await import("./decide.ts")).decideCommands,
  decisions: async () => (await import("./decisions.ts")).decisionCommands,
  prices: async () => (await import("./prices.ts")).priceCommands,
  usage: async () => (await import("./usage-replay.ts")).usageCommands,
  "exchange-rates": async () => (await import("./exchange-rates.ts")).exchangeRateCommands,
  invoices: async () => (await import("./invoices.ts")).invoiceCommands,
  jobs: async () => (await import("./jobs.ts")).jobCommands,
  alerts: async () => (await import("./alerts.ts")).alertCommands,
  distributors: async () => (await import("./distributors.ts")).distributorCommands,
  renewals: async () => (await import("./renewals.ts")).renewalCommands,
  staff: async () => (await import("./staff.ts")).staffCommands,
  clock: async () => (await import("./clock.ts")).clockCommands,
  sandbox: async () => (await import("./sandbox.ts")).sandboxCommands,
};

const program = new Command("tenure")
  .description(
    "What an operator of Tenure does by hand. Works on DATABASE_URL, else on the sandbox of this checkout.",
  )
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : COULD_NOT));
const named = PARTS[process.argv[2] ?? ""];
for (const load of named === undefined ? Object.values(PARTS) : [named]) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  const expected = error instanceof CommandFailure || error instanceof StartError;
  process.stderr.write(`${expected ? error.message : `Something unexpected happened: ${String(error)}`}\n`);
  process.exitCode = COULD_NOT;
}
