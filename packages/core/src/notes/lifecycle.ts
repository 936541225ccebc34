import { defineLifecycle } from "../lifecycle/index.ts";

/** A note of staff on an account. What turns out not to be done is opened again; a note never vanishes. */
export const noteLifecycle = defineLifecycle({
  name: "note",
  initial: "open",
  table: {
    open: {
      close: { to: "done", by: ["reviewer", "administrator"] },
    },
    done: {
      reopen: { to: "open", by: ["reviewer", "administrator"] },
    },
  },
});

/** State of a note. */
export type NoteState = keyof typeof noteLifecycle.table;
