import { pino } from "pino";
import type { Env } from "../env.ts";
import type { Log } from "./log.ts";

/** An answered request, as the log tells it. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** Without its query, where links carry their secrets. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly ip: string;
}

/** The line of each answered request. */
export interface AccessLog {
  write(answered: AnsweredRequest): void;
  /** Writes what it holds back. */
  flush(): void;
}

/** Held back at most: a write of its own for each of thousands of requests per second would cost more than they do. */
const HELD_BACK_LINES = 40;
const FLUSH_EVERY_MS = 500;

/**
 * The log of answered requests, on standard output in heaps. Its fields are ours (method, path without its query,
 * status, time, address), so nothing has to be looked for and redacted, and a line is put together as a text; a process
 * that is killed loses half a second of them, never a line of the log proper.
 */
export function createAccessLog({ logLevel }: Pick<Env, "logLevel">): AccessLog {
  const destination = pino.destination({ dest: 1, sync: false });
  const hears = pino({ level: logLevel }, destination).isLevelEnabled("info");
  // Held here, and not by the destination: that measures all it holds anew for each line.
  let held: string[] = [];
  const release = (): void => {
    if (held.length === 0) return;
    destination.write(held.join(""));
    held = [];
  };
  setInterval(release, FLUSH_EVERY_MS).unref();
  return {
    write(answered) {
      if (!hears) return;
      held.push(lineOf(new Date(), answered));
      if (held.length >= HELD_BACK_LINES) release();
    },
    flush() {
      release();
      destination.flush();
    },
  };
}

/** The line, in the form of the log proper. */
export const lineOf = (at: Date, { requestId, method, path, status, ms, ip }: AnsweredRequest): string =>
  `{"level":"info","time":"${at.toISOString()}","requestId":${JSON.stringify(requestId)},"method":"${method}","path":${JSON.stringify(path)},"status":${status},"ms":${ms},"ip":${JSON.stringify(ip)},"msg":"request"}\n`;

/** Where nothing else is given, the log proper hears of requests too. */
export const accessLogIn = (log: Log): AccessLog => ({
  write: (answered) => log.info(answered, "request"),
  flush() {},
});
