/**
 * The sandbox as a process of its own, for tests that kill the API but not the outside world:
 * `node packages/sandbox/src/main.ts '{"dataDir":"…","stripe":{"faults":{"profile":"rough"}}}'`.
 * Prints one line of JSON, `{"url":…,"smtpUrl":…,"pid":…}`, when it is ready; ends on SIGTERM, SIGINT, or
 * when the process that started it goes away (its standard input ends).
 */

import { SandboxError } from "./sandbox-error.ts";
import { type SandboxOptions, startSandbox } from "./server.ts";

async function main(): Promise<void> {
  // The caller is our own test or start script; a wrong option shows at its first use.
  const options: SandboxOptions = JSON.parse(process.argv[2] ?? "{}");
  const sandbox = await startSandbox(options);
  const end = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  process.stdin.on("end", end).on("error", end).resume();
  process.stdout.write(
    `${JSON.stringify({ url: sandbox.url, smtpUrl: sandbox.smtpUrl, pid: process.pid })}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof SandboxError ? error.message : String(error)}\n`);
  process.exit(1);
});
