import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bin, endAll, runCommand } from "./test-run/run-command.ts";

// The stranger's first command: builds what changed (a second start builds nothing), then runs the product in this very
// process, so that Ctrl-C reaches it directly.

const stop = () => {
  endAll();
  process.exit(130);
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
if (process.stdout.isTTY) process.stdout.write("Building the screens and the SDK…\n");
const built = await runCommand({
  command: bin("turbo"),
  args: ["run", "build", "--output-logs=errors-only", "--log-prefix=none", "--no-update-notifier"],
});
process.off("SIGINT", stop);
process.off("SIGTERM", stop);
// What a dependency of a dependency is asked to do better some day would stand above the addresses and logins.
process.noDeprecation = true;
if (built.code === 0) await import(pathToFileURL(join(import.meta.dirname, "../apps/api/dist/main.js")).href);
else {
  process.stderr.write(`${built.output}\nThe build failed; what it said is above.\n`);
  process.exit(1);
}
