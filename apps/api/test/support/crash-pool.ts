import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { program, programEnv } from "./program.ts";

/** A gift to run in a process of its own. */
export interface CrashGift {
  readonly accountId: string;
  readonly key: string;
  readonly reason: string;
}

/**
 * Gifts to run at once in a process of their own, and the moment at which that process dies: when the last of them
 * reaches it. Until then none of them is answered. Null lives.
 */
export interface CrashRequest {
  readonly gifts: readonly CrashGift[];
  readonly dieAt: string | null;
}

/** How it ended: killed, or answered. */
export type CrashEnd =
  | { readonly kind: "killed" }
  | {
      readonly kind: "answered";
      readonly outcomes: readonly { readonly answer: unknown; readonly replayed: boolean }[];
    };

/** Processes that stand ready to run commands. A killed one is replaced while others work. */
export class CrashPool {
  readonly #url: string;
  readonly #ready: Promise<ChildProcess>[];

  constructor(url: string, size: number) {
    this.#url = url;
    this.#ready = Array.from({ length: size }, () => this.#start());
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(await program("test/command/crash-process.ts"), [this.#url], {
      env: programEnv(),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // Not the flags of the test runner: they only make a start slower.
      execArgv: [],
    });
    await once(child, "message");
    return child;
  }

  /** Runs commands in a process that nobody else uses meanwhile. */
  async run(request: CrashRequest): Promise<CrashEnd> {
    const next = this.#ready.shift();
    if (next === undefined) throw new Error("more commands at once than processes");
    const child = await next;
    const answered = once(child, "message").then(
      ([message]) => message as { outcomes?: never; error?: string },
    );
    const killed = once(child, "exit").then(([, signal]) => ({ signal: String(signal) }));
    child.send(request);
    const end = await Promise.race([answered, killed]);
    if ("signal" in end) {
      this.#ready.push(this.#start());
      if (end.signal !== "SIGKILL") throw new Error(`the process ended by itself: ${end.signal}`);
      return { kind: "killed" };
    }
    this.#ready.push(Promise.resolve(child));
    if (end.outcomes === undefined) throw new Error(end.error ?? "no answer");
    return { kind: "answered", outcomes: end.outcomes };
  }

  /** Ends all processes of the pool. */
  async close(): Promise<void> {
    for (const each of this.#ready.splice(0)) {
      const child = await each;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }
  }
}
