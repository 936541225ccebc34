import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { OWN_SESSION } from "./api-process.ts";
import { type Job, type Marks, type Measured, replySchema } from "./load/protocol.ts";

/** The process that asks; see load/client.ts. */
export interface LoadProcess {
  readonly pid: number;
  /** @param marks told when the counted time begins and ends. @throws Error with what went wrong in the load process */
  perform(job: Job, marks?: Marks): Promise<Measured>;
  stop(): void;
}

/** Starts the load process. */
export function startLoad(): LoadProcess {
  const child: ChildProcess = fork(join(import.meta.dirname, "load/client.ts"), {
    env: {},
    ...OWN_SESSION,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the load process did not start");
  return {
    pid,
    perform: (job, marks) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error("the load process ended"));
        const end = () => {
          child.off("message", hear);
          child.off("exit", gone);
        };
        const hear = (message: unknown) => {
          const reply = replySchema.parse(message);
          if (reply.kind === "counting") return marks?.counting();
          if (reply.kind === "counted") return marks?.counted();
          end();
          if (reply.kind === "measured") resolve(reply.measured);
          else reject(new Error(`${job.kind}: ${reply.reason}`));
        };
        child.on("message", hear);
        child.once("exit", gone);
        child.send(job);
      }),
    stop: () => void child.kill("SIGTERM"),
  };
}
