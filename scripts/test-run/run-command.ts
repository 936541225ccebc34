import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** The root of the project. */
export const ROOT = join(import.meta.dirname, "../..");

/** A program of node_modules/.bin. */
export const bin = (name: string, folder = ROOT): string => join(folder, "node_modules/.bin", name);

/** What to run and how. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ended, with everything it started, after this long. */
  readonly timeoutMs?: number;
  /** Called with each piece of output as it comes; the output is then not kept, since it may never end. */
  readonly onOutput?: (text: string) => void;
}

/** How a command ended. `code` is null when a signal ended it or it could not start. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly durationMs: number;
}

const running = new Set<ChildProcess>();

/** Ends a process and everything it started: each runs as the leader of a group of its own. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Ends every command still running; what Ctrl-C should do, since the groups do not see the terminal's. */
export function endAll(signal: NodeJS.Signals = "SIGTERM"): void {
  for (const child of running) endGroup(child, signal);
}

/** Runs a command to its end and keeps its output, unless somebody takes it as it comes. Never rejects. */
export function runCommand({ command, args, cwd = ROOT, env, timeoutMs, onOutput }: Command): Promise<Ended> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      detached: true,
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: "1",
        // Hundreds of processes start during the tests: each reads what the first one compiled.
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(ROOT, "node_modules/.cache/compile"),
        FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const take = (chunk: Buffer) => {
      const text = chunk.toString();
      if (onOutput === undefined) output += text;
      else onOutput(text);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            take(Buffer.from(`\nended after ${Math.round(timeoutMs / 1000)} s: it took too long\n`));
            endGroup(child, "SIGKILL");
          }, timeoutMs);
    const finish = (code: number | null, extra = "") => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: output + extra, durationMs: performance.now() - began });
    };
    child.on("error", (error) => finish(null, `${error.message}\n`));
    child.on("close", (code) => finish(code));
  });
}
