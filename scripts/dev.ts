import { join } from "node:path";
import { bin, type Command, endAll, ROOT, runCommand } from "./test-run/run-command.ts";

// Hot reload: the API restarts when a file it imports changes, both front ends replace modules in place. They proxy
// their API calls, so the browser sees one origin. Ctrl-C ends everything.

const dashboard = join(ROOT, "apps/dashboard");
const admin = join(ROOT, "apps/admin");

const services: Record<string, Command> = {
  api: { command: process.execPath, args: ["--watch", "--watch-preserve-output", "apps/api/src/main.ts"] },
  dashboard: { command: bin("vite", dashboard), args: [], cwd: dashboard },
  admin: { command: bin("vite", admin), args: [], cwd: admin },
};

const width = Math.max(...Object.keys(services).map((name) => name.length));

/** Writes whole lines, each with the name of who said it. */
function prefixed(name: string): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) console.log(`${name.padEnd(width)} | ${line}`);
  };
}

let ending = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    ending = true;
    endAll(signal);
  });

const generated = await runCommand({
  command: bin("turbo"),
  args: ["run", "generate", "--output-logs=errors-only", "--log-prefix=none", "--no-update-notifier"],
});
if (generated.code !== 0) {
  console.log(generated.output);
  process.exit(1);
}

await Promise.all(
  Object.entries(services).map(async ([name, service]) => {
    const { code } = await runCommand({ ...service, onOutput: prefixed(name) });
    if (ending) return;
    console.log(`${name.padEnd(width)} | ended (${code ?? "could not start"}); stopping the others`);
    ending = true;
    process.exitCode = 1;
    endAll();
  }),
);
