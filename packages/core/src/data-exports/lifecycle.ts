import { defineLifecycle } from "../lifecycle/index.ts";

/** A file with everything an account holds. It is made anew on each request; the old one expires by itself. */
export const dataExportLifecycle = defineLifecycle({
  name: "data_export",
  initial: "preparing",
  table: {
    preparing: {
      finish: { to: "ready", by: ["system"] },
      fail: { to: "failed", by: ["system"] },
    },
    ready: {
      expire: { to: "expired", by: ["system"] },
    },
    failed: {},
    expired: {},
  },
});

/** State of such a file. */
export type DataExportState = keyof typeof dataExportLifecycle.table;
