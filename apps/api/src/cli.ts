import { Command } from "commander";
import { alertCommands } from "./cli/alerts.ts";
import { auditCommands } from "./cli/audit.ts";
import { decisionCommands } from "./cli/decisions.ts";
import { CommandFailure } from "./cli/failure.ts";
import { jobCommands } from "./cli/jobs.ts";
import { ledgerCommands } from "./cli/ledger.ts";
import { priceCommands } from "./cli/prices.ts";
import { sandboxCommands } from "./cli/sandbox.ts";
import { staffCommands } from "./cli/staff.ts";
import { usageCommands } from "./cli/usage-replay.ts";
import { StartError } from "./env.ts";

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
  jobCommands,
  alertCommands,
  staffCommands,
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
