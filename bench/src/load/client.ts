import { growth } from "./growth.ts";
import { inserts } from "./inserts.ts";
import { mixed } from "./mixed.ts";
import { pairs } from "./pairs.ts";
import { type Job, jobSchema, type Marks, type Measured, type Reply } from "./protocol.ts";
import { record } from "./record.ts";
import { simpleUpdate } from "./simple-update.ts";
import { transfers } from "./transfers.ts";

// The load process: everything that asks for something while it is measured, apart from what is measured, so that its
// share of the processor can be seen. One job at a time, told by the parent over IPC.

const reply = (message: Reply) => process.send?.(message);
const marks: Marks = {
  counting: () => void reply({ kind: "counting" }),
  counted: () => void reply({ kind: "counted" }),
};

function perform(job: Job): Promise<Measured> {
  switch (job.kind) {
    case "inserts":
      return inserts(job, marks);
    case "simple-update":
      return simpleUpdate(job, marks);
    case "transfers":
      return transfers(job, marks);
    case "record":
      return record(job, marks);
    case "pairs":
      return pairs(job, marks);
    case "mixed":
      return mixed(job, marks);
    case "growth":
      return growth(job, marks);
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
