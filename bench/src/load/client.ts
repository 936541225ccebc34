import { growth } from "./growth.ts";
import { inserts } from "./inserts.ts";
import { mixed } from "./mixed.ts";
import { pairs } from "./pairs.ts";
import { type Job, jobSchema, type Measured, type Reply } from "./protocol.ts";
import { record } from "./record.ts";
import { simpleUpdate } from "./simple-update.ts";
import { transfers } from "./transfers.ts";

// The load process: everything that asks for something while it is measured, apart from what is measured, so that its
// share of the processor can be seen. One job at a time, told by the parent over IPC.

const reply = (message: Reply) => process.send?.(message);
/** Tells the parent that the warm-up is over, so that both count the same time. */
const counting = () => reply({ kind: "counting" });

function perform(job: Job): Promise<Measured> {
  switch (job.kind) {
    case "inserts":
      return inserts(job, counting);
    case "simple-update":
      return simpleUpdate(job, counting);
    case "transfers":
      return transfers(job, counting);
    case "record":
      return record(job, counting);
    case "pairs":
      return pairs(job, counting);
    case "mixed":
      return mixed(job, counting);
    case "growth":
      return growth(job, counting);
  }
}

process.on("message", (message) => {
  perform(jobSchema.parse(message)).then(
    (measured) => reply({ kind: "measured", measured }),
    (error: unknown) =>
      reply({
        kind: "failed",
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
process.on("disconnect", () => process.exit(0));
