import { readEnv, StartError } from "../env.ts";
import { sandboxBanner } from "./banner.ts";
import { start } from "./start.ts";

/** Longest a stop may take before the process ends anyway: an orchestrator kills at 30 s. */
const STOP_DEADLINE_MS = 20_000;

try {
  const began = start(readEnv());
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    began
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  const running = await began;
  if (running.sandbox === null) running.services.log.info({ address: running.address }, "tenure is ready");
  else process.stdout.write(`${sandboxBanner(running)}\n`);
} catch (error) {
  // One sentence where it is known what to do; the whole story only where it is not.
  process.stderr.write(
    `${error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
