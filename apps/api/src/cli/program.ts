import { Command } from "commander";
import { alertCommands } from "./alerts.ts";
import { auditCommands } from "./audit.ts";
import { clockCommands } from "./clock.ts";
import { decisionCommands } from "./decisions.ts";
import { CommandFailure } from "./failure.ts";
import { distributorCommands } from "./distributors.ts";
import { invoiceCommands } from "./invoices.ts";
import { jobCommands } from "./jobs.ts";
import { ledgerCommands } from "./ledger.ts";
import { priceCommands } from "./prices.ts";
import { sandboxCommands } from "./sandbox.ts";
import { staffCommands } from "./staff.ts";
import { usageCommands } from "./usage-replay.ts";
import { StartError } from "../env.ts";

/** Exit codes: 0 all well, 1 something was found, 2 the command could not be run. */
const COULD_NOT = 2;

const program = new Command("tenure")
  .description(
    "What an operator of Tenure does by hand. Works on DATABASE_URL, else on the sandbox of this checkout.",
  )
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : COULD_NOT));
for (const add of [
  ledgerCommands,
  auditCommands,
  decisionCommands,
  priceCommands,
  usageCommands,
  invoiceCommands,
  jobCommands,
  alertCommands,
  distributorCommands,
  staffCommands,
  clockCommands,
  sandboxCommands,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  const expected = error instanceof CommandFailure || error instanceof StartError;
  process.stderr.write(`${expected ? error.message : `Something unexpected happened: ${String(error)}`}\n`);
  process.exitCode = COULD_NOT;
}
