import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

const textSchema = z.strictObject({ en: z.string(), zh: z.string() });

const runSchema = z.strictObject({
  id: z.uuid(),
  scene: z.string(),
  state: z.enum(["working", "ready", "failed"]),
  begunAt: z.iso.datetime(),
  players: z.array(z.strictObject({ name: z.string(), email: z.string(), withCode: z.boolean() })),
  /** What its set-up has said so far. */
  said: z.array(textSchema),
  problem: textSchema.nullable(),
  /** What its walk is told from; the scene's own. */
  refs: z.unknown(),
  /** Addresses of those whose browser read the published keys. */
  verified: z.array(z.string()),
});

/** A scene that was set up, as it is kept. */
export type StoredRun = z.output<typeof runSchema>;

/** How many are remembered; their accounts stay in any case. */
const KEPT = 30;

const STOPPED = {
  en: "The sandbox was stopped while this was being set up. Set the scene up again.",
  zh: "搭建过程中沙盒已停止，请重新搭建此场景。",
};

/** The runs of this data folder, kept over restarts. Losing the file costs the list, never an account. */
export class RunStore {
  readonly #path: string;
  readonly #runs: Map<string, StoredRun>;

  constructor(path: string) {
    this.#path = path;
    const kept = readKept(path).map((run) =>
      run.state === "working" ? { ...run, state: "failed" as const, problem: STOPPED } : run,
    );
    this.#runs = new Map(kept.map((run) => [run.id, run]));
  }

  /** The newest first. */
  all(): readonly StoredRun[] {
    return [...this.#runs.values()].toReversed();
  }

  get(id: string): StoredRun | null {
    return this.#runs.get(id) ?? null;
  }

  put(run: StoredRun): void {
    this.#runs.set(run.id, run);
    for (const id of [...this.#runs.keys()].slice(0, -KEPT)) this.#runs.delete(id);
    // Whole or not at all, whenever the process ends.
    writeFileSync(`${this.#path}.new`, JSON.stringify([...this.#runs.values()]), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  /** Changes a run that is there. */
  change(id: string, change: (run: StoredRun) => Partial<StoredRun>): void {
    const run = this.get(id);
    if (run !== null) this.put({ ...run, ...change(run) });
  }
}

function readKept(path: string): readonly StoredRun[] {
  try {
    return z.array(runSchema).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return [];
  }
}
