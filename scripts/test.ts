import { bin, endAll, runCommand } from "./test-run/run-command.ts";
import { journeysMissing, type Outcome, runJourneys, runVitest } from "./test-run/suites.ts";

/** A step that hangs is ended, so that a broken build never blocks whoever waits for it. */
const STEP_TIMEOUT_MS = 25 * 60_000;

interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const totals = { passed: 0, failed: 0 };

/** A step made of one or more commands; it counts as one, passed when all of them end well. */
const check = (name: string, ...commands: readonly (readonly [string, ...string[]])[]): Step => ({
  name,
  async run() {
    let output = "";
    for (const [command, ...args] of commands) {
      const ended = await runCommand({ command, args, timeoutMs: STEP_TIMEOUT_MS });
      output += ended.output;
      if (ended.code !== 0) return { passed: 0, failed: 1, output };
    }
    return { passed: 1, failed: 0, output };
  },
});

async function perform({ name, run }: Step): Promise<void> {
  const began = performance.now();
  const { passed, failed, output } = await run();
  totals.passed += passed;
  totals.failed += failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const counts = passed + failed > 1 ? `, ${passed} passed${failed > 0 ? `, ${failed} failed` : ""}` : "";
  console.log(`${failed === 0 ? "✓" : "✗"} ${name} (${seconds} s${counts})`);
  if (failed > 0) console.log(`${output.trimEnd()}\n`);
}

/** Steps one after the other. */
async function inTurn(...steps: readonly Step[]): Promise<void> {
  for (const step of steps) await perform(step);
}

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });

const turbo = (...args: string[]): [string, ...string[]] => [
  bin("turbo"),
  ...args,
  "--output-logs=errors-only",
  "--log-prefix=none",
  "--no-update-notifier",
];

await perform(check("generate and build", turbo("run", "build")));
const missing = journeysMissing();
if (missing !== null) console.log(`- browser journeys not run: ${missing}`);
// The journeys first, and alone: people in them have five minutes after a second factor was proven, as in the product, and a
// code of an authenticator has half a minute.
if (missing === null) await perform({ name: "browser journeys", run: () => runJourneys(STEP_TIMEOUT_MS) });
// Then two lanes: tests wait much of their time, for processes and heartbeats, and the checks fill those waits.
await Promise.all([
  inTurn(
    // Types and lint by one program: each needs the whole program in memory, and the compiler alone needs as long again.
    check("lint and types", [bin("oxlint"), "--type-aware", "--type-check"]),
    check("format", [bin("biome"), "format", "."]),
    check("house rules", [process.execPath, "scripts/house-rules.ts"]),
    check("nothing unused", [bin("knip")]),
  ),
  perform({ name: "tests", run: () => runVitest({ args: [], timeoutMs: STEP_TIMEOUT_MS }) }),
]);

console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
