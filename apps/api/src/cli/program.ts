import { Command } from "commander";
import { StartError } from "../env.ts";
import { CommandFailure } from "./failure.ts";
import { PARTS } from "./parts.ts";

/** Exit codes: 0 all well, 1 something was found, 2 the command could not be run. */
const COULD_NOT = 2;

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
