import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "../env.ts";

const runningSchema = z.strictObject({
  pid: z.int().positive(),
  /** Where the product answers. */
  url: z.string(),
});

/** What a running sandbox says about itself, for a second start on the same data. */
type RunningSandbox = z.infer<typeof runningSchema>;

const pathIn = (dataDir: string) => join(dataDir, "running.json");

/** The sandbox that runs on this data, or null. A file left behind by a killed process counts as none. */
function findRunning(dataDir: string): RunningSandbox | null {
  try {
    const found = runningSchema.parse(JSON.parse(readFileSync(pathIn(dataDir), "utf8")));
    return found.pid !== process.pid && isAlive(found.pid) ? found : null;
  } catch {
    return null;
  }
}

/** Refuses a second sandbox on the same data: two simulators would write over each other's books. */
export async function refuseSecond(dataDir: string): Promise<void> {
  const running = findRunning(dataDir);
  if (running === null) return;
  // After a crash the number may belong to somebody else by now; only the product answers this.
  const answers = await fetch(new URL("/health", running.url), { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (answers)
    throw new StartError(
      `Tenure already runs on this data (process ${running.pid}, ${running.url}): stop it first, or set TENURE_DATA_DIR to another folder.`,
    );
}

/** Leaves word that this process runs here. @returns how to take it back */
export function claimRunning(dataDir: string, running: Omit<RunningSandbox, "pid">): () => void {
  const path = pathIn(dataDir);
  writeFileSync(path, `${JSON.stringify({ pid: process.pid, ...running })}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
