import type { Outputs } from "@tenure/api/trpc";

/** One row of the audit trail. */
export type AuditRow = Outputs["audit"]["list"]["items"][number];
